//! The ids by which people are reached: what stands behind 微信号： and its kin.
//!
//! Not: versions (微信 8.0.50), counts (微信 10000 人), and names in another alphabet (微信（WeChat）).

use super::solicit::Ask;
use crate::analysis::residue::class;
use crate::document::{MaskKind, PLACEHOLDER};

/// How sure it is that an id stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    /// Letters alone, behind a colon or in brackets: it may be another name.
    Letters,
    Sure {
        labelled: bool,
    },
}

impl Id {
    /// A colon or a bracket says that an id follows.
    pub fn is_labelled(self) -> bool {
        matches!(self, Self::Letters | Self::Sure { labelled: true })
    }
}

impl Ask<'_> {
    /// The id that stands behind a channel: `: qf_8848`, ` xf123a`, `@somebody`.
    pub fn id_behind(&self, end: usize) -> Option<Id> {
        if self.is_identifier(end) {
            return None;
        }
        let mut at = end;
        let mut labelled = false;
        while at < (end + 8).min(self.sentence.end) {
            match self.char(at) {
                ':' | '(' | '【' | '[' => labelled = true,
                '号' | '是' | '为' | '码' | '“' | '「' | '"' | '-' | '—' | '@' | '<' => {}
                c if c.is_whitespace() => {}
                _ => break,
            }
            at += 1;
        }
        if self.char(at) == PLACEHOLDER {
            let kind = self.view.placeholder(at);
            return matches!(kind, Some(MaskKind::Handle | MaskKind::Email | MaskKind::Code))
                .then_some(Id::Sure { labelled });
        }
        self.token(at, labelled)
    }

    /// wechat-h5-boilerplate, qq_login: the channel is a part of a name.
    fn is_identifier(&self, end: usize) -> bool {
        let latin = end > 0 && self.char(end - 1).is_ascii_alphanumeric();
        latin && matches!(self.char(end), '-' | '_' | '.') && self.char(end + 1).is_ascii_alphabetic()
    }

    fn token(&self, at: usize, labelled: bool) -> Option<Id> {
        if self.words.iter().any(|w| w.start == at && w.is(class::LATIN)) {
            return None;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let len = (at..self.sentence.end).take_while(|i| is_part(self.char(*i))).count();
        let token: Vec<char> = (at..at + len).map(|i| self.char(i)).collect();
        let digits = token.iter().filter(|c| c.is_ascii_digit()).count();
        let marks = token.iter().filter(|c| matches!(c, '_' | '-')).count();
        let next = self.char(at + len);
        let counts =
            digits == len && matches!(next, '万' | '亿' | '人' | '元' | '个' | '年' | '月' | '名' | '家' | '%');
        if !(5..=24).contains(&len) || counts || (next == '.' && self.char(at + len + 1).is_ascii_digit()) {
            return None;
        }
        match digits + marks {
            0 if labelled => Some(Id::Letters),
            0 => None,
            _ => Some(Id::Sure { labelled }),
        }
    }

    /// A telephone number or an address within a few chars.
    pub fn number_behind(&self, end: usize) -> bool {
        let until = (end + 24).min(self.sentence.end);
        let masked = (end..until).any(|i| {
            self.char(i) == PLACEHOLDER && matches!(self.view.placeholder(i), Some(MaskKind::Email | MaskKind::Handle))
        });
        let digits = (end..until).filter(|i| self.char(*i).is_ascii_digit()).count();
        masked || digits >= 7
    }
}
