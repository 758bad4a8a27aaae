//! A project's own names: entities beside those of `rules/`, merged by the same longest match, and what the
//! project prefers, ignores and wants explained.
//!
//! Invariant: `overlay` entry `i` leads to group `i` of `table`; ids of entities and groups start where those
//! of `rules/` end.

use super::own::Own;
use super::table::{self, Entity, Group, Table};
use crate::lexicon::{Overlay, Pack};
use crate::settings::{NameEntity, NameSettings};

/// What `[names]` of a configuration says, ready for the engine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectNames {
    overlay: Overlay,
    /// What the project adds to other families, walked in the same overlay.
    pack: Pack,
    /// The project's entities and groups, packed.
    table: Vec<u32>,
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
    /// A name that `settings` prefers, ignores or wants explained, and that nobody knows, says nothing: the
    /// configuration has told of it.
    pub fn new(settings: &NameSettings, pack: Pack) -> Self {
        let mut names = Self::of(&settings.entities, pack);
        for (name, form) in &settings.prefer {
            let found = names.find(name);
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

    /// Entities only.
    pub fn of_entities(entities: &[NameEntity]) -> Self {
        Self::of(entities, Pack::default())
    }

    fn of(entities: &[NameEntity], pack: Pack) -> Self {
        let own = Own::of(entities);
        Self { overlay: own.overlay(&pack), table: own.packed(), pack, ..Self::default() }
    }

    /// The names of the project and its pack, for the walk over the lexicons.
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// Any of the groups that belong to an entity, those of `rules/` first.
    pub fn groups_of(&self, entity: u16) -> impl Iterator<Item = Group<'_>> {
        let all = own_groups().chain(self.table().groups());
        all.filter(move |group| group.entity == entity)
    }

    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    pub fn preferred(&self, entity: u16) -> Option<&str> {
        self.prefer.iter().rev().find(|(e, _)| *e == entity).map(|(_, form)| form.as_str())
    }

    pub fn wants_gloss(&self, entity: u16) -> bool {
        self.glossed.contains(&entity)
    }

    /// True when an entity has this id, or a form that is written so.
    pub fn knows(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// True when one of the project's own entities is written so.
    pub fn has_form(&self, form: &str) -> bool {
        self.table().groups().any(|group| group.hans == form || group.hant == form || group.good.contains(form))
    }

    pub(super) fn ignores(&self, entity: u16, form: &[char]) -> bool {
        self.ignored.contains(&entity) || self.ignored_forms.iter().any(|f| f.chars().eq(form.iter().copied()))
    }

    pub fn entity(&self, id: u16) -> Option<Entity<'_>> {
        let id = usize::from(id);
        let known = table::names().entity_count();
        let own: Option<Entity<'_>> = table::names().entity(id);
        own.or_else(|| self.table().entity(id.checked_sub(known)?))
    }

    pub(super) fn group(&self, id: u16) -> Option<Group<'_>> {
        self.table().group(usize::from(id).checked_sub(table::names().group_count())?)
    }

    /// True when the group or the entity is the project's.
    pub(super) fn own(&self, group: u16, entity: u16) -> bool {
        let names = table::names();
        usize::from(group) >= names.group_count() || usize::from(entity) >= names.entity_count()
    }

    /// The id of the group behind an entry of the overlay.
    pub(super) fn group_id(index: u32) -> Option<u16> {
        u16::try_from(table::names().group_count() + index as usize).ok()
    }

    fn table(&self) -> Table<'_> {
        Table::new(&self.table)
    }

    /// An entity by id, or by a form.
    fn find(&self, name: &str) -> Option<u16> {
        let is = |group: &Group<'_>| group.hans == name || group.hant == name || group.good.contains(name);
        let named = || self.table().groups().chain(own_groups()).find(is).map(|group| group.entity);
        self.by_id(name).or_else(named)
    }

    fn by_id(&self, id: &str) -> Option<u16> {
        let all = own_entities().chain(self.table().entities());
        all.zip(0u16..).find(|(entity, _)| entity.id == id).map(|(_, i)| i)
    }
}

/// The ids of the entities of `rules/`.
pub fn known_ids() -> impl Iterator<Item = &'static str> {
    table::names().entities().map(|entity| entity.id)
}

/// The groups and entities of `rules/`, of a lifetime that those of a project may join.
fn own_groups<'t>() -> impl Iterator<Item = Group<'t>> {
    let own: Table<'t> = table::names();
    own.groups()
}

fn own_entities<'t>() -> impl Iterator<Item = Entity<'t>> {
    let own: Table<'t> = table::names();
    own.entities()
}
