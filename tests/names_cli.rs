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

/// Two years of a small house: a name that won, one that is split, one that a former editor wrote otherwise,
/// and one that nearly all write wrongly.
fn archive() -> Folder {
    let mut files: Vec<(String, String)> = Vec::new();
    for month in 1..=24 {
        let (year, number) = (2023 + (month - 1) / 12, (month - 1) % 12 + 1);
        let cloud = if month <= 12 {
            "Aliyun 的控制台改版了，Aliyun 的文档也搬了家。"
        } else {
            "Alibaba Cloud 的控制台改版了，Alibaba Cloud 的文档也搬了家。"
        };
        let search = if month % 2 == 0 { "谷歌的搜索换了首页。" } else { "Google 的搜索换了首页。" };
        let video = if month == 7 {
            "视频放在 YouTube 上。"
        } else {
            "视频放在 Youtube 上，评论也在 Youtube 上。"
        };
        let model = if month == 20 { "模型出自 Open AI 的团队。" } else { "模型出自 OpenAI 的团队。" };
        let text = format!(
            "---\ntitle: 第 {month} 期\ndate: {year}-{number:02}-05\n---\n\n本期谈三件事，编辑部的同事都参与了讨论。\n\n\
             {cloud}\n\n- {search}\n- {video}\n\n{model}引文里的《Youtube 入门》不算。\n\n```sh\ncurl https://github.com/x\n```\n"
        );
        files.push((format!("{year}/{number:02}.md"), text));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    Folder::new(&files)
}

#[test]
fn an_archive_shows_what_is_decided_split_and_drifting() {
    let folder = archive();
    let json: serde_json::Value = serde_json::from_str(&names(&folder, &["--format", "json"]).out).expect("JSON");
    let entities = json["entities"].as_array().expect("entities");
    let of = |id: &str| entities.iter().find(|e| e["entity"] == id).unwrap_or_else(|| panic!("no {id} in {json}"));
    assert_eq!(of("alibaba-cloud")["status"], "drifting");
    let aliyun = of("alibaba-cloud")["forms"].as_array().expect("forms").iter().find(|f| f["form"] == "Aliyun");
    let aliyun = aliyun.expect("counted");
    assert_eq!((aliyun["count"].as_u64(), aliyun["articles"].as_u64()), (Some(24), Some(12)));
    assert_eq!((aliyun["first"].as_str(), aliyun["last"].as_str()), (Some("2023-01"), Some("2023-12")));
    assert_eq!(of("google")["status"], "split");
    assert_eq!(of("youtube")["status"], "majority contradicts data");
    assert_eq!((of("youtube")["house"].as_str(), of("youtube")["count"].as_u64()), (Some("YouTube"), Some(47)));
    assert_eq!(of("openai")["status"], "decided");
    let outliers = of("openai")["outliers"].as_array().expect("outliers");
    assert_eq!((outliers.len(), &outliers[0]["form"]), (1, &"Open AI".into()));
    assert!(outliers[0]["path"].as_str().expect("a path").ends_with("2024/08.md"), "{outliers:?}");
    assert_eq!(outliers[0]["line"], 13);
    let html = names(&folder, &["--format", "html"]).out;
    assert!(html.contains("<td>alibaba-cloud</td>"), "{html}");
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
    assert_eq!(names(&folder, &["--write-config"]).code, 0);
    let again = fs::read_to_string(folder.path().join("jiaodui.toml")).expect("a configuration");
    assert_eq!(again, text, "what is decided stays, nothing is said twice");
}

/// A folder of a year has the year's date, by an override; what the article says itself goes before it.
#[test]
fn overrides_date_the_articles_of_a_folder() {
    let text = "推特今天上线了新的消息功能，用户反应平平，公司没有说明原委。\n";
    let dated = format!("发布时间：2021-05-06\n\n{text}");
    let config = "[[overrides]]\nfiles = [\"2024/**\"]\ndate = \"2024\"\n";
    let files = [("2024/a.md", text), ("2024/b.md", dated.as_str()), ("2022/a.md", text), ("jiaodui.toml", config)];
    let folder = Folder::new(&files.map(|(path, text)| (path, text.as_bytes())));
    let out = folder.run(&["check", "--select", "names", "--format", "jsonl", "--fail-on", "never", "."]);
    let flagged: Vec<&str> = out.out.lines().filter(|line| line.contains("names/former")).collect();
    assert_eq!(flagged.len(), 1, "{}", out.out);
    assert!(flagged[0].contains("2024/a.md"), "{flagged:?}");
}

/// An id that nobody has is told where it stands; a file that extends another may name the other's entities.
#[test]
fn an_unknown_name_is_told_in_its_place() {
    let base = "[[names.entity]]\nid = \"beian\"\nname = { zh-Hans = \"北岸\", en = \"NorthBank\" }\n";
    let config = "extends = \"base.toml\"\n[names.prefer]\nbeian = \"NorthBank\"\n";
    let wrong = config.replace("beian =", "beiaan =");
    for (config, code) in [(config, 0), (wrong.as_str(), 2)] {
        let files = [("a.md", "今天天气很好。\n"), ("base.toml", base), ("jiaodui.toml", config)];
        let folder = Folder::new(&files.map(|(path, text)| (path, text.as_bytes())));
        let out = folder.run(&["check", "--lang", "en", "."]);
        let all = format!("{}{}", out.out, out.err);
        assert_eq!(out.code, code, "{all}");
        assert_eq!(all.contains("did you mean `beian`?") && all.contains("jiaodui.toml:3"), code == 2, "{all}");
    }
}
