//! What the code of the server must not say: the promises of ARCHITECTURE.md that no client can see.

use std::path::{Path, PathBuf};

/// Every file below a folder of `src`, with its code.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("sources").flatten().map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let code = std::fs::read_to_string(&path).expect("readable");
                found.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), code));
            }
        }
    }
    assert!(found.len() > 10);
    found
}

/// Condition (a): nothing can be awaited before a message is posted, for nothing else can await at all.
#[test]
fn only_the_transport_and_the_end_are_asynchronous() {
    for (name, code) in sources("server") {
        let code = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let waits = code.contains("async ") || code.contains(".await");
        assert_eq!(waits, ["transport.rs", "life.rs"].contains(&name.as_str()), "{name}");
    }
}

/// Condition (g): another framework is a day's work, in one file.
#[test]
fn one_file_knows_the_framework() {
    for (name, code) in sources("server") {
        let knows = code.contains("tower_lsp_server::") || code.contains("tower_service::");
        assert_eq!(knows, name == "transport.rs", "{name}");
    }
}

#[test]
fn server_and_command_line_do_not_know_each_other() {
    for (name, code) in sources("server") {
        assert!(!code.contains("crate::cli"), "{name}");
    }
    for (name, code) in sources("cli") {
        assert!(!code.contains("crate::server") || name == "lsp.rs", "{name}");
    }
}
