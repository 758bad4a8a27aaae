//! Which currency an amount is in, told by the words and the sign that stand with it.

/// Words and signs in folded form, sorted, with their ISO codes.
static CODES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/currencies.rs"));

/// The ISO code of a folded amount (3.6亿美元, $5, rmb100亿), `None` where no currency is named.
pub fn code(amount: &str) -> Option<&'static str> {
    let unit = |c: char| !(c.is_ascii_digit() || "零〇一二两三四五六七八九十百千万亿兆几数多余上,. ".contains(c));
    let mut words = amount.split(|c| !unit(c)).filter(|w| !w.is_empty());
    words.find_map(find)
}

fn find(word: &str) -> Option<&'static str> {
    let i = CODES.binary_search_by_key(&word, |(form, _)| form).ok()?;
    CODES.get(i).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn amounts_name_their_currency() {
        for (amount, wanted) in [
            ("3.6亿美元", Some("USD")),
            ("us$5", Some("USD")),
            ("¥1,600", Some("CNY")),
            ("rmb100亿", Some("CNY")),
            ("500 万元", Some("CNY")),
            ("四五千万港币", Some("HKD")),
            ("22.88 billion yuan", Some("CNY")),
            ("3600万", None),
        ] {
            assert_eq!(code(amount), wanted, "{amount}");
        }
    }
}
