//! Findings shown to people and machines: one struct in, many formats out.
