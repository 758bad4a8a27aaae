//! Every format says the same of the same article, and counts the columns its platform counts.

mod folder;

use folder::Folder;
use serde_json::Value;

const FORMATS: [&str; 9] = ["human", "compact", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"];

/// A Han character, a character outside the basic plane and a family joined by zero-width joiners stand
/// before the comma: 8 scalar values, 11 units of UTF-16, 25 bytes of UTF-8.
const LINE: &str = "新🎉👩‍👩‍👦云,发布了三款处理器，价格也公布了。";

fn article() -> String {
    format!("# 云计算\n\n{LINE}\n\n大家都在谈论开源软件的发展，社区,企业,高校都参与其中。\n")
}

#[test]
fn columns_are_what_the_platform_counts() {
    let folder = Folder::new(&[("文/甲.md", article().as_bytes())]);
    let before = &LINE[..LINE.find(',').expect("there")];
    let (chars, bytes) = (before.chars().count() + 1, before.len() + 1);
    assert_ne!(chars, bytes);
    let said = |format: &str| folder.run(&["check", "--format", format]).out;
    let json = |format: &str| serde_json::from_str::<Value>(&said(format)).expect("JSON");

    assert!(said("human").contains(&format!("文/甲.md:3:{chars}")));
    assert!(said("compact").contains(&format!("文/甲.md:3:{chars}: warning typography/punctuation: ")));
    assert_eq!(json("json")["files"][0]["findings"][0]["start"]["column"], chars);
    let line: Value = serde_json::from_str(said("jsonl").lines().next().expect("a line")).expect("JSON");
    assert_eq!(line["findings"][0]["start"]["column"], chars);

    let sarif = json("sarif");
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E6%96%87/%E7%94%B2.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &chars.into()));
    assert_eq!(place["region"]["endColumn"], chars + 1);

    let annotation = format!("::warning file=文/甲.md,line=3,endLine=3,col={chars},endColumn={},", chars + 1);
    assert!(said("github").contains(&annotation), "{}", said("github"));
    assert_eq!(json("gitlab")[0]["location"]["positions"]["begin"]["column"], chars);
    assert!(said("junit").contains(&format!("name=\"typography/punctuation 3:{chars}\"")));
    let range = &json("rdjson")["diagnostics"][0]["location"]["range"];
    assert_eq!((&range["start"]["column"], &range["end"]["column"]), (&bytes.into(), &(bytes + 1).into()));
}

#[test]
fn sarif_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("schemas/sarif-2.1.0.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let folder = Folder::new(&[("a.md", article().as_bytes()), ("b.md", b"\x89PNG\0\0\0\rIHDR\0\0")]);
    let mut report: Value = serde_json::from_str(&folder.run(&["check", "--format", "sarif"]).out).expect("JSON");
    let faults: Vec<String> = validator.iter_errors(&report).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let run = &report["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false, "a file was not checked");
    assert!(run["results"].as_array().is_some_and(|r| !r.is_empty()));
    report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    assert!(!validator.is_valid(&report), "the judge sees a wrong line");
}

#[test]
fn all_formats_tell_the_same_places_and_end_alike() {
    let folder = Folder::new(&[("a.md", article().as_bytes())]);
    let places = |format: &str| -> Vec<(String, u64)> {
        let ran = folder.run(&["check", "--format", format]);
        assert_eq!(ran.code, 1, "{format}");
        let report: Value = serde_json::from_str(&ran.out).expect("JSON");
        let (list, line, rule): (&Value, &str, &str) = match format {
            "sarif" => (&report["runs"][0]["results"], "/locations/0/physicalLocation/region/startLine", "/ruleId"),
            "gitlab" => (&report, "/location/lines/begin", "/check_name"),
            "rdjson" => (&report["diagnostics"], "/location/range/start/line", "/code/value"),
            _ => (&report["files"][0]["findings"], "/start/line", "/rule"),
        };
        let mut found: Vec<(String, u64)> = list
            .as_array()
            .expect("a list")
            .iter()
            .map(|f| (f.pointer(rule).and_then(Value::as_str), f.pointer(line).and_then(Value::as_u64)))
            .map(|(rule, line)| (rule.expect("a rule").to_owned(), line.expect("a line")))
            .collect();
        found.sort();
        found.dedup();
        found
    };
    let json = places("json");
    assert!(json.len() >= 2);
    for format in ["sarif", "gitlab", "rdjson"] {
        assert_eq!(places(format), json, "{format}");
    }
    for (format, mark) in [("github", "::warning "), ("junit", "<failure "), ("compact", ": warning ")] {
        let ran = folder.run(&["check", "--format", format]);
        assert_eq!(ran.code, 1, "{format}");
        assert!(ran.out.contains(mark), "{format}");
    }
}

#[test]
fn a_file_nobody_could_read_is_named_in_every_format() {
    let folder = Folder::new(&[("a.md", article().as_bytes()), ("b.md", b"\x89PNG\0\0\0\rIHDR\0\0")]);
    for format in FORMATS {
        let ran = folder.run(&["check", "--format", format]);
        assert_eq!(ran.code, 2, "{format}");
        assert!(ran.err.contains("b.md"), "{format}: {}", ran.err);
        let told = ran.out.contains("b.md") || matches!(format, "human" | "compact");
        assert!(told, "{format}: {}", ran.out);
    }
}

/// As a user whom rights bind: the superuser may read everything.
#[cfg(unix)]
#[test]
fn a_file_without_the_right_to_read_it_is_named_in_every_format() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let folder = Folder::new(&[("a.md", article().as_bytes()), ("sub/b.md", article().as_bytes())]);
    let mode = |path: &str, mode: u32| {
        let path = folder.path().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("ours");
    };
    mode(".", 0o755);
    mode("sub/b.md", 0o000);
    let is_root = std::fs::metadata(folder.path().join("a.md")).expect("there").uid() == 0;
    for format in FORMATS {
        let mut command = folder.command(&["check", "--format", format]);
        if is_root {
            command.uid(65_534);
        }
        let Ok(out) = command.output() else {
            println!("SKIPPED: a_file_without_the_right…: the program lies where another user cannot run it");
            return;
        };
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!((out.status.code(), said.contains("sub/b.md")), (Some(2), true), "{format}: {said}");
    }
}

#[test]
fn a_report_tells_nothing_of_the_machine() {
    let folder = Folder::new(&[("sub/a.md", article().as_bytes())]);
    let full = folder.path().join("sub/a.md");
    for format in ["sarif", "github", "gitlab", "junit", "rdjson"] {
        let ran = folder.run(&["check", "--format", format, full.to_str().expect("UTF-8")]);
        let root = folder.path().to_str().expect("UTF-8").to_owned();
        assert!(!ran.out.contains(&root) && ran.out.contains("sub/a.md"), "{format}: {}", ran.out);
    }
}

#[test]
fn what_a_platform_would_drop_is_counted() {
    let many = "甲乙丙丁,戊己庚辛。\n\n".repeat(30);
    let folder = Folder::new(&[("a.md", many.as_bytes())]);
    let ran = folder.run(&["check", "--format", "github"]);
    assert_eq!(ran.out.matches("::warning ").count(), 10);
    assert!(ran.err.contains("20 findings are not listed"), "{}", ran.err);
}

#[test]
fn xml_holds_no_character_that_xml_forbids() {
    let folder = Folder::new(&[("a&b\u{1}.md", article().as_bytes())]);
    let ran = folder.run(&["check", "--format", "junit"]);
    assert!(ran.out.contains("a&amp;bU+0001.md"), "{}", ran.out);
}
