//! Names by what somebody has begun to type.

use super::model::Role;
use super::table::names;
use crate::settings::Script;

/// The right forms, in a script, that begin like this (letters in any case), sorted. The name of an entity and its
/// short forms; never what is right only elsewhere or was so once.
pub fn preferred(typed: &str, script: Script) -> Vec<&'static str> {
    let typed = typed.to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let groups = names().groups().filter(|g| matches!(g.role, Role::House | Role::Short));
    let form = groups.map(|g| match script {
        _ if g.latin => g.house(0).unwrap_or_default(),
        Script::Hans => g.hans,
        Script::Hant => g.hant,
    });
    let mut found: Vec<&str> = form.filter(|form| form.to_lowercase().starts_with(&typed)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_beginnings() {
        assert!(preferred("gith", Script::Hans).contains(&"GitHub"));
        assert!(preferred("阿里", Script::Hant).contains(&"阿里雲"));
        assert!(preferred("阿里", Script::Hans).contains(&"阿里云"));
        assert!(preferred("", Script::Hans).is_empty() && preferred("后后后", Script::Hans).is_empty());
    }
}
