//! What the build refuses in name data: the loader is run here over entries made for the purpose.

#[path = "../build/char_pages.rs"]
#[allow(dead_code)]
mod char_pages;
#[path = "../src/lexicon/char_schema.rs"]
#[allow(dead_code)]
mod char_schema;
#[path = "../build/chars.rs"]
#[allow(dead_code)]
mod chars;
#[path = "../build/keys.rs"]
#[allow(dead_code)]
mod keys;
#[path = "../build/names.rs"]
#[allow(dead_code)]
mod names;
#[path = "../build/opencc.rs"]
#[allow(dead_code)]
mod opencc;
#[path = "../src/lexicon/schema.rs"]
#[allow(dead_code)]
mod schema;
#[path = "../build/script_lists.rs"]
#[allow(dead_code)]
mod script_lists;
#[path = "../src/lexicon/trie.rs"]
#[allow(dead_code)]
mod trie;
#[path = "../src/lexicon/trie_build.rs"]
#[allow(dead_code)]
mod trie_build;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chars::Chars;
use keys::{Keys, Weight};

static RULES: LazyLock<PathBuf> = LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"));
static CHARS: LazyLock<Chars> = LazyLock::new(|| Chars::load(&RULES).expect("the table of characters"));

/// An entity with what every one must have, and `more`.
fn entity(id: &str, more: &str) -> String {
    let tests = r#"tests = { bad = ["Ａ => A"], ok = ["A"] }"#;
    format!(
        "[[entity]]\nid = \"{id}\"\nkind = \"vendor\"\n{more}\n{tests}\n\
         source = \"own knowledge\"\nchecked = \"2026-11\"\nconfidence = \"high\"\n"
    )
}

/// What the loader says to these entries, in a lexicon that knows a few ordinary words.
fn verdict(entries: &str) -> Result<Vec<u8>, String> {
    let mut keys = Keys::new(CHARS.clone(), 1000);
    for word in ["支付保护费", "蒸腾", "联想"] {
        keys.word(word, Weight::Count(10), "words").expect("a word");
    }
    names::compile(&[("x.toml".to_owned(), entries.to_owned())], &mut keys, &names::damage::Damage::default())
}

/// The entries are refused, and the editor is told where and why.
#[track_caller]
fn refused(entries: &str, why: &str) {
    let fault = verdict(entries).expect_err("an entry that must be refused");
    assert!(fault.starts_with("x.toml") && fault.contains(why), "{fault}");
}

const GITHUB: &str = r#"name = { en = "GitHub" }"#;

#[test]
fn a_whole_entity_is_taken() {
    let table = verdict(&entity("github", GITHUB)).expect("a good entry");
    assert!(String::from_utf8_lossy(&table).contains("GitHub"));
}

#[test]
fn a_wrong_form_that_is_right_elsewhere() {
    let other = entity("hub", "name = { en = \"Hub\" }\nbad = [\"GitHub\"]");
    refused(&(entity("github", GITHUB) + &other), "wrong form \"GitHub\" is a right form of an entity");
}

#[test]
fn a_wrong_form_that_spells_another_name() {
    let other = entity("hub", "name = { en = \"Hub\" }\nbad = [\"Git Hub\"]");
    refused(&(entity("github", GITHUB) + &other), "wrong form \"Git Hub\" spells another entity");
}

#[test]
fn a_wrong_form_in_ordinary_words() {
    let pay =
        |bad: &str| entity("pay", &format!("name = {{ zh-Hans = \"支付宝\", zh-Hant = \"支付寶\" }}\nbad = [{bad}]"));
    refused(&pay("\"支付保\""), "wrong form \"支付保\" stands in the word \"支付保护费\": give it a guard");
    refused(&pay("\"联想\""), "wrong form \"联想\" is short: give it needs");
    assert!(verdict(&pay(r#"{ form = "支付保", not_after = "护" }"#)).is_ok());
}

#[test]
fn unknown_locale_kind_and_key() {
    refused(&entity("x", "name = { en = \"Xylo\", zh-SG = \"某\" }"), "unknown field `zh-SG`");
    refused(&entity("x", GITHUB).replace("vendor", "brand"), "unknown variant `brand`");
    refused(&entity("x", &format!("{GITHUB}\nshorts = []")), "unknown field `shorts`");
}

#[test]
fn duplicates() {
    refused(&entity("github", GITHUB).repeat(2), "this id stands twice");
    let again = entity("hub", GITHUB);
    refused(&(entity("github", GITHUB) + &again), "\"GitHub\" names another entity too");
    refused(&entity("github", &format!("{GITHUB}\nshort = [\"GitHub\"]")), "\"GitHub\" stands twice");
    refused(&entity("github", &format!("{GITHUB}\nbad = [\"Gihub\", \"Gihub\"]")), "wrong form \"Gihub\" stands twice");
}

#[test]
fn an_entity_without_tests_source_or_month() {
    let whole = entity("github", GITHUB);
    refused(&whole.replace("\"Ａ => A\"", ""), "github: no text in tests.bad");
    refused(&whole.replace("\"A\"", ""), "github: no text in tests.ok");
    refused(&whole.replace("Ａ => A", "A => A"), "\"A => A\" is no text `wrong => right`");
    refused(&whole.replace("own knowledge", ""), "github: no source");
    refused(&whole.replace("2026-11", "soon"), "checked \"soon\" is no month like 2026-11");
}

#[test]
fn scripts_guards_and_parents_that_do_not_fit() {
    refused(&entity("x", "name = { zh-Hans = \"英伟达\", zh-Hant = \"輝達\" }"), "are not one name in two scripts");
    let guard = format!("{GITHUB}\nguard = [{{ form = \"Hub\", word = true }}]");
    refused(&entity("x", &guard), "guard for \"Hub\", which is no form of the entity");
    refused(&entity("x", &format!("{GITHUB}\nparent = \"nobody\"")), "parent \"nobody\" is no entity");
    refused(&entity("x", "name = { zh-Hans = \"某\" }\nbad = [\"Mou\"]"), "wants a replacement");
}

#[test]
fn low_confidence_is_looked_for_nowhere() {
    let low = entity("github", &format!("{GITHUB}\nbad = [\"Gihub\"]")).replace("\"high\"", "\"low\"");
    let table = verdict(&low).expect("a good entry");
    let table = String::from_utf8_lossy(&table);
    assert!(table.contains("github") && !table.contains("Gihub"), "{table}");
}

#[test]
fn people_are_entities_in_two_scripts() {
    let people = "[[people]]\nabout = \"founders\"\nnames = \"馬雲/马云 王石\"\n";
    let table = verdict(people).expect("good people");
    let table = String::from_utf8_lossy(&table);
    assert!(["馬雲", "马云", "王石"].iter().all(|name| table.contains(name)));
    refused("[[people]]\nabout = \"x\"\nnames = \"馬雲/王石\"\n", "are not one name in two scripts");
    assert!(names::people(&RULES).expect("the people").len() >= 80);
}
