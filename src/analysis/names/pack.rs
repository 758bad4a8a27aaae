//! Writes names down as `table` reads them: numbers, and behind them the texts that they point into.
//!
//! Shared with `build.rs` by its path. Layout, in numbers: how many entities, how many groups, where the
//! texts start; where each group stands; the entities; the groups. A text is its start and its length in one
//! number, and nothing is the empty text. Invariant: a text stands once.

use std::collections::HashMap;

use super::model::{Bad, Damaged, Entity, Group, Guard, Kind, Level, Names, Role};

/// Numbers before those that say where the groups stand.
pub const HEAD: usize = 3;
/// Bits of a text's length.
pub const LENGTH: u32 = 10;
/// No parent.
pub const NOBODY: u32 = 0xFFFF;

/// Bits of a group's first number above its entity.
pub mod bit {
    pub const LATIN: u32 = 1 << 16;
    pub const NUMBERED: u32 = 1 << 17;
    pub const UNTIL: u32 = 1 << 18;
    pub const DAMAGED: u32 = 1 << 19;
    pub const GUARD: u32 = 1 << 20;
    /// The right forms are listed, and not just the first ones of `hans` and `hant`.
    pub const LISTED: u32 = 1 << 21;
    pub const ROLE: u32 = 22;
}

/// Bits of a wrong form's first number above its level.
pub mod wrong_bit {
    pub const SUGGESTED: u32 = 1 << 8;
    pub const GUARD: u32 = 1 << 9;
}

/// Numbers and texts, to be written one behind the other.
pub struct Packed {
    pub numbers: Vec<u32>,
    pub texts: Vec<u8>,
}

/// Writes all names down.
pub fn pack(names: &Names) -> Packed {
    let mut packer = Packer { numbers: vec![0; HEAD + names.groups.len()], texts: Vec::new(), known: HashMap::new() };
    for entity in &names.entities {
        packer.entity(entity);
    }
    for (i, group) in names.groups.iter().enumerate() {
        let at = packer.numbers.len() as u32;
        if let Some(slot) = packer.numbers.get_mut(HEAD + i) {
            *slot = at;
        }
        packer.group(group);
    }
    let sizes = [names.entities.len(), names.groups.len(), packer.numbers.len()];
    for (slot, size) in packer.numbers.iter_mut().zip(sizes) {
        *slot = size as u32;
    }
    packer.texts.resize(packer.texts.len().next_multiple_of(4), 0);
    Packed { numbers: packer.numbers, texts: packer.texts }
}

struct Packer {
    numbers: Vec<u32>,
    texts: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Packer {
    fn entity(&mut self, entity: &Entity) {
        self.text(&entity.id);
        let kind = Kind::ALL.iter().position(|kind| *kind == entity.kind).unwrap_or(0) as u32;
        self.numbers.push(kind << 16 | entity.parent.map_or(NOBODY, u32::from));
        for name in [&entity.hans, &entity.hant, &entity.tw, &entity.hk, &entity.en] {
            self.text(name.as_deref().unwrap_or_default());
        }
    }

    fn group(&mut self, group: &Group) {
        let (role, until) = match group.role {
            Role::Former { until } => (Role::Former { until: None }, until),
            role => (role, None),
        };
        let role = Role::ALL.iter().position(|r| *r == role).unwrap_or(0) as u32;
        let plain = group.good.iter().eq([&group.hans, &group.hant].into_iter().take(group.good.len()));
        let guard = (group.guard != Guard::default()).then_some(&group.guard);
        let flags = [
            (group.latin, bit::LATIN),
            (group.numbered, bit::NUMBERED),
            (until.is_some(), bit::UNTIL),
            (group.damaged.is_some(), bit::DAMAGED),
            (guard.is_some(), bit::GUARD),
            (!plain, bit::LISTED),
        ];
        let flags = flags.iter().filter(|(set, _)| *set).fold(role << bit::ROLE, |all, (_, flag)| all | flag);
        self.numbers.push(flags | u32::from(group.entity));
        self.numbers.push((group.good.len() as u32) << 16 | group.bad.len() as u32);
        self.text(&group.hans);
        self.text(&group.hant);
        if !plain {
            self.list(&group.good);
        }
        if let Some((year, month)) = until {
            self.numbers.push(u32::from(year) << 8 | u32::from(month));
        }
        if let Some(Damaged { hans, hant, sure, needs_backing }) = &group.damaged {
            self.text(hans);
            self.text(hant);
            self.numbers.push(u32::from(*sure) | u32::from(*needs_backing) << 1);
        }
        if let Some(guard) = guard {
            self.guard(guard);
        }
        group.bad.iter().for_each(|bad| self.bad(bad));
    }

    fn bad(&mut self, bad: &Bad) {
        let level = Level::ALL.iter().position(|level| *level == bad.level).unwrap_or(0) as u32;
        let guarded = bad.guard != Guard::default();
        let suggested = if bad.suggested { wrong_bit::SUGGESTED } else { 0 };
        self.numbers.push(level | suggested | if guarded { wrong_bit::GUARD } else { 0 });
        [&bad.form, &bad.hans, &bad.hant].into_iter().for_each(|text| self.text(text));
        if guarded {
            self.guard(&bad.guard);
        }
    }

    fn guard(&mut self, guard: &Guard) {
        let (needs, unless) = (guard.needs.len() as u32, guard.unless.len() as u32);
        self.numbers.push(u32::from(guard.word) << 31 | needs << 15 | unless);
        self.text(&guard.not_before);
        self.text(&guard.not_after);
        self.list(&guard.needs);
        self.list(&guard.unless);
    }

    fn list(&mut self, texts: &[String]) {
        texts.iter().for_each(|text| self.text(text));
    }

    /// A text that is too long to be a name is none.
    fn text(&mut self, text: &str) {
        let text = if text.len() < 1 << LENGTH { text } else { "" };
        let number = match self.known.get(text) {
            _ if text.is_empty() => 0,
            Some(number) => *number,
            None => {
                let number = (self.texts.len() as u32) << LENGTH | text.len() as u32;
                self.texts.extend(text.bytes());
                self.known.insert(text.to_owned(), number);
                number
            }
        };
        self.numbers.push(number);
    }
}
