//! Votes on an article's region: what its regional words and its glyphs say.
//!
//! Invariant: a word counts once for each region that says it so, and against those that have another.

use crate::lexicon::{Regional, Regions, Telling, Trait, known};
use crate::settings::{Region, Script};

/// Only words that hardly occur elsewhere vote by themselves.
const HINT: u8 = 3;
/// Glyphs that tell the region weigh as much as so many words.
const GLYPHS: u32 = 3;
/// A region is told from so many votes …
const VOTES: u32 = 3;
/// … by so many percent of them …
const SHARE: u32 = 75;
/// … and so many more than any other has.
const MARGIN: i64 = 2;
/// Hong Kong without a word or glyph of its own needs so many percent.
const SHARED: u32 = 90;
/// How many words speak for a region, and how many against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Votes {
    pro: u32,
    contra: u32,
    /// Words that hardly any other region says: among `pro`.
    own: u32,
}

/// The votes on the article's region, in articles of each script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionFacts {
    hans: [Votes; 3],
    hant: [Votes; 3],
    /// 裡 and 裏, then 著 and 着.
    inside: [u32; 2],
    particle: [u32; 2],
    /// Shapes that are standard nowhere: a converter's.
    raw: u32,
}

const REGIONS: [Region; 3] = [Region::Cn, Region::Tw, Region::Hk];

impl RegionFacts {
    pub fn merge(&mut self, next: &Self) {
        let pairs = self.hans.iter_mut().chain(&mut self.hant).zip(next.hans.iter().chain(&next.hant));
        for (sum, more) in pairs {
            sum.pro = sum.pro.saturating_add(more.pro);
            sum.contra = sum.contra.saturating_add(more.contra);
            sum.own = sum.own.saturating_add(more.own);
        }
        let glyphs = self.inside.iter_mut().chain(&mut self.particle).zip(next.inside.iter().chain(&next.particle));
        glyphs.for_each(|(sum, more)| *sum = sum.saturating_add(*more));
        self.raw = self.raw.saturating_add(next.raw);
    }

    /// The region that vocabulary and glyphs tell beyond doubt.
    pub fn region(&self, script: Script) -> Option<Region> {
        let mut ranked = self.ranked(script);
        ranked.sort_by_key(|(_, votes)| -margin(*votes));
        let [(region, votes), (_, second), _] = ranked;
        let clear = votes.pro >= VOTES && share(votes) >= SHARE && margin(votes) - margin(second) >= MARGIN;
        clear.then_some(region)
    }

    /// The region that most words speak for, and their share in percent. Where two do equally,
    /// glyphs decide, then the script's usual region; `None` where no region has a majority.
    pub fn leaning(&self, script: Script) -> Option<(Region, u32)> {
        let mut ranked = self.ranked(script);
        ranked.sort_by_key(|(_, votes)| -margin(*votes));
        let [(region, votes), ..] = ranked;
        (votes.pro > 0 && margin(votes) > 0).then(|| (region, share(votes)))
    }

    /// How many words speak against a region.
    pub fn against(&self, script: Script, region: Region) -> u32 {
        let votes = self.ranked(script).into_iter().find(|(ranked, _)| *ranked == region);
        votes.map_or(0, |(_, votes)| votes.contra)
    }

    /// Counts a shape of a character that regions write differently.
    pub(super) fn glyph(&mut self, telling: Telling, regions: Regions) {
        let counts = match telling {
            Telling::Inside => &mut self.inside,
            Telling::Particle => &mut self.particle,
            Telling::No => {
                self.raw += u32::from(regions == Regions::default());
                return;
            }
        };
        let [taiwan, hong_kong] = counts;
        *taiwan += u32::from(regions.has(Regions::TW));
        *hong_kong += u32::from(regions.has(Regions::HK));
    }

    fn ranked(&self, script: Script) -> [(Region, Votes); 3] {
        let mut votes = match script {
            Script::Hans => self.hans,
            Script::Hant => self.hant,
        };
        if script == Script::Hant {
            let [_, taiwan, hong_kong] = &mut votes;
            match self.glyphs() {
                Some(Region::Tw) => favour(taiwan, hong_kong),
                Some(_) => favour(hong_kong, taiwan),
                None => {}
            }
            // 軟件 is the mainland's word, too, and 伺服器 Taiwan's: what is written of both is a mixture
            // before it is Hong Kong's way.
            if hong_kong.own == 0 && share(*hong_kong) < SHARED {
                (hong_kong.pro, hong_kong.contra) = (0, hong_kong.pro.saturating_add(hong_kong.contra));
            }
        }
        let [cn, tw, hk] = REGIONS;
        let [of_cn, of_tw, of_hk] = votes;
        [(cn, of_cn), (tw, of_tw), (hk, of_hk)]
    }

    /// 裡 with 著 is Taiwan's way, 裏 with 着 Hong Kong's; both are also what converters leave.
    fn glyphs(&self) -> Option<Region> {
        let one = |[taiwan, hong_kong]: [u32; 2]| match (taiwan > 0, hong_kong > 0) {
            (true, false) => Some(Region::Tw),
            (false, true) if self.raw == 0 => Some(Region::Hk),
            _ => None,
        };
        one(self.inside).filter(|region| one(self.particle) == Some(*region))
    }

    pub(super) fn vote(&mut self, entry: Regional) {
        for (script, votes) in [(Script::Hans, &mut self.hans), (Script::Hant, &mut self.hant)] {
            let (pro, among) = match entry.hints() {
                _ if tells(entry, script) => (regions(entry), has_word(entry)),
                (hints, HINT) if entry.senses().next().is_none() => (hints, Regions::ALL),
                _ => continue,
            };
            for (region, votes) in REGIONS.into_iter().zip(votes) {
                votes.pro += u32::from(pro.has(bits(region)));
                votes.contra += u32::from(among.has(bits(region)) && !pro.has(bits(region)));
                votes.own += u32::from(entry.hints() == (bits(region), HINT));
            }
        }
    }
}

/// Adds what glyphs say for one region and against another.
fn favour(region: &mut Votes, other: &mut Votes) {
    region.pro = region.pro.saturating_add(GLYPHS);
    region.own = region.own.saturating_add(GLYPHS);
    other.contra = other.contra.saturating_add(GLYPHS);
}

fn margin(votes: Votes) -> i64 {
    i64::from(votes.pro) - i64::from(votes.contra)
}

fn share(votes: Votes) -> u32 {
    let all = u64::from(votes.pro) + u64::from(votes.contra);
    (u64::from(votes.pro) * 100 / all.max(1)) as u32
}

pub(super) fn bits(region: Region) -> Regions {
    match region {
        Region::Cn => Regions::CN,
        Region::Tw => Regions::TW,
        Region::Hk => Regions::HK,
    }
}

pub(super) fn tells(entry: Regional, script: Script) -> bool {
    let doubtful = script == Script::Hans && entry.has(Trait::AMBIGUOUS_HANS);
    !doubtful && entry.senses().next().is_some()
}

/// The regions that say a word so.
pub(super) fn regions(entry: Regional) -> Regions {
    entry.senses().fold(Regions::default(), |all, sense| all.with(sense.regions))
}

/// The regions that have a word of their own for what a word means.
pub(super) fn has_word(entry: Regional) -> Regions {
    entry.senses().fold(Regions::default(), |all, sense| all.with(known(sense.concept)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::engine::{Article, Engine};
    use crate::settings::Settings;

    fn article(text: &str) -> Article {
        Article::new(&Engine::new(Settings::default(), &[]), Document::new(text, Format::Markdown))
    }

    fn region(text: &str) -> Option<Region> {
        article(text).facts().script.region()
    }

    #[test]
    fn vocabulary_tells_the_region() {
        assert_eq!(region("這套軟體連上網路，硬碟和記憶體都換新，請重開伺服器。"), Some(Region::Tw));
        assert_eq!(region("這款軟件接入互聯網，內存和硬盤都換新，請重啟服務器。"), Some(Region::Cn));
        assert_eq!(region("电讯商在网上推出新的软件，内存和硬盘都换新，请重启服务器。"), Some(Region::Cn));
        assert_eq!(region("電訊商更新軟件，流動裝置連上網絡，私隱專員提醒市民更換伺服器密碼。"), Some(Region::Hk));
        assert_eq!(region("這篇文章說的是天氣，與電腦無關。"), None);
    }

    #[test]
    fn glyphs_tell_the_region_unless_a_converter_left_them() {
        assert_eq!(region("他看著窗外，屋裡沒有人說話，眾人都離開了這個會場。"), Some(Region::Tw));
        assert_eq!(region("他看着窗外，屋裏沒有人說話，眾人都離開了這個會場。"), Some(Region::Hk));
        assert_eq!(region("他看着窗外，屋裏沒有人說話，羣眾因爲下雨離開這個會場。"), None);
        assert_eq!(region("他看着窗外，屋裡沒有人說話，眾人都離開了這個會場。"), None);
    }

    #[test]
    fn a_mixture_tells_no_region() {
        assert_eq!(region("這套軟體連上互聯網，硬碟和內存都換新，請重啟服務器，再更新韌體。"), None);
    }

    #[test]
    fn votes_add_up_in_any_grouping() {
        let facts = |text: &str| article(text).facts().script.regions;
        let [a, b, c] = ["軟體很好。", "網絡和的士，屋裡。", "看着因爲。"].map(facts);
        let (mut left, mut right, mut tail) = (a.clone(), a, b.clone());
        left.merge(&b);
        left.merge(&c);
        tail.merge(&c);
        right.merge(&tail);
        assert_eq!(left, right);
    }
}
