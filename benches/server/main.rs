//! The language server measured as an editor feels it, over its pipes: from a keystroke to the published findings,
//! opening, memory, and bursts of edits. Prints; asserts nothing of time. `cargo bench --bench server [PART…]`,
//! parts: keystroke, open, memory, burst (`JIAODUI_RUNS` runs, 20 by default).

#![allow(clippy::print_stdout)]

#[path = "../../tests/lsp/client.rs"]
#[allow(dead_code)]
mod client;
#[path = "../../tests/lsp/oracle.rs"]
#[allow(dead_code)]
mod oracle;
mod text;

use std::time::{Duration, Instant};

use jiaodui::document::Format;
use serde_json::{Value, json};

use client::{Client, range};
use oracle::{Dice, Units};

const URI: &str = "file:///bench.txt";

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let parts: [(&str, fn()); 4] = [("keystroke", keystroke), ("open", open), ("memory", memory), ("burst", burst)];
    for (name, part) in parts {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            part();
        }
    }
}

/// One character typed at a time, no debounce, with the same number of published places at each size.
fn keystroke() {
    println!("keystroke to published findings, no debounce (ms)");
    println!("{:>8} {:>7} {:>8} {:>8} {:>8} {:>8}", "size", "places", "p50", "p90", "p99", "worst");
    for size in [10 << 10, 100 << 10, 1 << 20] {
        let mut client = Client::ready(json!({"debounce": 0}), json!({}));
        let text = text::article(size, 100);
        client.open(URI, &text);
        let places = client.diagnostics(URI, 1).len();
        let mut dice = Dice::new(5);
        let lines = text.lines().count();
        let mut took: Vec<Duration> = (2..302)
            .map(|version| {
                let line = dice.below(lines) as u32;
                let typed = if version % 20 == 0 { "\n" } else { dice.of(&["好", "a", "，", "系", "1"]) };
                let change = json!([{"range": range((line, 0), (line, 0)), "text": typed}]);
                let started = Instant::now();
                client.change(URI, version, change);
                client.diagnostics(URI, version);
                started.elapsed()
            })
            .collect();
        took.sort();
        let at = |share: f64| milliseconds(took[((took.len() - 1) as f64 * share) as usize]);
        println!(
            "{:>8} {places:>7} {:>8.2} {:>8.2} {:>8.2} {:>8.2}",
            kilobytes(text.len()),
            at(0.5),
            at(0.9),
            at(0.99),
            at(1.0)
        );
    }
}

fn open() {
    println!("opening to published findings (ms, best and median of 9)");
    for size in [10 << 10, 100 << 10, 1 << 20] {
        let text = text::article(size, 100);
        let mut took: Vec<Duration> = (0..9)
            .map(|_| {
                let mut client = Client::ready(json!({}), json!({}));
                // The first of all documents also pays for tables that are unpacked once.
                client.open("file:///first.txt", "代码放在 Github 上。");
                client.diagnostics("file:///first.txt", 1);
                let started = Instant::now();
                client.open(URI, &text);
                client.diagnostics(URI, 1);
                started.elapsed()
            })
            .collect();
        took.sort();
        println!("{:>8} {:>8.2} {:>8.2}", kilobytes(text.len()), milliseconds(took[0]), milliseconds(took[4]));
    }
}

fn memory() {
    let mut client = Client::ready(json!({}), json!({}));
    client.open(URI, "代码放在 Github 上。");
    client.diagnostics(URI, 1);
    let before = resident(&client);
    let size = 25 << 10;
    for n in 0..200 {
        let uri = format!("file:///{n}.txt");
        client.open(&uri, &text::article(size, 20));
        client.diagnostics(&uri, 1);
    }
    let after = resident(&client);
    println!("memory: {before:.1} MB with one line open, {after:.1} MB with 200 articles of {}", kilobytes(size));
}

/// 10 000 edits as fast as the pipe takes them, a request after every hundred.
fn burst() {
    let runs: u64 = std::env::var("JIAODUI_RUNS").ok().and_then(|r| r.parse().ok()).unwrap_or(20);
    let (mut wrong, mut stale, mut inversions, mut publishes) = (0, 0, 0, 0);
    let mut drained = Duration::ZERO;
    for seed in 1..=runs {
        let mut client = Client::ready(json!({"debounce": 0, "maxDiagnostics": 1_000_000}), json!({}));
        let mut text = text::article(100 << 10, 50);
        let mut dice = Dice::new(seed);
        client.open(URI, &text);
        client.diagnostics(URI, 1);
        let mut lines = text::Lines::new(&text);
        let mut asked = Vec::new();
        let started = Instant::now();
        for version in 2..10_002 {
            let change = lines.edit(&mut dice);
            client.change(URI, version, json!([change]));
            if version % 100 == 0 {
                let at = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
                asked.push((client.ask("textDocument/hover", at), version));
            }
        }
        text.clear();
        text.push_str(&lines.text());
        let found = oracle::published(&client.diagnostics(URI, 10_001));
        drained += started.elapsed();
        wrong += u32::from(found != oracle::checked(&text, Format::Plain, Units::Utf16));
        let (mut newest, mut answered) = (0, 0);
        for message in client.drain() {
            if message["method"] == "textDocument/publishDiagnostics" {
                let version = message["params"]["version"].as_i64().unwrap_or_default();
                publishes += 1;
                inversions += u32::from(version < newest);
                stale += u32::from(version < answered);
                newest = newest.max(version);
            } else if let Some((_, version)) = asked.iter().find(|(id, _)| message["id"] == *id) {
                answered = answered.max(*version);
            }
        }
        if !Value::is_null(&client.request("shutdown", Value::Null)["result"]) {
            wrong += 1;
        }
    }
    println!(
        "burst: {runs} runs of 10000 edits: {wrong} wrong texts, {stale} stale publishes, {inversions} version \
         inversions, {publishes} publishes on the way, {:.2} s a run",
        drained.as_secs_f64() / runs as f64
    );
}

fn resident(client: &Client) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", client.process.id())).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn kilobytes(bytes: usize) -> String {
    format!("{} KB", bytes >> 10)
}
