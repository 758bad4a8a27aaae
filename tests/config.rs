//! `jiaodui.toml` as a team uses it: one file over another, settings for some files, faults with their place.

mod folder;

use folder::Folder;

const ARTICLE: &[u8] = "# 云计算\n\n团队在 Github 上发布了代码,欢迎下载,也欢迎大家提意见。\n".as_bytes();

fn rules_of(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let report = folder.run(&[&["check", "--format", "json"], arguments].concat()).json();
    let files = report["files"].as_array().expect("a list").iter();
    let findings = files.flat_map(|f| f["findings"].as_array().expect("a list"));
    findings.map(|f| f["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn overrides_hold_for_their_files_only() {
    let toml = b"[[overrides]]\nfiles = [\"docs/**\"]\nignore = [\"typography\"]\n[overrides.rules]\nnames = \"off\"\n";
    let folder = Folder::new(&[("docs/a.md", ARTICLE), ("news/a.md", ARTICLE), ("jiaodui.toml", toml)]);
    assert_eq!(rules_of(&folder, &["docs"]), [""; 0]);
    assert_eq!(rules_of(&folder, &["news"]), ["names/spelling", "typography/punctuation", "typography/punctuation"]);
    let shown = folder.run(&["config", "docs/a.md"]).out;
    assert!(shown.contains("ignore = [\"typography\"]  # jiaodui.toml:3"), "{shown}");
    assert!(shown.contains("rules.\"names\" = \"off\"  # jiaodui.toml:5"), "{shown}");
    assert!(folder.run(&["config", "news/a.md"]).out.contains("# ignore is not set"));
}

#[test]
fn a_file_may_extend_another_of_its_project() {
    let folder = Folder::new(&[
        ("house/base.toml", b"ignore = [\"typography\"]\nregion = \"tw\"\n"),
        ("sub/jiaodui.toml", b"extends = \"../house/base.toml\"\nregion = \"cn\"\n"),
        ("sub/a.md", ARTICLE),
    ]);
    assert_eq!(rules_of(&folder, &["sub"]), ["names/spelling"]);
    let shown = folder.run(&["config", "sub"]).out;
    assert!(shown.contains("region = \"cn\"  # jiaodui.toml:2"), "{shown}");
    assert!(shown.contains("house/base.toml:1"), "{shown}");
}

#[test]
fn extends_never_leaves_the_project_and_never_turns_in_circles() {
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("secret.toml");
    std::fs::write(&secret, "region = \"tw\"\n").expect("written");
    for (base, message) in [
        (secret.to_str().expect("UTF-8"), "lies outside of the project"),
        ("jiaodui.toml", "extends itself"),
        ("b.toml", "extends itself"),
        ("gone.toml", "gone.toml"),
    ] {
        let toml = format!("language = \"en\"\nextends = {base:?}\n");
        let files = [("a.md", ARTICLE), ("jiaodui.toml", toml.as_bytes()), ("b.toml", b"extends = \"jiaodui.toml\"\n")];
        let folder = Folder::new(&files);
        let ran = folder.run(&["check"]);
        assert_eq!(ran.code, 2, "{base}");
        assert!(ran.err.contains(message) && ran.err.contains(".toml:"), "{base}: {}", ran.err);
    }
}

#[test]
fn welcome_encodings_are_no_reason_to_fail() {
    let text = "云计算的价格在过去的一年里下降了很多，大家都很高兴，纷纷表示还要再买。";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let folder = Folder::new(&[("a.txt", &bytes), ("jiaodui.toml", b"[encoding]\naccept = [\"gbk\", \"gb18030\"]\n")]);
    let report = folder.run(&["check", "--format", "json"]);
    assert_eq!(report.json()["files"][0]["findings"][0]["severity"], "info");
    assert_eq!(report.code, 0);
}

#[test]
fn a_fault_names_file_line_and_remedy() {
    for (toml, expected) in [
        ("[[overrides]]\nregion = \"tw\"\n", "jiaodui.toml:1: an override without `files`"),
        ("\nregoin = \"tw\"\n", "did you mean `region`?"),
        ("required-version = \"^9\"\n", "the file wants ^9"),
        ("[[ignore]]\nrule = \"scrip\"\n", "did you mean `script`?"),
    ] {
        let folder = Folder::new(&[("a.md", ARTICLE), ("jiaodui.toml", toml.as_bytes())]);
        let ran = folder.run(&["check"]);
        assert_eq!(ran.code, 2, "{toml}");
        assert!(ran.err.contains(expected), "{toml}: {}", ran.err);
    }
}

#[test]
fn single_places_are_silenced_where_no_comment_can_stand() {
    let text = "团队在 Github 上发布了代码,欢迎下载。后来又换了 WhatsAPP 群。\n";
    let toml = "[[ignore]]\npath = \"a.txt\"\nrule = \"names\"\ntext = \"Github\"\nreason = \"原文如此\"\n\n\
                [[ignore]]\npath = \"a.txt\"\nrule = \"script/stray\"\n\n[[ignore]]\npath = \"*.md\"\nrule = \"names\"\n";
    let folder =
        Folder::new(&[("a.txt", text.as_bytes()), ("b.txt", text.as_bytes()), ("jiaodui.toml", toml.as_bytes())]);
    let report = folder.run(&["check", "--format", "json", "a.txt"]).json();
    let found = |file: &serde_json::Value| -> Vec<(String, String)> {
        let word = |f: &serde_json::Value, key: &str| f[key].as_str().expect("text").to_owned();
        file["findings"].as_array().expect("a list").iter().map(|f| (word(f, "rule"), word(f, "text"))).collect()
    };
    let pair = |rule: &str, text: &str| (rule.to_owned(), text.to_owned());
    let names = [pair("typography/punctuation", ","), pair("names/spelling", "WhatsAPP")];
    assert_eq!(found(&report["files"][0]), names);
    assert_eq!(report["files"][1]["path"], "jiaodui.toml");
    let unused = [pair("config/suppression", "[[ignore]]")];
    assert_eq!(found(&report["files"][1]), unused, "the second entry silences nothing");
    assert_eq!(report["files"][1]["findings"][0]["start"]["line"], 7);
    let other = folder.run(&["check", "--format", "json", "b.txt"]).json();
    assert_eq!(found(&other["files"][0]).len(), 3, "the entry is for another file");
    assert_eq!(other["files"].as_array().map(Vec::len), Some(1));
}

const PACK: &str = r#"
script = "hant"

[[entity]]
id = "beian"
name = { zh-Hans = "北岸软件", zh-Hant = "北岸軟件", en = "NorthBank" }
tests = { bad = ["大家都用 Northbank 寫報告。 => 大家都用 NorthBank 寫報告。"], ok = ["大家都用 NorthBank 寫報告。"] }

[[word]]
right = "雲端髮廊"
wrong = ["雲端發廊"]
fires = "這家雲端發廊提供新的服務，大家都說方便。"
silent = "這家雲端髮廊提供新的服務，大家都說方便。"

[[entry]]
class = "button"
forms = ["打開北岸讀全文"]
fires = "公司今天發布了新版。\n\n{}\n\n價格沒有變。"
silent = "工程師說，{}的按鈕上線以後，點擊率漲了。"
"#;

#[test]
fn a_pack_adds_to_the_lexicons() {
    let config = "packs = [\"lists/house.toml\"]\nscript = \"hant\"\n";
    let article = "這家雲端發廊用 Northbank 寫報告。\n\n打開北岸讀全文\n\n價格沒有變。\n";
    let folder = Folder::new(&[
        ("jiaodui.toml", config.as_bytes()),
        ("lists/house.toml", PACK.as_bytes()),
        ("a.txt", article.as_bytes()),
    ]);
    let rules = rules_of(&folder, &["a.txt"]);
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    assert_eq!(rules, ["script/conversion", "names/spelling", "residue/boilerplate"]);
    let ran = folder.run(&["rules", "--test"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "6 examples, 0 fail\n"), "{}", ran.err);
    let broken = PACK.replace("silent = \"這家雲端髮廊", "silent = \"這家雲端發廊");
    std::fs::write(folder.path().join("lists/house.toml"), broken).expect("written");
    let ran = folder.run(&["rules", "--test", "a.txt"]);
    assert_eq!((ran.code, ran.out.contains("house.toml:9: is not silent")), (1, true), "{}", ran.out);
    std::fs::write(folder.path().join("jiaodui.toml"), "").expect("written");
    let ran = folder.run(&["rules", "--test"]);
    assert_eq!((ran.code, ran.err.contains("there are no examples")), (2, true), "{}", ran.err);
    assert!(rules_of(&folder, &["a.txt"]).iter().all(|r| r != "residue/boilerplate"));
}

#[test]
fn a_pack_stays_inside_its_project_and_its_faults_are_told() {
    let folder = Folder::new(&[("p/.git/HEAD", b"x"), ("p/a.md", b""), ("out.toml", b"")]);
    for (config, pack, said) in [
        ("packs = [\"../out.toml\"]", "", "outside of the project"),
        ("packs = [\"gone.toml\"]", "", "jiaodui.toml:1: packs: "),
        (
            "packs = [\"house.toml\"]",
            "[[entry]]\nclass = \"buton\"\nforms = []\n",
            "house.toml:2: unknown class `buton`",
        ),
        ("[[overrides]]\nfiles = [\"a\"]\npacks = [\"house.toml\"]", "", "concerns the whole run"),
    ] {
        std::fs::write(folder.path().join("p/jiaodui.toml"), config).expect("written");
        std::fs::write(folder.path().join("p/house.toml"), pack).expect("written");
        let ran = folder.run(&["check", "p/a.md"]);
        assert_eq!((ran.code, ran.err.contains(said)), (2, true), "{config}: {}", ran.err);
    }
}
