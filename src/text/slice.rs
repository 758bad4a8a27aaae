//! A text that is kept once, and the parts of it that many hold.
//!
//! Invariant: a [`Slice`] lies on boundaries of characters; whoever holds one keeps the text it was cut from.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::Span;

/// The text of an article: shared with its parts until it is edited, its own from then on.
#[derive(Clone, Debug)]
pub enum Text {
    Shared(Arc<str>),
    Own(String),
}

impl Text {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Shared(text) => text,
            Self::Own(text) => text,
        }
    }

    /// The text for somebody who keeps it.
    pub fn share(&self) -> Arc<str> {
        match self {
            Self::Shared(text) => Arc::clone(text),
            Self::Own(text) => Arc::from(text.as_str()),
        }
    }

    /// A part, empty where the range does not fit. Of a text that is edited it is a copy.
    pub fn slice(&self, range: Range<usize>) -> Slice {
        match self {
            Self::Shared(text) if text.get(range.clone()).is_some() => {
                Slice { whole: Arc::clone(text), at: Span::new(range.start as u32, range.end as u32) }
            }
            Self::Shared(_) => Slice::from(""),
            Self::Own(text) => Slice::from(text.get(range).unwrap_or_default()),
        }
    }

    /// Replaces a range that must fit.
    pub fn replace(&mut self, range: Range<usize>, replacement: &str) {
        if let Self::Shared(text) = self {
            *self = Self::Own(text.as_ref().to_owned());
        }
        if let Self::Own(text) = self {
            text.replace_range(range, replacement);
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Own(String::new())
    }
}

/// A part of a text.
#[derive(Clone)]
pub struct Slice {
    whole: Arc<str>,
    at: Span,
}

impl Deref for Slice {
    type Target = str;

    fn deref(&self) -> &str {
        self.at.of(&self.whole)
    }
}

impl From<&str> for Slice {
    fn from(text: &str) -> Self {
        Self { whole: Arc::from(text), at: Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX)) }
    }
}

/// Two slices are equal when they read the same, wherever they were cut from.
impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Slice {}

impl fmt::Debug for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_outlive_an_edit_of_their_text() {
        let mut text = Text::Shared(Arc::from("校对一篇文章"));
        let part = text.slice(6..12);
        text.replace(0..6, "读");
        assert_eq!((&*part, text.as_str()), ("一篇", "读一篇文章"));
        assert_eq!(part, text.slice(3..9));
        assert_eq!((&*text.slice(1..3), &*Text::Shared(Arc::from("文")).slice(1..3)), ("", ""));
    }
}
