//! The core (text, document, lexicon, engine, rules, fix) runs in a browser: without the default features
//! nothing is linked that needs files, threads, a terminal or C code. Needs nothing but cargo.

mod common;

/// Crates that must not reach the core, and why.
const FORBIDDEN: [(&str, &str); 22] = [
    ("anstream", "terminals"),
    ("anstyle", "terminals"),
    ("async-std", "an asynchronous runtime"),
    ("cc", "C code"),
    ("clap", "command lines"),
    ("cmake", "C code"),
    ("crossterm", "terminals"),
    ("globset", "files"),
    ("ignore", "files"),
    ("libc", "the operating system"),
    ("mio", "an asynchronous runtime"),
    ("notify", "files"),
    ("opencc-rust", "C++ code"),
    ("rayon", "threads"),
    ("rustix", "the operating system"),
    ("same-file", "files"),
    ("tempfile", "files"),
    ("terminal_size", "terminals"),
    ("tokio", "an asynchronous runtime"),
    ("tower-lsp-server", "the language server"),
    ("walkdir", "files"),
    ("windows-sys", "the operating system"),
];

#[test]
fn the_core_needs_no_operating_system() {
    let tree = common::cargo(&[
        "tree",
        "--no-default-features",
        "--edges=normal",
        "--prefix=none",
        "--format={p}",
        "--locked",
        "--offline",
    ]);
    let crates: Vec<&str> = tree.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert!(crates.contains(&"jiaodui") && crates.len() > 10, "{tree}");
    let found: Vec<String> = FORBIDDEN
        .iter()
        .filter(|(name, _)| crates.contains(name))
        .map(|(name, why)| format!("{name} brings {why} into the core"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The modules of the core say `std::fs`, `std::process` and `std::net` nowhere, and `std::thread` in the one
/// file that does without threads where there are none.
#[test]
fn the_core_touches_no_file() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for module in ["text", "document", "lexicon", "analysis", "engine", "rules", "fix", "convert"] {
        for path in common::files(&source.join(module), ".rs") {
            let code = std::fs::read_to_string(&path).expect("readable source");
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            for word in ["std::fs", "std::process", "std::net", "std::thread", "std::env", "Instant::now"] {
                let has_a_way_without = word == "std::thread" && path.ends_with("engine/threads.rs");
                if code.contains(word) && !has_a_way_without {
                    faults.push(format!("{}: {word}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
