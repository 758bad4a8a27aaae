//! names/region: a name as another region calls it (谷歌 in Taiwan, 輝達 on the mainland).
//!
//! Invariant: silent unless configuration, `lang` or front matter declares a region.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::root::{Root, mentions_hold, plain};
use crate::analysis::names::model::{Kind, Role};
use crate::analysis::names::{Entity, Group, Mention, Reading};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::settings::Region;

const ID: &str = "names/region";

pub struct NameRegion;

impl Rule for NameRegion {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let declared = cx.verdict.declared.filter(|(script, _)| Some(*script) == cx.verdict.script);
        let Some(region) = cx.settings.region.or(declared.and_then(|(_, region)| region)) else { return };
        let mut roots: BTreeMap<(EcoString, &str), Root> = BTreeMap::new();
        for at in cx.with(Kinds::MENTIONS) {
            for mention in at.seen.mentions.iter().filter(|m| plain(cx, m) && !m.broken) {
                let Some(own) = elsewhere(mention, region) else { continue };
                let edits = [Edit::new(mention.span, own)];
                roots.entry((at.text(mention.span).into(), own)).or_default().add(&at, mention, &edits);
            }
        }
        out.extend(roots.into_iter().map(|((_, own), root)| finding(cx, region, own, root)));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        mentions_hold(cx, change)
    }
}

/// The region's own name where another region's stands.
fn elsewhere(mention: &Mention, region: Region) -> Option<&str> {
    let (entity, group) = (mention.entity()?, mention.group()?);
    let names = mention.reading == Reading::Right && !group.latin && entity.kind != Kind::Term;
    if !names || !matches!(group.role, Role::House | Role::Regional) {
        return None;
    }
    let own = own(&entity, region)?;
    (!is(&group, own)).then_some(own)
}

/// What a region calls the entity, where it has a name of its own or the others have.
fn own<'e>(entity: &Entity<'e>, region: Region) -> Option<&'e str> {
    match region {
        Region::Cn => entity.hans,
        Region::Tw => entity.tw,
        Region::Hk => entity.hk,
    }
}

fn is(group: &Group<'_>, form: &str) -> bool {
    group.hans == form || group.hant == form || group.good.contains(form)
}

fn finding(cx: &Judge<'_>, region: Region, own: &str, root: Root) -> Finding {
    let term = match region {
        Region::Cn => "region.cn",
        Region::Tw => "region.tw",
        Region::Hk => "region.hk",
    };
    let message = Message::new(ID, "default")
        .text("found", root.found)
        .text("expected", own)
        .term("region", term)
        .number("count", root.places.len() as u64);
    Finding::new(ID, cx.severity(ID), message, root.places).with_certainty(Certainty::Probable).with_fix(
        Title::Replace(own.into()),
        Applicability::Suggested,
        root.edits,
    )
}
