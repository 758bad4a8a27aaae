//! MATRIX and LOSS: cells of wrong readings by what of a line is damaged, and by what was done on top.

use super::Lines;
use crate::generator::damage::{Way, ways};
use crate::generator::loss::{LOSSES, strict_gbk};
use crate::generator::score::{Score, engine};
use crate::generator::{Dice, cut};

const RUNS: [usize; 6] = [2, 3, 4, 6, 10, 20];

/// The lengths of runs that are measured: all, or those that `JIAODUI_RUNS` names (`4,6`; `0` for none).
fn lengths() -> Vec<usize> {
    let only = std::env::var("JIAODUI_RUNS").unwrap_or_default();
    let named = |han: &usize| only.is_empty() || only.split(',').any(|name| name == han.to_string());
    RUNS.into_iter().filter(named).collect()
}

pub fn print(lines: &Lines) {
    let lengths = lengths();
    println!(
        "\nMATRIX: whole lines (lossless: lines, % exact, % bounds | all: lines, % detected, % exact, % chars right, % wrong),"
    );
    println!("runs of Han in sound lines (lossless: % detected/% exact), safe edits / wrong ones");
    let mut total = Score::default();
    for way in wanted() {
        let (lossless, all) = whole(lines, &way);
        let mut safe = all.clone();
        print!(
            "{:<34} {:>4} {} {} | {:>4} {} {} {} {} |",
            way.name,
            lossless.lines,
            share(lossless.exact, lossless.lines),
            share(lossless.bounds, lossless.lines),
            all.lines,
            share(all.detected, all.lines),
            share(all.exact, all.lines),
            share(all.right, all.chars),
            share(all.chars - all.right - all.lost, all.chars)
        );
        for &han in &lengths {
            let (clean, score) = runs(lines, &way, han);
            print!(" {han}: {}/{}", short(clean.detected, clean.lines), short(clean.exact, clean.lines));
            safe.merge(&score);
        }
        println!(" | {} / {}", safe.safe, safe.unsafe_edits);
        total.merge(&safe);
    }
    println!("safe edits over MATRIX: {}, wrong {}", total.safe, total.unsafe_edits);
}

/// Whole damaged lines: those that lost nothing, and all.
fn whole(lines: &Lines, way: &Way) -> (Score, Score) {
    let engine = engine();
    let (mut lossless, mut all) = (Score::default(), Score::default());
    for line in lines.own.iter().chain(&lines.shared) {
        let Some(damaged) = way.apply(line) else { continue };
        let mut score = Score::default();
        score.add(&engine, ("", line, ""), &damaged.text);
        if damaged.lossless {
            lossless.merge(&score);
        }
        all.merge(&score);
    }
    (lossless, all)
}

fn runs(lines: &Lines, way: &Way, han: usize) -> (Score, Score) {
    let engine = engine();
    let mut dice = Dice::new(han as u64);
    let (mut lossless, mut all) = (Score::default(), Score::default());
    for line in lines.own.iter().chain(&lines.shared) {
        let Some((before, run, after)) = cut(line, han, &mut dice) else { continue };
        let Some(damaged) = way.apply(&run) else { continue };
        let mut score = Score::default();
        score.add(&engine, (&before, &run, &after), &damaged.text);
        if damaged.lossless {
            lossless.merge(&score);
        }
        all.merge(&score);
    }
    (lossless, all)
}

/// What was done to the damaged text afterwards.
pub fn losses(lines: &Lines) {
    println!(
        "\nLOSS: whole lines that the loss changed: lines, % detected, % exact, % chars right, % wrong; safe edits / wrong ones"
    );
    let mut total = Score::default();
    for way in wanted() {
        for (name, lose) in LOSSES {
            report(&way.name, name, &lossy(lines, |line| way.apply(line).map(|d| (lose(&d.text), d.text))), &mut total);
        }
        if way.name == "utf8>gbk" {
            report(
                &way.name,
                "strict table, ignore",
                &lossy(lines, |line| way.bytes(line).map(|b| (strict_gbk(&b), String::new()))),
                &mut total,
            );
        }
    }
    println!("safe edits over LOSS: {}, wrong {}", total.safe, total.unsafe_edits);
}

/// Lines for which `damage` gives two different texts, with and without the loss.
fn lossy(lines: &Lines, damage: impl Fn(&str) -> Option<(String, String)>) -> Score {
    let engine = engine();
    let mut score = Score::default();
    for line in lines.own.iter().chain(&lines.shared) {
        if let Some((text, _)) = damage(line).filter(|(text, before)| text != before) {
            score.add(&engine, ("", line, ""), &text);
        }
    }
    score
}

fn report(way: &str, loss: &str, score: &Score, total: &mut Score) {
    if score.lines > 0 {
        println!(
            "{way:<34} {loss:<22} {:>4} {} {} {} {} | {} / {}",
            score.lines,
            share(score.detected, score.lines),
            share(score.exact, score.lines),
            share(score.right, score.chars),
            share(score.chars - score.right - score.lost, score.chars),
            score.safe,
            score.unsafe_edits
        );
        total.merge(score);
    }
}

fn share(n: usize, all: usize) -> String {
    if all == 0 { "    -".into() } else { format!("{:5.1}", n as f64 * 100.0 / all as f64) }
}

fn short(n: usize, all: usize) -> String {
    if all == 0 { "-".into() } else { format!("{:.1}", n as f64 * 100.0 / all as f64) }
}

/// All ways, or those that `JIAODUI_WAY` names.
fn wanted() -> Vec<Way> {
    let only = std::env::var("JIAODUI_WAY").unwrap_or_default();
    ways().into_iter().filter(|way| only.is_empty() || only.split(',').any(|name| name == way.name)).collect()
}
