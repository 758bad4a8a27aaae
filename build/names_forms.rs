//! The forms of one entry: right ones in both scripts with their guards, wrong ones with what is right.

use std::collections::HashSet;

use super::super::model::{Bad, Guard, Level, Role};
use super::super::spell::has_han;
use super::{Entry, FullWrong, Right, Spelling, Wrong};

impl Entry {
    /// Every right form in both scripts; the first is the house form. `simplify` tells what a form that
    /// only Traditional text has (輝達) looks like in Simplified text.
    pub fn right_forms(&self, simplify: &dyn Fn(&str) -> String) -> Result<Vec<Right>, String> {
        let mut forms = Vec::new();
        if let Some(en) = &self.name.en {
            forms.push(Right::one(en, Role::House));
        }
        match (&self.name.hans, &self.name.hant) {
            (Some(hans), Some(hant)) => {
                forms.push(Right { hans: hans.clone(), hant: hant.clone(), role: Role::House });
            }
            (Some(one), None) | (None, Some(one)) => forms.push(Right::one(one, Role::House)),
            (None, None) => {}
        }
        for form in [&self.name.tw, &self.name.hk].into_iter().flatten() {
            // Taiwan writes Android as the English do.
            if forms.iter().all(|right| right.hant != *form) {
                forms.push(Right { hans: simplify(form), hant: form.clone(), role: Role::Regional });
            }
        }
        let of =
            |spelling: &Spelling, role: Role| spelling.both(simplify).map(|(hans, hant)| Right { hans, hant, role });
        forms.extend(self.short.iter().filter_map(|s| of(s, Role::Short)));
        forms.extend(self.alt.iter().filter_map(|s| of(s, Role::Alt)));
        for former in &self.former {
            let until = former.until.as_deref().map(year_month).transpose()?;
            forms.extend(of(&former.name, Role::Former { until }));
        }
        forms.extend(self.compound_ok.iter().map(|form| Right::one(form, Role::Compound)));
        Ok(forms)
    }

    /// The guard written for a form, by either script's spelling.
    pub fn guard_of(&self, hans: &str, hant: &str) -> Guard {
        let guard = self.guard.iter().find(|g| g.form == hans || g.form == hant);
        guard.map_or_else(Guard::default, |g| Guard {
            word: g.word,
            not_before: g.not_before.clone(),
            not_after: g.not_after.clone(),
            needs: g.needs.clone(),
            unless: g.unless.clone(),
        })
    }

    /// A guard guards a form, and no form stands twice.
    pub fn forms_fit(&self) -> Result<(), String> {
        let forms = self.right_forms(&str::to_owned)?;
        let known = |form: &String| forms.iter().any(|right| right.hans == *form || right.hant == *form);
        if let Some(guard) = self.guard.iter().find(|g| !known(&g.form)) {
            return Err(format!("guard for \"{}\", which is no form of the entity", guard.form));
        }
        let mut seen = HashSet::new();
        match forms.iter().find(|right| !seen.insert((&right.hans, &right.hant))) {
            Some(twice) => Err(format!("\"{}\" stands twice", twice.hans)),
            None => Ok(()),
        }
    }

    pub fn wrong_forms(&self) -> Result<Vec<Bad>, String> {
        self.bad.iter().map(|wrong| self.wrong_form(wrong)).collect()
    }

    fn wrong_form(&self, wrong: &Wrong) -> Result<Bad, String> {
        let full = match wrong {
            Wrong::Form(form) => &FullWrong::of(form),
            Wrong::Full(full) => full,
        };
        let (hans, hant) = match &full.right {
            Some(right) => right.both(&str::to_owned).ok_or("an empty replacement")?,
            None => self.name_like(&full.form)?,
        };
        let suggested = match full.fix.as_deref() {
            None | Some("safe") => false,
            Some("suggested") => true,
            Some(other) => return Err(format!("fix \"{other}\" is none of safe, suggested")),
        };
        let guard = Guard {
            word: false,
            not_before: full.not_before.clone(),
            not_after: full.not_after.clone(),
            needs: full.needs.clone(),
            unless: full.unless.clone(),
        };
        Ok(Bad { form: full.form.clone(), hans, hant, level: full.level, suggested, guard })
    }

    /// The entity's own name in the kind of letters that the wrong form has.
    fn name_like(&self, form: &str) -> Result<(String, String), String> {
        let found = if has_han(form) {
            let hans = self.name.hans.clone().or(self.name.hant.clone());
            hans.map(|hans| (hans.clone(), self.name.hant.clone().unwrap_or(hans)))
        } else {
            self.name.en.clone().map(|en| (en.clone(), en))
        };
        found.ok_or_else(|| format!("wrong form \"{form}\" wants a replacement: use = \"…\""))
    }
}

impl Spelling {
    fn both(&self, simplify: &dyn Fn(&str) -> String) -> Option<(String, String)> {
        match self {
            Self::One(form) => Some((form.clone(), form.clone())),
            Self::Both { hans: Some(hans), hant } => Some((hans.clone(), hant.as_ref().unwrap_or(hans).clone())),
            Self::Both { hans: None, hant } => hant.as_ref().map(|hant| (simplify(hant), hant.clone())),
        }
    }
}

impl Right {
    fn one(form: &str, role: Role) -> Self {
        Self { hans: form.to_owned(), hant: form.to_owned(), role }
    }
}

/// `2021` is (2021, 0), `2021-10` is (2021, 10).
fn year_month(text: &str) -> Result<(u16, u8), String> {
    let (year, month) = text.split_once('-').unwrap_or((text, "0"));
    match (year.parse(), month.parse()) {
        (Ok(year), Ok(month)) if month <= 12 => Ok((year, month)),
        _ => Err(format!("until = \"{text}\" is no year or year-month")),
    }
}

impl FullWrong {
    fn of(form: &str) -> Self {
        Self {
            form: form.to_owned(),
            right: None,
            level: Level::Warning,
            fix: None,
            not_before: String::new(),
            not_after: String::new(),
            needs: Vec::new(),
            unless: Vec::new(),
        }
    }
}
