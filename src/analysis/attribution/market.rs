//! What is told of a market: moves of prices, and quotes with a day. Nobody claims them.
//!
//! Knows the words of one sentence, and no figure.

use super::Text;
use super::sentence::Piece;
use crate::analysis::figure::Sorts;
use crate::analysis::figure::words::{Classes, class};

/// A quote of the market: an index or a close, and a day.
pub(super) fn is_market(text: &Text<'_>, piece: &Piece, classes: Classes) -> bool {
    let chars = text.slice(piece.start, piece.end);
    if piece.sorts.any(Sorts::STOCK) && is_stock_move(chars) || piece.sorts.any(Sorts::WRITTEN) && moves(chars) {
        return true;
    }
    if classes.any(class::RELEASE) && text.words.within(piece.start, piece.end, class::RELEASE).next().is_some() {
        return true;
    }
    // 板块 and 美股 are of the market only where something rises or falls.
    let of = if classes.any(class::BOARD) && is_moving(chars) { class::MARKET.or(class::BOARD) } else { class::MARKET };
    if !classes.any(of) {
        return false;
    }
    let quotes = text.words.within(piece.start, piece.end, of).count();
    if quotes == 0 {
        return false;
    }
    let dated = (piece.start..piece.end).any(|i| {
        matches!((text.before(i), text.get(i)), (c, '日') if c.is_ascii_digit()) || {
            let word: String = text.chars.get(i..(i + 2).min(piece.end)).unwrap_or_default().iter().collect();
            [
                "今日", "当日", "昨日", "周一", "周二", "周三", "周四", "周五", "截至", "收盘", "开盘", "盘前", "盘后",
                "早盘", "午后", "尾盘",
            ]
            .contains(&word.as_str())
        }
    });
    let whole = |w: &[char]| matches!(w, ['市', '场'] | ['大' | '两', '市'] | ['资', '金'] | ['外', '资'] | ['b', 'p']);
    dated || quotes >= 2 || text.slice(piece.start, piece.end).windows(2).any(whole)
}

/// 股价上涨17%: house ruling, a move of a stock is nobody's claim.
fn is_stock_move(chars: &[char]) -> bool {
    let stock = chars.windows(2).any(|w| matches!(w, ['股', '价' | '票'] | ['停' | '复', '牌'] | ['期', '货']));
    stock && is_moving(chars)
}

/// 涨, 跌, 升至, 报77.16: a price moves or is told.
fn is_moving(chars: &[char]) -> bool {
    chars.windows(2).any(|w| match w {
        ['涨' | '跌' | '挫' | '抛', _] | ['上', '升'] | ['收', '报'] | ['缩', '水'] => true,
        ['升', next] => matches!(next, '至' | '到' | '值') || next.is_ascii_digit(),
        ['报', next] => matches!(next, '收' | '价') || next.is_ascii_digit(),
        _ => false,
    })
}

/// 蔚来涨10.76%,小鹏跌0.23%: two moves of prices, or one among shares that rise or fall.
fn moves(chars: &[char]) -> bool {
    let hedge = |c: &char| matches!(c, '近' | '超' | '约' | ' ');
    let moved = |(i, c): (usize, &char)| {
        let behind = chars.get(i + 1..).unwrap_or_default();
        let digit = behind.iter().take(3).find(|c| !hedge(c)).is_some_and(char::is_ascii_digit);
        matches!(c, '涨' | '跌') && digit
    };
    let count = chars.iter().enumerate().filter(|at| moved(*at)).count();
    let shares = || {
        chars
            .windows(2)
            .any(|w| matches!(w, ['股', '多' | '涨' | '集' | '走' | '普'] | ['板', '块'] | ['指', '数'] | ['合', '约']))
    };
    count >= 2 || count == 1 && shares()
}
