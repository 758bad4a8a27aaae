//! Our blocks of Markdown against those of a parser that reads whole texts.

#![allow(clippy::print_stderr, reason = "shows what was measured, and why a test was skipped")]

mod common;

use std::collections::BTreeSet;
use std::ops::Range;

use jiaodui::document::{BlockKind, Document, Format, MaskKind};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Lines on which blocks start, and bytes that are code.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    headings: BTreeSet<usize>,
    /// Paragraphs, those of quotations and of list items too.
    paragraphs: BTreeSet<usize>,
    tables: BTreeSet<usize>,
    code_blocks: BTreeSet<usize>,
    /// Blocks of HTML, whose text counts as prose with us and as HTML with the parser.
    html: BTreeSet<usize>,
    /// Bytes that must be code …
    code: Vec<bool>,
    /// … and those that may be: fences, info strings, HTML.
    may_be_code: Vec<bool>,
}

struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (i, b) in bytes.iter().enumerate() {
            if *b == b'\n' || (*b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        Self(starts)
    }

    fn of(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}

fn mark(bytes: &mut [bool], range: Range<usize>) {
    for byte in bytes.iter_mut().take(range.end).skip(range.start) {
        *byte = true;
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// What the parser makes of the text.
fn theirs(text: &str) -> Shape {
    let lines = Lines::new(text);
    let mut shape = Shape { code: vec![false; text.len()], may_be_code: vec![false; text.len()], ..Shape::default() };
    let (mut in_code, mut in_meta, mut item) = (false, false, None);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let line = lines.of(range.start);
        // A tight item has no paragraph: its text follows at once.
        if let Some(start) = item.take() {
            let tight = !matches!(event, Event::Start(_) | Event::End(_))
                || matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strong | Tag::Emphasis));
            if tight {
                shape.paragraphs.insert(lines.of(start).max(line));
            }
        }
        match event {
            Event::Start(Tag::Heading { .. }) => drop(shape.headings.insert(line)),
            Event::Start(Tag::Paragraph) => drop(shape.paragraphs.insert(line)),
            Event::Start(Tag::Item) => item = Some(range.start),
            Event::TaskListMarker(_) => item = Some(range.start),
            Event::Start(Tag::Table(_)) => drop(shape.tables.insert(line)),
            Event::Start(Tag::HtmlBlock) => drop(shape.html.insert(line)),
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                shape.code_blocks.insert(line);
                mark(&mut shape.may_be_code, range);
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::MetadataBlock(_)) => in_meta = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_meta = false,
            Event::Text(_) if in_code && !in_meta => mark(&mut shape.code, range),
            Event::Code(_) => {
                mark(&mut shape.may_be_code, range.clone());
                mark(&mut shape.code, range);
            }
            Event::Html(_) | Event::InlineHtml(_) => mark(&mut shape.may_be_code, range),
            _ => {}
        }
    }
    shape
}

/// What we make of it.
fn ours(text: &str) -> Shape {
    let lines = Lines::new(text);
    let mut shape = Shape { code: vec![false; text.len()], may_be_code: vec![false; text.len()], ..Shape::default() };
    let document = Document::new(text, Format::Markdown);
    let mut table = false;
    for (i, segment) in document.segments().iter().enumerate() {
        let start = document.start_of(i) as usize;
        let line = lines.of(start);
        let was_table = std::mem::replace(&mut table, segment.kind == BlockKind::TableRow);
        for mask in segment.masks.iter().filter(|m| m.kind == MaskKind::Code) {
            let range = start + mask.span.start as usize..start + mask.span.end as usize;
            mark(&mut shape.may_be_code, range.clone());
            if segment.kind == BlockKind::Code || text[range.clone()].starts_with('`') {
                mark(&mut shape.code, range);
            }
        }
        if segment.continues {
            continue;
        }
        match segment.kind {
            BlockKind::Heading(_) => drop(shape.headings.insert(line)),
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote => drop(shape.paragraphs.insert(line)),
            BlockKind::TableRow if !was_table => drop(shape.tables.insert(line)),
            BlockKind::Code if segment.masks.iter().any(|m| m.kind == MaskKind::Code) => {
                shape.code_blocks.insert(line);
            }
            BlockKind::Code => table |= was_table,
            _ => {}
        }
    }
    shape
}

/// Bytes of code that one of both does not see, and all bytes of code.
fn compare_code(text: &str, a: &Shape, b: &Shape) -> (Vec<usize>, usize) {
    let visible = |i: &usize| !text.as_bytes()[*i].is_ascii_whitespace();
    let wrong = (0..text.len())
        .filter(visible)
        .filter(|i| (a.code[*i] && !b.may_be_code[*i]) || (b.code[*i] && !a.may_be_code[*i]));
    let all = (0..text.len()).filter(visible).filter(|i| a.code[*i] || b.code[*i]).count();
    (wrong.collect(), all)
}

/// Invented articles with every construct that both know.
const ARTICLES: &[&str] = &[
    "# 标题\n\n第一段\n接着写。\n\n第二段\n===\n\n第三段\n---\n\n***\n",
    "## 标题 ##\n段落紧跟标题。\n### 又一个\n",
    "---\ntitle: 题目\n---\n\n正文。\n",
    "+++\ntitle = \"题目\"\n+++\n\n正文。\n",
    "- 甲\n- 乙\n  接着\n- 丙\n\n  第二段\n\n      代码\n",
    "1. 一\n2. 二\n   - 内\n   - 外\n3. 三\n",
    "段落\n- 立刻开始\n* 另一个\n+ 再一个\n1) 编号\n",
    "段落\n2. 不是列表\n",
    "> 引用\n接着引用\n> 第三行\n>\n> 新段\n\n段落\n",
    "> > 深\n> 浅\n\n> - 引用里的列表\n>   续\n> - 第二项\n",
    "```rust\nlet a = 1;\n\n> 不是引用\n```\n\n段落\n",
    "~~~\n```\n~~~\n段落 `代码` 与 ``a ` b`` 末尾\n",
    "- 甲\n  ```\n  代码\n\n  代码\n  ```\n- 乙\n",
    "> ```\n> 代码\n> ```\n> 引用\n\n> ```\n没有关上\n",
    "段落\n\n    缩进代码\n\n    还是代码\n\n段落\n    不是代码\n",
    "- 甲\n\n      缩进代码\n\n  段落\n",
    "-\n  后面\n\n-\n\n  不在里面\n",
    "| 甲 | 乙 |\n|---|---|\n| `a` | b |\n| c | d |\n\n段落\n",
    "甲|乙\n-|-\n一|二\n段落也是一行\n\n> | 甲 |\n> |---|\n> | 乙 |\n",
    "段落[^1]。\n\n[^1]: 注释\n    接着\n\n    第二段\n",
    "[甲]: https://example.com \"题\"\n\n[甲] 是链接。\n",
    "<div>\n*块*\n</div>\n\n段落 <b>粗</b>\n\n<!-- 注\n\n还是注 -->\n\n<pre>\n\n代码</pre>\n段落\n",
    "- [ ] 没做\n- [x] 做了\n",
    "\t缩进代码\n\n-\t甲\n\n\t续\n",
    "没有关上\n```\n代码到最后\n\n都是\n",
    "段落一\r\n\r\n```\r\n代码\r\n```\r\n段落二\r\n",
];

#[test]
fn blocks_are_those_of_a_whole_parse() {
    for text in ARTICLES {
        let (mut ours, theirs) = (ours(text), theirs(text));
        ours.paragraphs.retain(|line| !theirs.html.contains(line));
        assert_eq!(ours.headings, theirs.headings, "headings of\n{text}");
        assert_eq!(ours.tables, theirs.tables, "tables of\n{text}");
        assert_eq!(ours.paragraphs, theirs.paragraphs, "paragraphs of\n{text}");
        let (wrong, _) = compare_code(text, &ours, &theirs);
        let shown: Vec<&str> = wrong.iter().map(|i| text.get(*i..).unwrap_or("…")).collect();
        assert_eq!(shown, Vec::<&str>::new(), "code of\n{text}");
    }
}

/// Agreement of two sets of lines.
#[derive(Default)]
struct Tally {
    same: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, what: &str, path: &str, ours: &BTreeSet<usize>, theirs: &BTreeSet<usize>) {
        self.same += ours.intersection(theirs).count();
        self.all += ours.union(theirs).count();
        if std::env::var("SHOW").is_ok() {
            for line in ours.symmetric_difference(theirs) {
                let side = if ours.contains(line) { "ours" } else { "theirs" };
                eprintln!("{what} {side} {path}:{line}");
            }
        }
    }

    fn rate(&self) -> f64 {
        self.same as f64 / self.all.max(1) as f64
    }
}

#[test]
fn blocks_of_real_articles_are_those_of_a_whole_parse() {
    let Some(shared) = common::shared() else {
        eprintln!("SKIPPED: no shared corpora here");
        return;
    };
    let folder = shared.join("corpus/clean");
    let (mut headings, mut paragraphs, mut tables, mut code) = <(Tally, Tally, Tally, Tally)>::default();
    let paths = common::files(&folder, ".md");
    for path in &paths {
        let text = std::fs::read_to_string(path).expect("readable");
        let (mut a, b) = (ours(&text), theirs(&text));
        a.paragraphs.retain(|line| !b.html.contains(line));
        a.tables.retain(|line| !b.html.contains(line));
        let name = path.display().to_string();
        headings.add("heading", &name, &a.headings, &b.headings);
        paragraphs.add("paragraph", &name, &a.paragraphs, &b.paragraphs);
        tables.add("table", &name, &a.tables, &b.tables);
        let (wrong, all) = compare_code(&text, &a, &b);
        code.same += all.saturating_sub(wrong.len());
        code.all += all;
        if std::env::var("SHOW").is_ok() {
            let lines = Lines::new(&text);
            let mut shown = BTreeSet::new();
            for byte in wrong {
                if shown.insert(lines.of(byte)) {
                    let side = if a.code[byte] { "ours" } else { "theirs" };
                    eprintln!("code {side} {name}:{}", lines.of(byte));
                }
            }
        }
    }
    eprintln!(
        "{} files; agreement: headings {:.4} of {}, paragraphs {:.4} of {}, tables {:.4} of {}, bytes of code {:.5} of {}",
        paths.len(),
        headings.rate(),
        headings.all,
        paragraphs.rate(),
        paragraphs.all,
        tables.rate(),
        tables.all,
        code.rate(),
        code.all
    );
    assert!(paths.is_empty() || code.rate() >= 0.99, "code agrees in {:.4}", code.rate());
    assert!(paths.is_empty() || headings.rate() >= 0.99, "headings agree in {:.4}", headings.rate());
    assert!(paths.is_empty() || paragraphs.rate() >= 0.97, "paragraphs agree in {:.4}", paragraphs.rate());
}
