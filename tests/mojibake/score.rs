//! What the engine makes of one damaged line, against the truth.

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Applicability, Edit, Finding};
use jiaodui::rules;
use jiaodui::settings::Settings;

/// Sums over the lines of one cell.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub lines: usize,
    pub detected: usize,
    pub exact: usize,
    pub chars: usize,
    pub right: usize,
    pub lost: usize,
    /// Lines whose first flagged place begins and last one ends where the damage does.
    pub bounds: usize,
    pub safe: usize,
    /// Safe edits whose text the truth does not have.
    pub unsafe_edits: usize,
}

/// The engine with the one rule that is measured.
pub fn engine() -> Engine {
    rules::engine(Settings { select: vec!["encoding/mojibake".into(), "encoding/lost".into()], ..Settings::default() })
}

/// What the safe edits of a line replace, and by what.
pub fn safe(engine: &Engine, line: &str) -> Vec<(String, String)> {
    let findings = engine.check(Document::new(line, Format::Plain)).findings;
    let safe = edits(&findings).into_iter().filter(|(level, _)| *level == Applicability::Safe);
    safe.map(|(_, edit)| (edit.span.of(line).to_owned(), edit.text.to_string())).collect()
}

impl Score {
    /// One line: `before`, damage, `after`; `truth` is what stood in place of the damage.
    pub fn add(&mut self, engine: &Engine, truth: (&str, &str, &str), damaged: &str) {
        let (before, inner, after) = truth;
        let whole = format!("{before}{inner}{after}");
        let line = format!("{before}{damaged}{after}");
        let findings = engine.check(Document::new(&line, Format::Plain)).findings;
        let edits = edits(&findings);
        let out = apply(&line, &edits);
        if out != whole && std::env::var_os("JIAODUI_LIST").is_some() {
            eprintln!("  {before}⟦{damaged}⟧{after}\n  {out}\n  {whole}");
        }
        self.lines += 1;
        self.detected += usize::from(!findings.is_empty());
        self.exact += usize::from(out == whole);
        let same = common(&out, &whole);
        let lost = out.chars().filter(|c| *c == '\u{FFFD}').count().min(whole.chars().count() - same);
        self.chars += whole.chars().count();
        self.right += same;
        self.lost += lost;
        let span = edits.first().zip(edits.last()).map(|((_, a), (_, b))| (a.span.start as usize, b.span.end as usize));
        self.bounds += usize::from(span == Some((before.len(), before.len() + damaged.len())));
        for (applicability, edit) in &edits {
            if *applicability == Applicability::Safe {
                self.safe += 1;
                self.unsafe_edits += usize::from(!lower(&whole).contains(&lower(&edit.text)));
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.lines += other.lines;
        self.detected += other.detected;
        self.exact += other.exact;
        self.chars += other.chars;
        self.right += other.right;
        self.lost += other.lost;
        self.bounds += other.bounds;
        self.safe += other.safe;
        self.unsafe_edits += other.unsafe_edits;
    }
}

/// All edits, safe and suggested, in order.
fn edits(findings: &[Finding]) -> Vec<(Applicability, &Edit)> {
    let fixes = findings.iter().filter_map(|f| f.fixes.first());
    let mut edits: Vec<_> = fixes.flat_map(|fix| fix.edits.iter().map(move |e| (fix.applicability, e))).collect();
    edits.sort_by_key(|(_, e)| e.span.start);
    edits
}

fn apply(line: &str, edits: &[(Applicability, &Edit)]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (_, edit) in edits {
        out.push_str(&line[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out + &line[at..]
}

/// Case of ASCII does not count: it passed through as it was.
fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Length of the longest common subsequence, in characters.
pub fn common(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row = vec![0usize; b.len() + 1];
    for x in a.chars() {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == *y { corner + 1 } else { up.max(row[j]) };
            corner = up;
        }
    }
    row[b.len()]
}
