//! Names and figures of a project in the editor: choices, cards, and what is written into its files.

use serde_json::{Value, json};

use crate::actions::{edited, titled};
use crate::client::{Client, range};
use crate::configuration::Folder;

fn ready(options: Value) -> Client {
    let declared = json!({"general": {"positionEncodings": ["utf-8"]}, "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {}}, "hover": {"contentFormat": ["markdown"]}}});
    let mut options = options;
    options["debounce"] = 0.into();
    Client::ready(options, declared)
}

fn actions(client: &mut Client, uri: &str, at: &Value, diagnostics: &[Value], only: Value) -> Vec<Value> {
    let context = json!({"diagnostics": diagnostics, "only": only});
    let params = json!({"textDocument": {"uri": uri}, "range": at, "context": context});
    client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone()
}

fn of_rule<'a>(diagnostics: &'a [Value], rule: &str) -> Vec<&'a Value> {
    diagnostics.iter().filter(|d| d["code"] == rule).collect()
}

fn run(client: &mut Client, action: &Value) -> Value {
    client.request("workspace/executeCommand", action["command"].clone())
}

const GOOGLE: &str = "谷歌发布了新模型。\n\nGoogle 还说，谷歌会继续投入。\n";

/// One form throughout, or a gloss at the first mention: offered on any name, where nothing is wrong as a rewriting.
#[test]
fn a_name_is_written_one_way_throughout_or_glossed() {
    let mut client = ready(json!({"ignore": ["names"]}));
    client.open_as("file:///a.md", "markdown", GOOGLE);
    client.diagnostics("file:///a.md", 1);
    let here = range((0, 0), (0, 0));
    let offered = actions(&mut client, "file:///a.md", &here, &[], json!(["refactor"]));
    let all = titled(&offered, "Use “Google” throughout");
    assert_eq!(all["kind"], "refactor.rewrite");
    assert_eq!(edited(GOOGLE, &all["edit"]), GOOGLE.replace("谷歌", "Google"));
    let gloss = titled(&offered, "Gloss the first mention: “Google”");
    assert_eq!(edited(GOOGLE, &gloss["edit"]), GOOGLE.replacen("谷歌", "谷歌（Google）", 1));
    assert!(actions(&mut client, "file:///a.md", &here, &[], json!(["quickfix"])).is_empty(), "nothing is wrong");
    let elsewhere = range((0, 9), (0, 9));
    assert!(actions(&mut client, "file:///a.md", &elsewhere, &[], json!(["refactor"])).is_empty(), "no name");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_hover_shows_the_card_of_an_entity() {
    let mut client = ready(json!({"ignore": ["names"]}));
    client.open_as("file:///a.md", "markdown", GOOGLE);
    let at = json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 3}});
    let hover = client.request("textDocument/hover", at)["result"]["contents"]["value"].clone();
    let text = hover.as_str().expect("a text");
    for part in ["谷歌", "Google", "in this article", "谷歌 ×2", "Google ×1"] {
        assert!(text.contains(part), "{text}");
    }
    let at = json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 9}});
    assert_eq!(client.request("textDocument/hover", at)["result"], Value::Null);
    assert_eq!(client.end(), Some(0));
}

/// A flagged name that is right goes into `jiaodui.toml`, made where there is none, and is not flagged again.
#[test]
fn a_flagged_name_becomes_one_of_the_projects() {
    let near = "今天 Zephyrixa 发布了新品，Zephyrixa 表示 Zephyrixa 会更好。Zephyrxia 也发布了财报。\n";
    let slip = "ASML 的光刻机卖得很好，ASML 很忙。AMSL 也发布了财报。\n";
    let settings = "language = \"en\"\n[rules]\n\"typography\" = \"off\"";
    for (text, name, rule, before) in [
        (near, "Zephyrxia", "names/near-duplicate", None),
        (near, "Zephyrxia", "names/near-duplicate", Some(settings)),
        (slip, "AMSL", "names/spelling", None),
    ] {
        let folder = Folder::new(&[("a.md", text)]);
        before.iter().for_each(|text| folder.write("jiaodui.toml", text));
        let (uri, mut client) = (folder.uri("a.md"), ready(json!({})));
        client.open_as(&uri, "markdown", text);
        let found = client.diagnostics(&uri, 1);
        let flagged = of_rule(&found, rule);
        let [flagged] = flagged.as_slice() else { panic!("one finding: {found:#?}") };
        let offered = actions(&mut client, &uri, &flagged["range"], &found, json!(["quickfix"]));
        assert_eq!(run(&mut client, titled(&offered, &format!("add “{name}”")))["result"], Value::Null);
        assert!(of_rule(&client.diagnostics(&uri, 1), rule).is_empty());
        let written = std::fs::read_to_string(folder.path().join("jiaodui.toml")).expect("written");
        assert!(written.starts_with(before.unwrap_or_default()) && written.contains(name), "{written}");
        assert_eq!(client.end(), Some(0));
    }
}

/// Any name that a person selects can be the project's; what is no name, or has no project, cannot.
#[test]
fn a_selected_name_becomes_one_of_the_projects() {
    let text = "苍穹云图发布了新产品。\n";
    let folder = Folder::new(&[("a.md", text)]);
    let (uri, mut client) = (folder.uri("a.md"), ready(json!({})));
    client.open_as(&uri, "markdown", text);
    client.diagnostics(&uri, 1);
    let offered = actions(&mut client, &uri, &range((0, 0), (0, 12)), &[], json!(["refactor"]));
    assert_eq!(run(&mut client, titled(&offered, "add “苍穹云图”"))["result"], Value::Null);
    let written = std::fs::read_to_string(folder.path().join("jiaodui.toml")).expect("written");
    assert!(written.contains("苍穹云图"), "{written}");
    for at in [range((0, 12), (0, 12)), range((0, 0), (1, 0)), range((0, 30), (0, 33))] {
        assert!(actions(&mut client, &uri, &at, &[], json!(["refactor"])).is_empty(), "{at}");
    }
    client.open_as("untitled:a", "markdown", text);
    client.diagnostics("untitled:a", 1);
    assert!(actions(&mut client, "untitled:a", &range((0, 0), (0, 12)), &[], json!(["refactor"])).is_empty());
    // A file that the entry would make faulty is left as it was.
    folder.write("jiaodui.toml", "names = 3\n");
    let add = json!({"command": "jiaodui.addName", "arguments": [uri, "某某"]});
    assert_eq!(client.request("workspace/executeCommand", add)["error"]["code"], -32803);
    assert_eq!(std::fs::read_to_string(folder.path().join("jiaodui.toml")).expect("there"), "names = 3\n");
    assert_eq!(client.end(), Some(0));
}

const FIGURES: &str = "该公司去年营收增长 30%，市场份额达到 45%。\n";

#[test]
fn a_figure_without_a_source_can_be_marked_or_given_one() {
    let mut client = ready(json!({}));
    client.open_as("untitled:a.md", "markdown", FIGURES);
    let found = client.diagnostics("untitled:a.md", 1);
    let flagged = of_rule(&found, "figures/unsourced")[0];
    let offered = actions(&mut client, "untitled:a.md", &flagged["range"], &found, Value::Null);
    let after = |title: &str| edited(FIGURES, &titled(&offered, title)["edit"]);
    assert_eq!(after("insert [来源请求]"), FIGURES.replace('\n', "[来源请求]\n"));
    assert!(after("begin the sentence").starts_with("据〔来源〕，该公司"));
    assert!(after("a footnote").contains("。[^src1]"));
    assert!(after("source comment").contains("<!-- jiaodui:source"));
    assert!(!offered.iter().any(|a| a["command"]["command"] == "jiaodui.verify"), "no project to note it in");
    assert_eq!(client.end(), Some(0));
}

/// Figures that were checked are noted in `sources.toml`, which is read, watched, and shown its faults.
#[test]
fn figures_are_marked_as_verified() {
    let folder = Folder::new(&[("a.md", FIGURES), ("sources.toml", "# ours\n")]);
    let (uri, sources) = (folder.uri("a.md"), folder.uri("sources.toml"));
    let mut client = ready(json!({}));
    client.open_as(&uri, "markdown", FIGURES);
    let found = client.diagnostics(&uri, 1);
    let flagged = of_rule(&found, "figures/unsourced")[0];
    let offered = actions(&mut client, &uri, &flagged["range"], &found, json!(["quickfix"]));
    assert_eq!(run(&mut client, titled(&offered, "verified"))["result"], Value::Null);
    assert!(of_rule(&client.diagnostics(&uri, 1), "figures/unsourced").is_empty());
    let written = std::fs::read_to_string(folder.path().join("sources.toml")).expect("written");
    assert!(written.starts_with("# ours\n") && written.contains("30%") && written.contains("date = \"20"), "{written}");
    // Another figure is another matter.
    let changed = FIGURES.replace("30%", "31%");
    client.change(&uri, 2, json!([{"text": changed}]));
    assert_eq!(of_rule(&client.diagnostics(&uri, 2), "figures/unsourced").len(), 2);
    client.change(&uri, 3, json!([{"text": FIGURES}]));
    assert!(of_rule(&client.diagnostics(&uri, 3), "figures/unsourced").is_empty());
    // A fault is shown in the file, and what it last said stays in force.
    folder.write("sources.toml", "# broken\n[[verified]]\nprnt = \"a\"\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": sources}}));
    let fault = client.wait("a fault", |m| m["params"]["uri"] == sources.as_str())["params"]["diagnostics"].clone();
    assert_eq!((&fault[0]["code"], &fault[0]["range"]["start"]["line"]), (&json!("config/invalid"), &json!(2)));
    assert!(of_rule(&client.diagnostics(&uri, 3), "figures/unsourced").is_empty(), "the last good one stays");
    folder.write("sources.toml", "");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": sources}}));
    let mended = client.wait("no fault", |m| m["params"]["uri"] == sources.as_str())["params"]["diagnostics"].clone();
    assert_eq!(mended, json!([]));
    assert_eq!(of_rule(&client.diagnostics(&uri, 3), "figures/unsourced").len(), 2);
    assert_eq!(client.end(), Some(0));
}
