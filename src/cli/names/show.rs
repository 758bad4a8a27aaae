//! The ledger of names as text, JSON and HTML.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::ledger::{Entity, Form, Status};
use crate::message::{Lang, counted};
use crate::pages::phrase;

/// Outliers that a person is shown of one entity.
const SHOWN: usize = 8;

pub fn text(out: &mut impl Write, entities: &[Entity], lang: Lang) -> io::Result<()> {
    for entity in entities {
        writeln!(out, "{} — {} [{}]", entity.id, entity.house, phrase(key(entity.status), lang))?;
        for form in &entity.forms {
            let mark = if form.right { ' ' } else { '!' };
            let articles = counted("names.articles", lang, &[("n", form.articles)]);
            writeln!(out, "  {mark} {}  {}  {articles}{}", form.form, form.count, dates(form))?;
        }
        for outlier in entity.outliers.iter().take(SHOWN) {
            writeln!(out, "    {}:{}: {}", outlier.path, outlier.line, outlier.form)?;
        }
        if let Some(more) = entity.outliers.len().checked_sub(SHOWN).filter(|n| *n > 0) {
            writeln!(out, "    {}", phrase("names.more", lang).replace("{n}", &more.to_string()))?;
        }
    }
    Ok(())
}

pub fn json(out: &mut impl Write, entities: &[Entity]) -> io::Result<()> {
    let forms = |entity: &Entity| -> Vec<serde_json::Value> {
        let form = |f: &Form| {
            let month =
                |(year, month): (u16, u8)| if month == 0 { year.to_string() } else { format!("{year}-{month:02}") };
            let (first, last) = f.dates.map(|(a, b)| (month(a), month(b))).unzip();
            serde_json::json!({
                "form": f.form, "count": f.count, "articles": f.articles,
                "first": first, "last": last, "right": f.right,
            })
        };
        entity.forms.iter().map(form).collect()
    };
    let outliers = |entity: &Entity| -> Vec<serde_json::Value> {
        let place = |o: &super::ledger::Outlier| serde_json::json!({"form": o.form, "path": o.path, "line": o.line});
        entity.outliers.iter().map(place).collect()
    };
    let entity = |e: &Entity| {
        serde_json::json!({
            "entity": e.id, "house": e.house, "status": name(e.status), "count": e.count,
            "forms": forms(e), "outliers": outliers(e),
        })
    };
    let all: Vec<serde_json::Value> = entities.iter().map(entity).collect();
    writeln!(out, "{}", serde_json::json!({"version": 1, "entities": all}))
}

pub fn html(out: &mut impl Write, entities: &[Entity], lang: Lang) -> io::Result<()> {
    let head = ["names.entity", "names.house", "names.status", "names.forms", "names.outliers"];
    let head: String = head.iter().map(|key| format!("<th>{}</th>", escape(phrase(key, lang)))).collect();
    writeln!(out, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>jiaodui names</title>\n<table>\n<tr>{head}</tr>")?;
    for entity in entities {
        let mut forms = String::new();
        for form in &entity.forms {
            let _ = write!(forms, "{} {} ({})<br>", escape(&form.form), form.count, form.articles);
        }
        let mut outliers = String::new();
        for outlier in &entity.outliers {
            let _ = write!(outliers, "{}:{} {}<br>", escape(&outlier.path), outlier.line, escape(&outlier.form));
        }
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{forms}</td><td>{outliers}</td></tr>",
            escape(&entity.id),
            escape(&entity.house),
            escape(phrase(key(entity.status), lang)),
        )?;
    }
    writeln!(out, "</table>")
}

fn dates(form: &Form) -> String {
    let month = |(year, month): (u16, u8)| if month == 0 { year.to_string() } else { format!("{year}-{month:02}") };
    form.dates.map(|(a, b)| format!("  {}–{}", month(a), month(b))).unwrap_or_default()
}

fn key(status: Status) -> &'static str {
    match status {
        Status::Decided => "names.decided",
        Status::Split => "names.split",
        Status::Drifting => "names.drifting",
        Status::Contradicts => "names.contradicts",
    }
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Decided => "decided",
        Status::Split => "split",
        Status::Drifting => "drifting",
        Status::Contradicts => "majority contradicts data",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
