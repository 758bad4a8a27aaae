//! A project's own names: entities, preferred forms, what is ignored, and a gloss at the first mention.

use jiaodui::config::PartialConfig;
use jiaodui::document::{Document, Format};
use jiaodui::engine::{Article, Engine};
use jiaodui::finding::{Applicability, Severity};
use jiaodui::rules::{self, names};
use jiaodui::settings::{NameSettings, Script, Settings};
use jiaodui::text::SourceInfo;

fn engine(toml: &str) -> Engine {
    let partial = PartialConfig::parse(toml).expect("a configuration");
    let names = NameSettings {
        entities: partial.names.entity.iter().map(|entity| entity.get_ref().settings()).collect(),
        prefer: partial.names.prefer.iter().map(|(k, form)| (k.get_ref().clone(), form.get_ref().clone())).collect(),
        ignore: partial.names.ignore.map(|list| list.into_inner()).unwrap_or_default(),
        require_gloss: partial
            .names
            .first_mention
            .require_gloss
            .map(|list| list.into_inner().into_iter().map(|name| name.into_inner()).collect())
            .unwrap_or_default(),
    };
    rules::engine(Settings { names, select: vec!["names".to_owned()], ..Settings::default() })
}

fn said(engine: &Engine, text: &str) -> Vec<(String, String)> {
    let checked = engine.check(Document::new(text, Format::Plain));
    let loud = checked.findings.iter().filter(|f| f.severity >= Severity::Info);
    loud.map(|f| (f.rule.to_owned(), f.first().of(text).to_owned())).collect()
}

const OWN: &str = r#"
[[names.entity]]
id = "beian"
name = { zh-Hans = "北岸软件", zh-Hant = "北岸軟件", en = "NorthBank" }
short = ["NB Soft"]
bad = ["北案软件", { form = "Northbnk", use = "NorthBank" }]
former = [{ name = "岸北科技", until = "2020" }]
"#;

#[test]
fn own_entities_are_read_like_those_of_the_lexicon() {
    let engine = engine(OWN);
    let wrong = "大家都用Northbank写报告，北案软件也降价了，Northbnk 还在。";
    let texts: Vec<String> = said(&engine, wrong).into_iter().map(|(_, text)| text).collect();
    assert!(texts.contains(&"Northbank".to_owned()) && texts.contains(&"北案软件".to_owned()), "{texts:?}");
    let level = Applicability::Safe;
    let fixed = jiaodui::fix::repair(&engine, wrong, Format::Plain, &SourceInfo::default(), level).text;
    assert_eq!(fixed, "大家都用NorthBank写报告，北岸软件也降价了，NorthBank 还在。");
    let hant = "據記者了解，北岸软件的團隊將於下個月發佈這項產品，並開放給開發者試用。";
    assert_eq!(said(&engine, hant), [("names/script".to_owned(), "北岸软件".to_owned())]);
    let old = "发布时间：2024-05-06\n\n岸北科技上周降价，客户都很高兴，合作伙伴也没有意见。";
    assert_eq!(said(&engine, old), [("names/former".to_owned(), "岸北科技".to_owned())]);
    assert!(said(&engine, "北岸软件（NorthBank）降价了，NorthBank 的客户很高兴。").is_empty());
}

const GUARDED: &str = r#"
[[names.entity]]
id = "beian"
name = { zh-Hans = "北岸", en = "NorthBank" }
guard = [{ form = "北岸", word = true, not_after = "线边" }]
bad = [
  { form = "北案", needs = ["云服务", "融资"], level = "info" },
  { form = "NBank", use = "NorthBank", unless = ["銀行", "银行"], fix = "suggested" },
]
"#;

#[test]
fn guards_and_levels_of_own_entities_hold() {
    let engine = engine(GUARDED);
    assert_eq!(said(&engine, "他家住在北岸，走路去码头，北案在那边没有人听过。"), []);
    assert_eq!(said(&engine, "北案拿到了融资，客户都很高兴。"), [("names/spelling".to_owned(), "北案".to_owned())]);
    let checked = engine.check(Document::new("北案拿到了融资，客户都很高兴。", Format::Plain));
    assert_eq!(checked.findings[0].severity, Severity::Info);
    assert_eq!(said(&engine, "NBank 是一家银行，和软件没有关系。"), []);
    assert_eq!(said(&engine, "大家改用 NBank 写报告。").len(), 1);
    let named = "北岸上周降价，NorthBank 的客户很高兴，北岸边的码头没有变化。";
    let article = Article::new(&engine, Document::new(named, Format::Plain));
    let card = names::card(&engine, &article, 0).expect("named by its English name elsewhere");
    assert_eq!(card.forms, [("北岸".to_owned(), 1), ("NorthBank".to_owned(), 1)]);
}

#[test]
fn the_configuration_dates_articles_that_do_not() {
    let with = |date: &str| {
        let date = PartialConfig::parse(date).expect("valid").date.map(|date| date.into_inner());
        rules::engine(Settings { date, select: vec!["names".to_owned()], ..Settings::default() })
    };
    let text = "推特今天上线了新的消息功能，用户反应平平，公司没有说明原委。";
    assert_eq!(said(&with(""), text), []);
    assert_eq!(said(&with("date = \"2022\""), text), []);
    assert_eq!(said(&with("date = \"2024-05\""), text), [("names/former".to_owned(), "推特".to_owned())]);
    let dated = format!("发布时间：2021-05-06\n\n{text}");
    assert_eq!(said(&with("date = \"2024-05\""), &dated), [], "the article knows better");
    assert!(PartialConfig::parse("date = \"soon\"").is_err());
}

#[test]
fn a_preferred_form_goes_before_the_lexicon() {
    let engine = engine("[names.prefer]\nyoutube = \"Youtube\"\ngoogle = \"Google\"\n");
    assert_eq!(said(&engine, "视频放在 Youtube 上。"), []);
    let text = "谷歌上周裁员，员工在 YouTube 上发了视频。";
    assert_eq!(said(&engine, text), [("names/inconsistent".to_owned(), "YouTube".to_owned())]);
}

#[test]
fn ignored_names_are_silent() {
    let engine = engine("[names]\nignore = [\"Github\", \"openai\"]\n");
    assert!(said(&engine, "代码放在 Github 上，模型来自 Open AI。").is_empty());
    assert_eq!(said(&engine, "代码放在 GITHUB上，服务器装的是 Redhat。").len(), 2);
}

#[test]
fn a_first_mention_wants_its_gloss() {
    let engine = engine("[names.first-mention]\nrequire-gloss = [\"aws\"]\n");
    let found = said(&engine, "AWS 上周降价，客户都很高兴，AWS 的股价没有变化。");
    assert_eq!(found, [("names/inconsistent".to_owned(), "AWS".to_owned())]);
    assert!(said(&engine, "亚马逊云科技（AWS）上周降价，客户都很高兴。").is_empty());
}

#[test]
fn faults_come_with_a_suggestion() {
    for (text, help) in [
        ("[names]\nprefers = 1", "did you mean `prefer`?"),
        ("[[names.entity]]\nid = \"x\"\nkind = \"vendr\"\nname = { en = \"X\" }", "did you mean `vendor`?"),
    ] {
        let fault = PartialConfig::parse(text).expect_err("a fault");
        assert_eq!(fault.help.as_deref(), Some(help), "{fault}");
    }
    assert!(PartialConfig::parse("[[names.entity]]\nid = \"x\"\nname = {}").is_err());
    for (text, line, help) in [
        ("[names.prefer]\nopenai = \"OpenAI\"\ngogle = \"Google\"", 3, "did you mean `google`?"),
        ("[names.first-mention]\nrequire-gloss = [\"aws\",\n\"opneai\"]", 3, "did you mean `openai`?"),
        ("[[overrides]]\nfiles = [\"a\"]\nnames = { prefer = { githb = \"GitHub\" } }", 3, "did you mean `github`?"),
    ] {
        let fault = PartialConfig::parse(text).expect_err("a fault");
        assert_eq!((fault.line, fault.help.as_deref()), (Some(line), Some(help)), "{fault}");
    }
    let own = OWN.to_owned() + "[names.prefer]\nbeian = \"NorthBank\"\n\"谷歌\" = \"谷歌\"\n";
    PartialConfig::parse(&own).expect("own entities and forms may be preferred");
    for wrong in [
        "guard = [{ form = \"Yank\", word = true }]",
        "bad = [\"X\"]",
        "bad = [{ form = \"Y\", fix = \"sugested\" }]",
        "bad = [{ form = \"Y\", level = \"loud\" }]",
        "guard = [{ form = \"X\", words = true }]",
    ] {
        let entity = format!("[[names.entity]]\nid = \"x\"\nname = {{ en = \"X\" }}\n{wrong}\n");
        assert!(PartialConfig::parse(&entity).is_err(), "{wrong}");
    }
}

#[test]
fn an_editor_is_told_what_is_known_and_may_be_done() {
    let engine = engine(OWN);
    let text = "北岸软件上周降价，NorthBank 的客户很高兴，北岸软件没有评论。";
    let article = Article::new(&engine, Document::new(text, Format::Plain));
    let card = names::card(&engine, &article, 0).expect("a card");
    assert_eq!(card.forms, [("北岸软件".to_owned(), 2), ("NorthBank".to_owned(), 1)]);
    assert_eq!(card.former, [("岸北科技".to_owned(), Some((2020, 0)))]);
    let choices = names::choices(&article, 0, Script::Hans);
    assert_eq!(choices.iter().map(|fix| fix.edits.len()).collect::<Vec<_>>(), [1, 2, 1]);
    let stub = names::stub("Zorbix One");
    assert!(PartialConfig::parse(&stub).is_ok(), "{stub}");
    assert!(names::card(&engine, &article, text.len() as u32 - 3).is_none());
}

/// Repairs of the whole engine leave compounds, other entities and names in good order alone.
#[test]
fn repairs_leave_names_alone() {
    let engine = rules::engine(Settings::default());
    for text in [
        "據記者了解，西部數據與台積電將於下個月發佈這項產品，並開放給開發者試用。",
        "據記者了解，字節跳動與百度智能雲將於下個月發佈這項產品，AWS 大中華區也在場。",
        "据记者了解，阿里和阿里云将在下个月发布这项产品，AWS 大中华区也在场。",
        "据记者了解，字节跳动将在下个月发布这项产品，并开放给开发者试用。",
    ] {
        let fixed =
            jiaodui::fix::repair(&engine, text, Format::Plain, &SourceInfo::default(), Applicability::Suggested).text;
        assert_eq!(fixed, text);
    }
}
