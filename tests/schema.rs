//! The schema that editors read, the list it is made from, and the program that reads the file agree.

use jiaodui::config::{PartialConfig, What, proposals, schema, settings, topic, validate};
use serde_json::Value;

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/editors/jiaodui.schema.json");

fn json(toml: &str) -> Value {
    let table: toml::Table = toml.parse().expect("TOML");
    serde_json::to_value(table).expect("JSON")
}

/// The example of one key as a whole file.
fn example(key: &str, value: &str) -> String {
    match key {
        "files" => format!("[[overrides]]\nfiles = {value}\n"),
        _ => format!("{key} = {value}\n"),
    }
}

#[test]
fn the_shipped_schema_is_that_of_this_version() {
    let made = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(std::path::Path::new(SHIPPED).parent().expect("inside")).expect("written");
        std::fs::write(SHIPPED, &made).expect("written");
    }
    let shipped = std::fs::read_to_string(SHIPPED).unwrap_or_default();
    assert!(shipped == made, "run UPDATE=1 cargo test --test schema");
}

#[test]
fn every_key_of_the_list_is_read_and_is_valid() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let all = settings();
    assert!(all.len() > 10);
    for setting in &all {
        let text = example(&setting.key, &setting.example);
        PartialConfig::parse(&text).unwrap_or_else(|fault| panic!("{}: {fault}", setting.key));
        let faults: Vec<String> = validator.iter_errors(&json(&text)).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{text}: {faults:?}");
    }
}

#[test]
fn every_key_that_is_read_is_in_the_list() {
    let all = settings();
    let tables = std::iter::once("").chain(all.iter().filter_map(|s| Some(s.key.split_once('.')?.0)));
    for table in tables {
        let text = if table.is_empty() { "zzzzzz = 1".to_owned() } else { format!("[{table}]\nzzzzzz = 1") };
        let help = PartialConfig::parse(&text).expect_err("an unknown key").help.expect("the known ones");
        let known = help.strip_prefix("known here: ").unwrap_or_else(|| panic!("[{table}]: {help}"));
        // A key with `_` is the other spelling of one with `-`.
        for key in known.split(", ").filter(|key| !key.contains('_')) {
            let full = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
            let is_listed = all.iter().any(|s| s.key == full || s.key.starts_with(&format!("{full}.")));
            assert!(is_listed, "rules/settings.toml lacks {full}");
        }
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for text in [
        "langauge = \"en\"",
        "region = \"twn\"",
        "select = [\"no/such\"]",
        "[rules]\n\"no/such\" = \"off\"",
        "[rules]\nscript = \"loud\"",
        "[[ignore]]\npath = \"a.txt\"",
        "[[overrides]]\nregion = \"tw\"",
        "[[overrides]]\nfiles = [\"a\"]\nlanguage = \"en\"",
        "files = [\"a\"]",
        "[figures]\ngenre = \"poem\"",
    ] {
        assert!(PartialConfig::parse(text).is_err(), "{text}");
        assert!(!validator.is_valid(&json(text)), "{text}");
    }
}

/// Every key with its example, with other kinds of values, and misspelt; in the file and in an override.
fn corpus() -> Vec<String> {
    let others = [
        "3",
        "-1.5",
        "true",
        "\"zzz\"",
        "\"\"",
        "[]",
        "[\"zzz\"]",
        "[3]",
        "{}",
        "{ zzz = 1 }",
        "[{ rule = 3 }]",
        "2024-05-06",
    ];
    let mut texts = vec![String::new(), "# 設定\n".to_owned(), "zzz = 1\n[rules.x]\n".to_owned()];
    for setting in settings() {
        let (key, example) = (setting.key.as_str(), setting.example.as_str());
        let misspelt = format!("{}x", key.replacen('e', "a", 1));
        let values = std::iter::once(example).chain(others);
        let lines = values.map(|value| format!("{key} = {value}\n")).chain([format!("{misspelt} = {example}\n")]);
        for line in lines {
            texts.push(format!("[[overrides]]\nfiles = [\"a\"]\n{line}"));
            texts.push(format!("[[overrides]]\n{line}"));
            texts.push(line);
        }
    }
    let ignore = ["rule = \"script\"", "rule = \"scrpt\"", "path = \"a\"", "rule = \"script\"\ntexts = \"a\""];
    texts.extend(ignore.map(|lines| format!("[[ignore]]\n{lines}\n")));
    let levels = ["script = \"off\"", "script = \"of\"", "\"script/stary\" = \"off\"", "script = 3"];
    texts.extend(levels.map(|line| format!("[rules]\n{line}\n")));
    texts
}

/// Our own reading of the schema, and that of people who do nothing else, say yes and no to the same texts.
#[test]
fn editors_are_told_what_a_validator_of_others_says() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let (mut good, mut bad, mut differ) = (0, 0, Vec::new());
    let corpus = corpus();
    for text in corpus.iter().filter(|text| text.parse::<toml::Table>().is_ok()) {
        let found = validate(text);
        let of_schema = found.iter().filter(|misfit| !matches!(misfit.what, What::Other(_))).count();
        // JSON has no dates: what becomes of them is everybody's own affair.
        if !text.contains("= 2024") {
            assert_eq!(of_schema == 0, validator.is_valid(&json(text)), "{text}: {found:?}");
        }
        // And what is found at all is what the program refuses.
        if found.is_empty() != PartialConfig::parse(text).is_ok() {
            differ.push(text.as_str());
        }
        *(if found.is_empty() { &mut good } else { &mut bad }) += 1;
        for misfit in &found {
            assert!(text.get(misfit.span.clone()).is_some_and(|place| !place.is_empty()), "{text}: {misfit:?}");
        }
    }
    assert_eq!(differ, Vec::<&str>::new());
    assert!(good > 100 && bad > 500, "{good} good, {bad} bad");
}

#[test]
fn a_fault_stands_at_its_key_or_value_with_what_was_meant() {
    for (text, places) in [
        ("# 繁體\nregoin = \"tw\"\n", vec![("regoin", Some("region"))]),
        ("region = \"twn\"\nlangauge = \"en\"", vec![("\"twn\"", Some("\"tw\"")), ("langauge", Some("language"))]),
        ("[figurs]\ncarry = 3", vec![("figurs", Some("figures"))]),
        ("figures.cary = 3", vec![("cary", Some("carry"))]),
        ("[rules]\n\"script/stary\" = \"off\"", vec![("\"script/stary\"", Some("\"script/stray\""))]),
        ("[rules]\nstray = \"off\"", vec![("stray", Some("\"script/stray\""))]),
        ("select = [\"script\", \"nams\"]", vec![("\"nams\"", Some("\"names\""))]),
        ("[[ignore]]\nrule = \"scrpt\"", vec![("\"scrpt\"", Some("\"script\""))]),
        ("[figures]\ncarry = \"3\"", vec![("\"3\"", None)]),
        ("[figures]\ncarry = 3000", vec![("3000", None)]),
        ("date = \"soon\"", vec![("\"soon\"", None)]),
        ("region =\nlanguage = \"en\"", vec![("region =", None)]),
    ] {
        let found: Vec<_> =
            validate(text).into_iter().map(|m| (text.get(m.span).expect("inside"), m.instead)).collect();
        let found: Vec<_> = found.iter().map(|(place, instead)| (*place, instead.as_deref())).collect();
        assert_eq!(found, places, "{text}");
        // What was probably meant is right.
        if let [(place, Some(instead))] = places.as_slice() {
            assert_eq!(validate(&text.replacen(place, instead, 1)), [], "{text}");
        }
    }
    assert_eq!(validate("[names.first_mention]\nrequire_gloss = []\n"), [], "the other spelling");
}

#[test]
fn what_the_schema_knows_of_a_place() {
    let text = "[figures]\ngenre = \"press\"\n[rules]\nscript = \"off\"\n";
    let at = |word: &str| {
        topic(text, text.find(word).expect("there") + 1).map(|topic| (topic.name, topic.description.is_some()))
    };
    assert_eq!(at("genre"), Some(("genre".to_owned(), true)));
    assert_eq!(at("figures"), Some(("figures".to_owned(), false)));
    assert_eq!(at("script"), Some(("script".to_owned(), false)));
    assert_eq!(at("= "), None);
    for (text, wanted) in [
        ("reg|", "region"),
        ("[figures]\nge|\n", "genre"),
        ("[figures]\ngenre = \"n|\"", "\"newswire\""),
        ("[figures]\ntables = |", "true"),
        ("ignore = [\"script\", |]", "\"names\""),
        ("[rules]\n|", "\"script/stray\""),
        ("[rules]\nscript = \"|\"", "\"warning\""),
        ("[[overrides]]\n|", "files"),
        ("[[overrides]]\nfiles = [\"a\"]\nregion = |", "\"hk\""),
        ("[[ignore]]\n|", "reason"),
    ] {
        let at = text.find('|').expect("a place");
        let given = proposals(&text.replace('|', ""), at).unwrap_or_else(|| panic!("{text}"));
        let found = given.items.iter().find(|item| item.text == wanted).unwrap_or_else(|| panic!("{text}: {given:?}"));
        let mut done = text.replace('|', "");
        done.replace_range(given.span, &found.text);
        if !found.is_key {
            assert_eq!(validate(&done), validate(""), "{done}");
        }
    }
    for text in ["# reg|", "[fig|", "date = |", "zzz = |"] {
        assert_eq!(proposals(&text.replace('|', ""), text.find('|').expect("a place")), None, "{text}");
    }
}
