//! `jiaodui names`: counts, status, outliers, baseline and stubs.

mod folder;

use std::fs;

use folder::{Folder, Ran};

fn names(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["names"], args].concat())
}

fn folder() -> Folder {
    let many = "代码放在 GitHub 上，大家都说 GitHub 很好用。\n\n".repeat(6);
    let one = "代码放在 Github 上。\n\n阿里云降价了，阿里云的客户很高兴。\n";
    Folder::new(&[("a.md", many.as_bytes()), ("b.md", one.as_bytes())])
}

#[test]
fn forms_are_counted_and_outliers_told() {
    let folder = folder();
    let out = names(&folder, &["--format", "json"]);
    assert_eq!(out.code, 0);
    let json: serde_json::Value = serde_json::from_str(&out.out).expect("JSON");
    let github = &json["entities"][0];
    assert_eq!((github["house"].as_str(), github["count"].as_u64()), (Some("GitHub"), Some(13)));
    assert_eq!(github["status"], "decided");
    assert_eq!(github["outliers"][0]["path"], "b.md");
    assert_eq!(github["outliers"][0]["line"], 1);
    let again = names(&folder, &["--format", "json", "--jobs", "1"]);
    assert_eq!(out.out, again.out, "the order of work shows");
    for format in ["text", "html"] {
        let text = names(&folder, &["--format", format]).out;
        assert!(text.contains("阿里云") && text.contains("b.md:1"), "{text}");
    }
}

#[test]
fn only_new_outliers_fail_against_a_baseline() {
    let folder = folder();
    let base = ["--baseline", "names.json"];
    assert_eq!(names(&folder, &base).code, 2, "a baseline that is not there");
    assert_eq!(names(&folder, &[base[0], base[1], "--write-baseline"]).code, 0);
    assert_eq!(names(&folder, &base).code, 0);
    fs::write(folder.path().join("c.md"), "视频说 Github 也能存。\n").expect("written");
    assert_eq!(names(&folder, &base).code, 1);
}

#[test]
fn stubs_are_a_configuration() {
    let folder = folder();
    fs::write(folder.path().join("c.md"), "谷歌降价了，Google 也降价了。\n").expect("written");
    assert_eq!(names(&folder, &["--write-config"]).code, 0);
    let text = fs::read_to_string(folder.path().join("jiaodui.toml")).expect("a configuration");
    assert!(text.contains("\"google\" = "), "{text}");
    assert_eq!(names(&folder, &[]).code, 0, "the stubs are read");
    assert_eq!(names(&folder, &["--write-config"]).code, 2, "never twice");
}
