//! From findings to changed text: which edits, in which order, until nothing safe is left.
