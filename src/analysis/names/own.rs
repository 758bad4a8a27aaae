//! Makes groups and keys of the entities that a project's configuration lists, as the build does of `rules/names`.
//!
//! Invariant: key `i` of the overlay leads to group `i`.

use super::model::{Bad, Entity, Group, Guard, Kind, Level, Names, Role};
use super::table::{self, packed};
use crate::lexicon::{Kind as LexiconKind, Overlay, OverlayEntry, Pack, fold, is_han};
use crate::settings::{NameEntity, NameGuard, NameLevel, NameSlip};

/// A project's names on their way into a table.
#[derive(Default)]
pub(super) struct Own {
    names: Names,
    keys: Vec<OverlayEntry>,
}

impl Own {
    pub fn of(entities: &[NameEntity]) -> Self {
        let mut own = Self::default();
        for entity in entities {
            own.add(entity);
        }
        own
    }

    /// The keys of the names, and of what else the project adds.
    pub fn overlay(&self, pack: &Pack) -> Overlay {
        let keys: Vec<OverlayEntry> = self.keys.iter().cloned().chain(pack.entries()).collect();
        Overlay::new(&keys)
    }

    pub fn packed(&self) -> Vec<u32> {
        if self.names.entities.is_empty() && self.names.groups.is_empty() { Vec::new() } else { packed(&self.names) }
    }

    fn add(&mut self, entity: &NameEntity) {
        let known = table::names().entity_count() + self.names.entities.len();
        let Some(id) = self.by_id(&entity.id).or_else(|| u16::try_from(known).ok()) else { return };
        if usize::from(id) == known {
            let parent = entity.parent.as_deref().and_then(|parent| self.by_id(parent));
            self.names.entities.push(described(entity, parent));
        }
        for (hans, hant, role) in forms(entity) {
            let guard = entity.guards.iter().find(|(form, _)| *form == hans || *form == hant);
            let guard = guard.map(|(_, guard)| guarded(guard)).unwrap_or_default();
            self.right(id, (hans, hant), role, guard);
        }
        for slip in &entity.bad {
            self.wrong(id, entity, slip);
        }
    }

    fn by_id(&self, id: &str) -> Option<u16> {
        let rules = table::names();
        let listed = || rules.entities().position(|entity| entity.id == id);
        let own = self.names.entities.iter().position(|entity| entity.id == id);
        let found = own.map(|at| rules.entity_count() + at).or_else(listed)?;
        u16::try_from(found).ok()
    }

    fn right(&mut self, entity: u16, (hans, hant): (String, String), role: Role, guard: Guard) {
        let latin = !hans.chars().any(is_han);
        let mut good = vec![hans.clone()];
        if hant != hans {
            good.push(hant.clone());
        }
        let index = self.names.groups.len() as u32;
        let entry = |key| OverlayEntry { key, kind: LexiconKind::Name, index, word: !guard.word };
        self.keys.extend(spellings(&hans).into_iter().map(entry));
        self.names.groups.push(Group { entity, latin, role, good, hans, hant, guard, ..Group::default() });
    }

    fn wrong(&mut self, id: u16, entity: &NameEntity, slip: &NameSlip) {
        let form = slip.form.clone();
        let latin = !form.chars().any(is_han);
        let own = if latin { entity.en.as_deref() } else { entity.hans.as_deref().or(entity.hant.as_deref()) };
        let Some(hans) = slip.right.as_deref().or(own).map(str::to_owned) else { return };
        let hant = slip.right.clone().or_else(|| entity.hant.clone().filter(|_| !latin));
        let hant = hant.unwrap_or_else(|| hans.clone());
        let level = match slip.level {
            NameLevel::Warning => Level::Warning,
            NameLevel::Info => Level::Info,
            NameLevel::Hint => Level::Hint,
        };
        let guard = guarded(&slip.guard);
        let (index, word) = (self.names.groups.len() as u32, guard.needs.is_empty());
        self.keys.push(OverlayEntry { key: form.clone(), kind: LexiconKind::Name, index, word });
        let bad = vec![Bad { form, hans, hant, level, suggested: slip.suggested, guard }];
        self.names.groups.push(Group { entity: id, latin, role: Role::Wrong, bad, ..Group::default() });
    }
}

/// Every right form in both scripts with its role.
fn forms(entity: &NameEntity) -> Vec<(String, String, Role)> {
    let alike = |form: &String, role: Role| (form.clone(), form.clone(), role);
    let both = |(hans, hant): &(String, String), role: Role| (hans.clone(), hant.clone(), role);
    let han = entity.hans.as_ref().or(entity.hant.as_ref());
    let han = han.map(|hans| (hans.clone(), entity.hant.clone().unwrap_or_else(|| hans.clone()), Role::House));
    let mut forms: Vec<(String, String, Role)> = entity.en.iter().map(|en| alike(en, Role::House)).chain(han).collect();
    forms.extend([&entity.tw, &entity.hk].into_iter().flatten().map(|form| alike(form, Role::Regional)));
    forms.extend(entity.short.iter().map(|form| both(form, Role::Short)));
    forms.extend(entity.alt.iter().map(|form| both(form, Role::Alt)));
    forms.extend(entity.former.iter().map(|(form, until)| both(form, Role::Former { until: *until })));
    forms.extend(entity.compounds.iter().map(|form| alike(form, Role::Compound)));
    forms
}

fn described(entity: &NameEntity, parent: Option<u16>) -> Entity {
    let kind = match entity.kind.as_str() {
        "product" => Kind::Product,
        "model" => Kind::Model,
        "term" => Kind::Term,
        "person" => Kind::Person,
        _ => Kind::Vendor,
    };
    let NameEntity { id, hans, hant, tw, hk, en, .. } = entity.clone();
    Entity { id, kind, parent, hans, hant, tw, hk, en }
}

fn guarded(guard: &NameGuard) -> Guard {
    let NameGuard { word, not_before, not_after, needs, unless } = guard.clone();
    Guard { word, not_before, not_after, needs, unless }
}

/// The spellings under which a right form is looked for: as it stands, and with its separators lost.
fn spellings(form: &str) -> Vec<String> {
    let folded: String = form.chars().map(fold).collect();
    let bare: String = folded.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if bare == folded { vec![folded] } else { vec![folded, bare] }
}
