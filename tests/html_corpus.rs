//! Real pages, where they are: text is where a tokenizer of the standard sees it.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use jiaodui::document::{BlockKind, Document, Format, MaskKind};

mod common;

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

/// What a tokenizer of the standard says of every byte of the page.
#[derive(Clone, Copy, PartialEq)]
enum Oracle {
    Markup,
    Text,
    Raw,
}

/// Drives html5gum over the page; raw elements are cut out by hand, for it does not switch itself.
fn oracle(page: &str) -> Vec<Oracle> {
    let mut told = vec![Oracle::Markup; page.len()];
    let mut at = 0;
    'pieces: while at < page.len() {
        let emitter = DefaultEmitter::<usize>::new_with_span();
        for token in Tokenizer::new_with_emitter(&page[at..], emitter) {
            let Ok(token) = token;
            match token {
                Token::String(text) => {
                    told[at + text.span.start..at + text.span.end].fill(Oracle::Text);
                }
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    if !tag.self_closing
                        && ["script", "style", "textarea", "iframe", "noframes", "xmp"].contains(&&*name)
                    {
                        let start = at + tag.span.end;
                        let rest = page[start..].to_ascii_lowercase();
                        let end = start + rest.find(&format!("</{name}")).unwrap_or(rest.len());
                        told[start..end].fill(Oracle::Raw);
                        at = end;
                        continue 'pieces;
                    }
                }
                _ => {}
            }
        }
        break;
    }
    told
}

#[test]
fn text_is_where_a_tokenizer_of_the_standard_sees_it() {
    let Some(shared) = common::shared() else {
        return;
    };
    for path in common::files(&shared.join("corpus/natural-html"), ".html") {
        let Ok(page) = std::fs::read_to_string(&path) else {
            continue;
        };
        let told = oracle(&page);
        let document = Document::new(&page, Format::Html);
        let (mut prose_chars, mut han, mut lost, mut leaked) = (0, 0, 0, 0);
        for (i, segment) in document.segments().iter().enumerate() {
            let base = document.start_of(i) as usize;
            let mut masks = segment.masks.iter().peekable();
            for (at, c) in segment.text.char_indices() {
                while masks.next_if(|m| m.span.end as usize <= at).is_some() {}
                let mask = masks.peek().filter(|m| m.span.start as usize <= at).map(|m| m.kind);
                let is_prose = segment.has_prose() && mask.is_none();
                prose_chars += usize::from(is_prose);
                if !is_han(c) {
                    continue;
                }
                han += usize::from(is_prose);
                // A masked element is one of the page's own, or a pattern.
                let is_known = is_prose
                    || segment.kind == BlockKind::Code
                    || !matches!(mask, Some(MaskKind::Tag) | Some(MaskKind::Meta) | None);
                lost += usize::from(told[base + at] == Oracle::Text && !is_known);
                leaked += usize::from(told[base + at] != Oracle::Text && is_prose);
            }
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!(
            "{name}: {} bytes, {prose_chars} characters of prose, {han} Han, lost {lost}, leaked {leaked}",
            page.len()
        );
        assert_eq!((lost, leaked), (0, 0), "{name}");
    }
}
