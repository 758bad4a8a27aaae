//! Suppression comments: `<!-- jiaodui-disable-next-line script/stray because … -->`.
#![allow(dead_code)]

use super::{Directive, DirectiveKind, Mask};

const KINDS: [(&str, DirectiveKind); 5] = [
    ("jiaodui-disable-next-line", DirectiveKind::DisableNextLine),
    ("jiaodui-disable-line", DirectiveKind::DisableLine),
    ("jiaodui-disable-file", DirectiveKind::DisableFile),
    ("jiaodui-disable", DirectiveKind::Disable),
    ("jiaodui-enable", DirectiveKind::Enable),
];

/// The directive in a comment (with its marks), whose span is the mask's.
///
/// Words of lower-case letters, `-` and `/` are rules until one is none of these or introduces the
/// reason (`because`, `--`, `:`): a misspelt rule is then reported and does not silence everything.
pub(super) fn parse(comment: &str, mask: Mask) -> Option<Directive> {
    let body = comment.trim_start_matches(['<', '!', '-', '{', '/', '*']).trim_start();
    let body = body.trim_end_matches(['>', '-', '}', '/', '*']).trim_end();
    let (name, kind) = KINDS.into_iter().find(|(name, _)| body.starts_with(name))?;
    let mut rest = body.get(name.len()..)?;
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let mut rules = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let len = rest.bytes().take_while(|b| is_rule(*b)).count();
        let (word, behind) = rest.split_at_checked(len)?;
        let ends = behind.is_empty() || behind.starts_with([' ', '\t', '\n', '\r', ',', ':', '：']);
        if word.is_empty() || !ends || word == "because" || word.starts_with('-') {
            break;
        }
        rules.push(Box::from(word));
        rest = behind;
    }
    let rest = rest.strip_prefix("because").unwrap_or(rest);
    let reason = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '：' | '—'));
    Some(Directive { span: mask.span, kind, rules, reason: Box::from(reason.trim()) })
}

fn is_rule(byte: u8) -> bool {
    byte.is_ascii_lowercase() || matches!(byte, b'-' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::MaskKind;
    use crate::text::Span;

    fn read(comment: &str) -> Option<(DirectiveKind, Vec<String>, String)> {
        let mask = Mask { span: Span::new(0, 1), kind: MaskKind::Meta };
        let found = parse(comment, mask)?;
        let rules = found.rules.iter().map(ToString::to_string).collect();
        Some((found.kind, rules, found.reason.to_string()))
    }

    #[test]
    fn kinds_rules_and_reasons_are_read() {
        let rules = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        for (comment, expected) in [
            ("<!-- jiaodui-disable -->", (DirectiveKind::Disable, rules(&[]), "")),
            ("<!--jiaodui-enable-->", (DirectiveKind::Enable, rules(&[]), "")),
            (
                "<!-- jiaodui-disable-next-line script/stray, names because 原文如此 -->",
                (DirectiveKind::DisableNextLine, rules(&["script/stray", "names"]), "原文如此"),
            ),
            (
                "<!-- jiaodui-disable-line figures/unsourced -- 见表一 -->",
                (DirectiveKind::DisableLine, rules(&["figures/unsourced"]), "见表一"),
            ),
            ("{/* jiaodui-disable-file 全文引用 */}", (DirectiveKind::DisableFile, rules(&[]), "全文引用")),
        ] {
            let (kind, names, reason) = expected;
            assert_eq!(read(comment), Some((kind, names, reason.to_string())), "{comment}");
        }
    }

    #[test]
    fn other_comments_are_no_directives() {
        for comment in ["<!-- jiaodui -->", "<!-- jiaodui-disabled -->", "<!-- 关闭 jiaodui-disable -->", "<!---->"] {
            assert_eq!(read(comment), None, "{comment}");
        }
    }
}
