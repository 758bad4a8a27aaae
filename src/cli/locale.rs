//! What the environment says of the person at the terminal.

use std::env;

use crate::message::Lang;

/// Language of messages by locale; English where it says nothing of Chinese.
pub fn lang() -> Lang {
    lang_of(&locale())
}

/// True where terminals draw ambiguous characters (…, “) two cells wide.
pub fn is_cjk() -> bool {
    ["zh", "ja", "ko"].iter().any(|prefix| locale().starts_with(prefix))
}

fn locale() -> String {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default()
}

fn lang_of(locale: &str) -> Lang {
    Lang::of_tag(locale).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_choose_a_language() {
        for (locale, lang) in [
            ("zh_CN.UTF-8", Lang::Hans),
            ("zh_TW.UTF-8", Lang::Hant),
            ("zh_HK", Lang::Hant),
            ("zh_SG", Lang::Hans),
            ("zh-Hant-CN", Lang::Hant),
            ("C.UTF-8", Lang::En),
            ("", Lang::En),
        ] {
            assert_eq!(lang_of(locale), lang, "{locale}");
        }
    }
}
