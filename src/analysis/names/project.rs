//! A project's own names: entities beside those of `rules/`, merged by the same longest match, and what the
//! project prefers, ignores and wants explained.
//!
//! Invariant: `overlay` entry `i` of this family leads to `groups[i]`; ids of entities and groups start where
//! those of `rules/` end. What other families add to the overlay is theirs.

use super::model::{Bad, Entity, Group, Guard, Kind, Level, Role};
use super::table;
use crate::lexicon::{Kind as LexiconKind, Overlay, OverlayEntry, fold, is_han};
use crate::settings::{NameEntity, NameSettings};

/// What `[names]` of a configuration says, ready for the engine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectNames {
    overlay: Overlay,
    /// What each entry of the overlay stands for.
    groups: Vec<Group>,
    entities: Vec<Entity>,
    /// The form to write, by entity.
    prefer: Vec<(u16, String)>,
    /// Entities, and single forms, that are never flagged.
    ignored: Vec<u16>,
    ignored_forms: Vec<String>,
    /// Entities whose first mention wants a gloss.
    glossed: Vec<u16>,
}

impl Eq for ProjectNames {}

impl ProjectNames {
    /// A name that `settings` prefers, ignores or wants explained, and that nobody knows, says nothing.
    pub fn new(settings: &NameSettings) -> Self {
        Self::beside(Vec::new(), settings)
    }

    /// The same with the project's entries for other families.
    pub fn beside(mut keys: Vec<OverlayEntry>, settings: &NameSettings) -> Self {
        let mut names = Self::default();
        for entity in &settings.entities {
            names.add(entity, &mut keys);
        }
        names.overlay = Overlay::new(&keys);
        for (name, form) in &settings.prefer {
            let found = names.find(name).or_else(|| names.find(form));
            names.prefer.extend(found.map(|entity| (entity, form.clone())));
        }
        for name in &settings.ignore {
            match names.by_id(name) {
                Some(entity) => names.ignored.push(entity),
                None => names.ignored_forms.push(name.clone()),
            }
        }
        names.glossed = settings.require_gloss.iter().filter_map(|name| names.find(name)).collect();
        names
    }

    /// The names of the project, for the walk over the lexicons.
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// Any of the groups beyond those of `rules/` that belong to an entity.
    pub fn groups_of(&self, entity: u16) -> impl Iterator<Item = &Group> {
        table::names().groups.iter().chain(&self.groups).filter(move |group| group.entity == entity)
    }

    pub fn preferred(&self, entity: u16) -> Option<&str> {
        self.prefer.iter().rev().find(|(e, _)| *e == entity).map(|(_, form)| form.as_str())
    }

    pub fn wants_gloss(&self, entity: u16) -> bool {
        self.glossed.contains(&entity)
    }

    pub(super) fn ignores(&self, entity: u16, form: &str) -> bool {
        self.ignored.contains(&entity) || self.ignored_forms.iter().any(|f| f == form)
    }

    pub fn entity(&self, id: u16) -> Option<&Entity> {
        let own = &table::names().entities;
        let id = usize::from(id);
        own.get(id).or_else(|| self.entities.get(id.checked_sub(own.len())?))
    }

    pub(super) fn group(&self, id: u16) -> Option<&Group> {
        self.groups.get(usize::from(id).checked_sub(table::names().groups.len())?)
    }

    /// True when the group or the entity is the project's.
    pub(super) fn own(&self, group: u16, entity: u16) -> bool {
        let names = table::names();
        usize::from(group) >= names.groups.len() || usize::from(entity) >= names.entities.len()
    }

    /// The id of the group behind an entry of the overlay.
    pub(super) fn group_id(index: u32) -> Option<u16> {
        u16::try_from(table::names().groups.len() + index as usize).ok()
    }

    /// An entity by id, or by a form.
    fn find(&self, name: &str) -> Option<u16> {
        let is = |group: &&Group| group.hans == name || group.hant == name || group.good.iter().any(|g| g == name);
        let named = || self.groups.iter().chain(&table::names().groups).find(is).map(|group| group.entity);
        self.by_id(name).or_else(named)
    }

    fn by_id(&self, id: &str) -> Option<u16> {
        let all = table::names().entities.iter().chain(&self.entities);
        all.zip(0u16..).find(|(entity, _)| entity.id == id).map(|(_, i)| i)
    }

    fn add(&mut self, entity: &NameEntity, keys: &mut Vec<OverlayEntry>) {
        let known = table::names().entities.len() + self.entities.len();
        let id = self.by_id(&entity.id).or_else(|| u16::try_from(known).ok());
        let Some(id) = id else { return };
        if usize::from(id) == known {
            let parent = entity.parent.as_deref().and_then(|parent| self.by_id(parent));
            self.entities.push(described(entity, parent));
        }
        let house = [
            entity.en.as_ref().map(|en| (en.clone(), en.clone(), Role::House)),
            entity
                .hans
                .as_ref()
                .or(entity.hant.as_ref())
                .map(|hans| (hans.clone(), entity.hant.clone().unwrap_or_else(|| hans.clone()), Role::House)),
            entity.tw.as_ref().map(|tw| (tw.clone(), tw.clone(), Role::Regional)),
            entity.hk.as_ref().map(|hk| (hk.clone(), hk.clone(), Role::Regional)),
        ];
        let listed = |forms: &[(String, String)], role: Role| {
            forms.iter().map(move |(hans, hant)| (hans.clone(), hant.clone(), role)).collect::<Vec<_>>()
        };
        let mut forms: Vec<(String, String, Role)> = house.into_iter().flatten().collect();
        forms.extend(listed(&entity.short, Role::Short));
        forms.extend(listed(&entity.alt, Role::Alt));
        for ((hans, hant), until) in &entity.former {
            forms.push((hans.clone(), hant.clone(), Role::Former { until: *until }));
        }
        forms.extend(entity.compounds.iter().map(|form| (form.clone(), form.clone(), Role::Compound)));
        for (hans, hant, role) in forms {
            self.right(id, hans, hant, role, keys);
        }
        for (form, right, suggested) in &entity.bad {
            self.wrong(id, entity, (form, right.as_deref(), *suggested), keys);
        }
    }

    fn right(&mut self, entity: u16, hans: String, hant: String, role: Role, keys: &mut Vec<OverlayEntry>) {
        let latin = !hans.chars().any(is_han);
        let mut good = vec![hans.clone()];
        if hant != hans {
            good.push(hant.clone());
        }
        keys.extend(spellings(&hans).into_iter().map(|key| self.entry(key)));
        self.groups.push(Group { entity, latin, role, good, hans, hant, ..Group::default() });
    }

    fn wrong(&mut self, id: u16, entity: &NameEntity, bad: (&str, Option<&str>, bool), keys: &mut Vec<OverlayEntry>) {
        let (form, right, suggested) = bad;
        let latin = !form.chars().any(is_han);
        let own = if latin { entity.en.as_deref() } else { entity.hans.as_deref().or(entity.hant.as_deref()) };
        let Some(hans) = right.or(own).map(str::to_owned) else { return };
        let hant = right.map(str::to_owned).or_else(|| entity.hant.clone().filter(|_| !latin));
        let hant = hant.unwrap_or_else(|| hans.clone());
        let bad = Bad { form: form.to_owned(), hans, hant, level: Level::Warning, suggested, guard: Guard::default() };
        keys.push(self.entry(form.to_owned()));
        self.groups.push(Group { entity: id, latin, role: Role::Wrong, bad: vec![bad], ..Group::default() });
    }

    /// An entry for the group that is added next.
    fn entry(&self, key: String) -> OverlayEntry {
        OverlayEntry { key, kind: LexiconKind::Name, index: self.groups.len() as u32 }
    }
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

/// The spellings under which a right form is looked for: as it stands, and with its separators lost.
fn spellings(form: &str) -> Vec<String> {
    let folded: String = form.chars().map(fold).collect();
    let bare: String = folded.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if bare == folded { vec![folded] } else { vec![folded, bare] }
}
