//! The name data, read in place: nothing is loaded, nothing is copied. A [`Group`] or an [`Entity`] is a
//! handful of numbers and borrowed texts, made when somebody asks for it.
//!
//! Invariant: whatever stands in a table, reading it gives something; one made by `pack` gives what went in.

use super::model::{Kind, Level, Names, Role};
use super::pack::{self, HEAD, LENGTH, NOBODY, bit, wrong_bit};
use crate::lexicon;

/// Numbers of one entity.
const ENTITY: usize = 7;

/// Names as `pack` wrote them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table<'t>(&'t [u32]);

/// A vendor, product, model, term or person. A name is `None` where the language has none of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity<'t> {
    pub id: &'t str,
    pub kind: Kind,
    pub parent: Option<u16>,
    pub hans: Option<&'t str>,
    pub hant: Option<&'t str>,
    pub tw: Option<&'t str>,
    pub hk: Option<&'t str>,
    pub en: Option<&'t str>,
}

/// The spellings that differ in nothing but script, case and separators; see the fields of [`super::model::Group`].
#[derive(Clone, Copy, Debug)]
pub struct Group<'t> {
    pub entity: u16,
    pub latin: bool,
    pub role: Role,
    pub numbered: bool,
    pub good: Texts<'t>,
    pub hans: &'t str,
    pub hant: &'t str,
    pub damaged: Option<Damaged<'t>>,
    pub guard: Guard<'t>,
    wrong: Reader<'t>,
    wrongs: usize,
}

/// The right form of a broken one in each script.
#[derive(Clone, Copy, Debug)]
pub struct Damaged<'t> {
    pub hans: &'t str,
    pub hant: &'t str,
    pub sure: bool,
    pub needs_backing: bool,
}

/// When a form counts at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guard<'t> {
    pub word: bool,
    pub not_before: &'t str,
    pub not_after: &'t str,
    pub needs: Texts<'t>,
    pub unless: Texts<'t>,
}

/// A wrong form with its own replacement.
#[derive(Clone, Copy, Debug)]
pub struct Bad<'t> {
    pub form: &'t str,
    pub hans: &'t str,
    pub hant: &'t str,
    pub level: Level,
    pub suggested: bool,
    pub guard: Guard<'t>,
}

/// A list of texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Texts<'t> {
    table: Table<'t>,
    numbers: &'t [u32],
}

/// The names of `rules/`.
pub fn names() -> Table<'static> {
    Table(lexicon::names())
}

/// The numbers and texts of a table that is made at run time.
pub(super) fn packed(names: &Names) -> Vec<u32> {
    let packed = pack::pack(names);
    let texts = packed.texts.chunks_exact(4).filter_map(|four| four.try_into().ok().map(u32::from_ne_bytes));
    packed.numbers.iter().copied().chain(texts).collect()
}

impl<'t> Table<'t> {
    pub(super) fn new(numbers: &'t [u32]) -> Self {
        Self(numbers)
    }

    pub fn entity(self, id: usize) -> Option<Entity<'t>> {
        if id >= self.entity_count() {
            return None;
        }
        let mut reader = Reader { table: self, at: HEAD + self.group_count() + id * ENTITY };
        let (id, rest) = (reader.text(), reader.number());
        let kind = Kind::ALL.get((rest >> 16) as usize).copied()?;
        let parent = Some(rest & 0xFFFF).filter(|parent| *parent != NOBODY).map(|parent| parent as u16);
        let mut name = || Some(reader.text()).filter(|name| !name.is_empty());
        Some(Entity { id, kind, parent, hans: name(), hant: name(), tw: name(), hk: name(), en: name() })
    }

    pub fn group(self, id: usize) -> Option<Group<'t>> {
        let at = self.0.get(HEAD + id).filter(|_| id < self.group_count())?;
        Reader { table: self, at: *at as usize }.group()
    }

    pub fn entities(self) -> impl Iterator<Item = Entity<'t>> + Clone {
        (0..self.entity_count()).filter_map(move |id| self.entity(id))
    }

    pub fn groups(self) -> impl Iterator<Item = Group<'t>> + Clone {
        (0..self.group_count()).filter_map(move |id| self.group(id))
    }

    pub fn entity_count(self) -> usize {
        self.0.first().copied().unwrap_or(0) as usize
    }

    pub fn group_count(self) -> usize {
        self.0.get(1).copied().unwrap_or(0) as usize
    }

    fn text(self, number: u32) -> &'t str {
        let texts = self.0.get(2).and_then(|at| self.0.get(*at as usize..)).unwrap_or_default();
        let (start, length) = ((number >> LENGTH) as usize, (number & ((1 << LENGTH) - 1)) as usize);
        let bytes: &[u8] = bytemuck::cast_slice(texts);
        bytes.get(start..start + length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl<'t> Group<'t> {
    /// The wrong forms.
    pub fn bad(&self) -> impl Iterator<Item = Bad<'t>> + use<'t> {
        let mut reader = self.wrong;
        (0..self.wrongs).map(move |_| reader.bad())
    }

    /// The right form of this number.
    pub fn house(&self, number: u8) -> Option<&'t str> {
        self.good.iter().nth(usize::from(number))
    }
}

impl<'t> Texts<'t> {
    pub fn iter(self) -> impl Iterator<Item = &'t str> + Clone {
        self.numbers.iter().map(move |number| self.table.text(*number))
    }

    pub fn is_empty(self) -> bool {
        self.numbers.is_empty()
    }

    pub fn contains(self, wanted: &str) -> bool {
        self.iter().any(|text| text == wanted)
    }
}

/// Reads number after number; behind the end there are zeros.
#[derive(Clone, Copy, Debug)]
struct Reader<'t> {
    table: Table<'t>,
    at: usize,
}

impl<'t> Reader<'t> {
    fn group(mut self) -> Option<Group<'t>> {
        let (head, counts) = (self.number(), self.number());
        let (goods, wrongs) = ((counts >> 16) as usize, (counts & 0xFFFF) as usize);
        let mut scripts = self;
        let (hans, hant) = (self.text(), self.text());
        let good = if head & bit::LISTED == 0 { scripts.texts(goods) } else { self.texts(goods) };
        let role = Role::ALL.get((head >> bit::ROLE) as usize).copied()?;
        let until = (head & bit::UNTIL != 0).then(|| self.number());
        let until = until.map(|month| ((month >> 8) as u16, (month & 0xFF) as u8));
        let role = if let Role::Former { .. } = role { Role::Former { until } } else { role };
        let damaged = (head & bit::DAMAGED != 0).then(|| {
            let (hans, hant, flags) = (self.text(), self.text(), self.number());
            Damaged { hans, hant, sure: flags & 1 != 0, needs_backing: flags & 2 != 0 }
        });
        let guard = if head & bit::GUARD == 0 { Guard::default() } else { self.guard() };
        let (latin, numbered) = (head & bit::LATIN != 0, head & bit::NUMBERED != 0);
        let entity = (head & 0xFFFF) as u16;
        Some(Group { entity, latin, role, numbered, good, hans, hant, damaged, guard, wrong: self, wrongs })
    }

    fn bad(&mut self) -> Bad<'t> {
        let head = self.number();
        let (form, hans, hant) = (self.text(), self.text(), self.text());
        let guard = if head & wrong_bit::GUARD == 0 { Guard::default() } else { self.guard() };
        let level = Level::ALL.get((head & 0xFF) as usize).copied().unwrap_or_default();
        Bad { form, hans, hant, level, suggested: head & wrong_bit::SUGGESTED != 0, guard }
    }

    fn guard(&mut self) -> Guard<'t> {
        let head = self.number();
        let (not_before, not_after) = (self.text(), self.text());
        let needs = self.texts((head >> 15 & 0xFFFF) as usize);
        let unless = self.texts((head & 0x7FFF) as usize);
        Guard { word: head >> 31 != 0, not_before, not_after, needs, unless }
    }

    fn texts(&mut self, count: usize) -> Texts<'t> {
        let numbers = self.table.0.get(self.at..self.at + count).unwrap_or_default();
        self.at += count;
        Texts { table: self.table, numbers }
    }

    fn text(&mut self) -> &'t str {
        let number = self.number();
        self.table.text(number)
    }

    fn number(&mut self) -> u32 {
        let number = self.table.0.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        number
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::model;
    use super::*;

    fn text() -> impl Strategy<Value = String> {
        "[A-Za-z云雲 -]{0,8}"
    }

    fn guard() -> impl Strategy<Value = model::Guard> {
        let lists = (prop::collection::vec(text(), 0..3), prop::collection::vec(text(), 0..3));
        (any::<bool>(), text(), text(), lists).prop_map(|(word, not_before, not_after, (needs, unless))| model::Guard {
            word,
            not_before,
            not_after,
            needs,
            unless,
        })
    }

    fn bad() -> impl Strategy<Value = model::Bad> {
        (text(), text(), text(), 0usize..3, any::<bool>(), guard()).prop_map(
            |(form, hans, hant, level, suggested, guard)| model::Bad {
                form,
                hans,
                hant,
                level: Level::ALL[level],
                suggested,
                guard,
            },
        )
    }

    fn group() -> impl Strategy<Value = model::Group> {
        let until = prop::option::of((1980u16..2100, 0u8..13));
        let damaged = prop::option::of((text(), text(), any::<bool>(), any::<bool>()));
        let lists = (prop::collection::vec(text(), 0..4), prop::collection::vec(bad(), 0..3));
        let head = (any::<u16>(), any::<bool>(), any::<bool>(), 0usize..7, until);
        (head, text(), text(), lists, damaged, guard()).prop_map(
            |((entity, latin, numbered, role, until), hans, hant, (good, bad), damaged, guard)| {
                let role = match Role::ALL[role] {
                    Role::Former { .. } => Role::Former { until },
                    role => role,
                };
                let damaged =
                    damaged.map(|(hans, hant, sure, needs_backing)| model::Damaged { hans, hant, sure, needs_backing });
                model::Group { entity, latin, numbered, role, good, hans, hant, bad, damaged, guard }
            },
        )
    }

    fn owned(texts: Texts<'_>) -> Vec<String> {
        texts.iter().map(str::to_owned).collect()
    }

    fn guard_of(guard: &Guard<'_>) -> model::Guard {
        let Guard { word, not_before, not_after, needs, unless } = *guard;
        model::Guard {
            word,
            not_before: not_before.into(),
            not_after: not_after.into(),
            needs: owned(needs),
            unless: owned(unless),
        }
    }

    fn group_of(group: &Group<'_>) -> model::Group {
        let bad = |bad: Bad<'_>| model::Bad {
            form: bad.form.into(),
            hans: bad.hans.into(),
            hant: bad.hant.into(),
            level: bad.level,
            suggested: bad.suggested,
            guard: guard_of(&bad.guard),
        };
        let damaged = |d: Damaged<'_>| model::Damaged {
            hans: d.hans.into(),
            hant: d.hant.into(),
            sure: d.sure,
            needs_backing: d.needs_backing,
        };
        model::Group {
            entity: group.entity,
            latin: group.latin,
            role: group.role,
            numbered: group.numbered,
            good: owned(group.good),
            hans: group.hans.into(),
            hant: group.hant.into(),
            bad: group.bad().map(bad).collect(),
            damaged: group.damaged.map(damaged),
            guard: guard_of(&group.guard),
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(groups in prop::collection::vec(group(), 0..6)) {
            let names = Names { entities: Vec::new(), groups };
            let numbers = packed(&names);
            let read: Vec<model::Group> = Table::new(&numbers).groups().map(|group| group_of(&group)).collect();
            prop_assert_eq!(read, names.groups);
        }

        #[test]
        fn a_damaged_table_gives_something(numbers in prop::collection::vec(any::<u32>(), 0..200)) {
            let table = Table::new(&numbers);
            for id in 0..20 {
                let group = table.group(id);
                prop_assert!(group.is_none_or(|group| group.bad().take(20).count() <= 20));
                prop_assert!(table.entity(id).is_none_or(|entity| entity.id.len() < 1 << LENGTH));
            }
        }
    }

    #[test]
    fn the_names_of_the_rules_are_there() {
        let github = names().entities().find(|entity| entity.id == "github").expect("GitHub");
        assert_eq!((github.en, github.hans, github.kind), (Some("GitHub"), None, Kind::Product));
        assert!(names().groups().count() == names().group_count() && names().entity_count() > 2000);
    }
}
