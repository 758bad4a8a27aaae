//! `[names.prefer]` for the entities whose form is not decided, put into a configuration that may have such a table.
//!
//! Invariant: what the configuration says of an entity already stays, and nothing else of it changes.

use std::fmt::Write as _;

use super::ledger::{Entity, Status};
use crate::config::PartialConfig;

/// The configuration with stubs for what it does not decide. The fault says what to do by hand.
pub fn added(text: &str, entities: &[Entity]) -> Result<String, String> {
    let config = PartialConfig::parse(text).map_err(|fault| fault.to_string())?;
    let prefer = &config.names.prefer;
    let decided = |entity: &Entity| {
        let mut names = entity.forms.iter().map(|form| form.form.as_str()).chain([entity.id.as_str()]);
        names.any(|name| prefer.keys().any(|key| key.get_ref() == name))
    };
    let open = entities.iter().filter(|entity| entity.status != Status::Decided && !decided(entity));
    let mut lines = String::new();
    for entity in open {
        let forms: Vec<String> = entity.forms.iter().map(|f| format!("{} {}", f.form, f.count)).collect();
        let _ = writeln!(lines, "{:?} = {:?} # {}", entity.id, entity.house, forms.join(", "));
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.split('#').next().is_some_and(|head| head.trim() == HEAD) {
            let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
            let end = if before.ends_with('\n') { "" } else { "\n" };
            return Ok(format!("{before}{end}{lines}{after}"));
        }
    }
    if !prefer.is_empty() {
        return Err(format!("says what to prefer outside of a table {HEAD}: move that into one, or add\n{lines}"));
    }
    let gap = if text.is_empty() { "" } else { "\n" };
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{text}{end}{gap}{HEAD}\n{lines}"))
}

/// The head of the table.
const HEAD: &str = "[names.prefer]";

#[cfg(test)]
mod tests {
    use super::super::ledger::Form;
    use super::*;

    fn entity(id: &str, forms: &[&str]) -> Entity {
        let form = |form: &&str| Form { form: (*form).to_owned(), count: 3, articles: 2, dates: None, right: true };
        let (house, outliers) = (forms.first().copied().unwrap_or_default().to_owned(), Vec::new());
        let forms: Vec<Form> = forms.iter().map(form).collect();
        Entity { id: id.to_owned(), house, status: Status::Split, count: 6, forms, outliers }
    }

    #[test]
    fn stubs_join_what_stands_there() {
        let entities = [entity("google", &["Google", "谷歌"]), entity("openai", &["OpenAI"])];
        let fresh = added("region = \"cn\"\n", &entities).expect("added");
        assert!(
            fresh.starts_with("region = \"cn\"\n\n[names.prefer]\n\"google\" = \"Google\" # Google 3, 谷歌 3\n"),
            "{fresh}"
        );
        assert_eq!(added(&fresh, &entities).expect("nothing to add"), fresh);
        let some = "[names.prefer] # ours\n谷歌 = \"谷歌\"\n[rules]\nscript = \"error\"\n";
        let more = added(&some.replace("谷歌 =", "\"谷歌\" ="), &entities).expect("added");
        assert_eq!(more.matches("google").count(), 0, "{more}");
        assert!(more.contains("[names.prefer] # ours\n\"openai\" = \"OpenAI\"") && more.contains("[rules]"), "{more}");
        PartialConfig::parse(&more).expect("still a configuration");
    }

    #[test]
    fn a_table_in_one_line_is_left_to_a_person() {
        let fault = added("[names]\nprefer = { google = \"Google\" }\n", &[entity("openai", &["OpenAI"])]);
        assert!(fault.expect_err("a fault").contains("\"openai\" = \"OpenAI\""));
        let (broken, none) = ("[names.prefer\n", [entity("openai", &["OpenAI"])]);
        assert!(added(broken, &none).is_err());
    }
}
