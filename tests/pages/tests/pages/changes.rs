//! No false negatives: every change of one cell is reported in every format.

use crate::support::{drift, each, spec};
use dingtalk_generated_pages::{Mutation, Page, PageLayout, SavedFormat, Style, Visibility, pages};
use dingtalk_pages::{DifferenceClass, Drift, SpecFacts};
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;

/// Minimum number of changes: in joined text and in the other formats.
const CHANGES: [usize; 2] = [2_500, 7_500];

/// Result of a change in one format.
pub(crate) struct Outcome {
    form: SavedFormat,
    /// Report of a missed change.
    missed: Option<String>,
}

impl Outcome {
    pub(crate) fn new(mutation: &Mutation, style: Style, named: bool, drift: &Drift) -> Self {
        let said = || {
            let said = drift.differences().map(|one| format!("{:?} {:?} {}", one.class, one.change, one.fact));
            let said: Vec<_> = said.collect();
            format!("{} {:?}: {}\n    said: {}", mutation.page.name, style.form, mutation.change, said.join("; "))
        };
        Self { form: style.form, missed: (!named).then(said) }
    }
}

/// Number of changes and of detected ones, by kind of cell and format.
#[derive(Default)]
struct Counts {
    cells: BTreeMap<&'static str, BTreeMap<SavedFormat, (usize, usize)>>,
    missed: Vec<String>,
}

impl Counts {
    fn add(&mut self, mutation: &Mutation, outcomes: Vec<Outcome>) {
        for Outcome { form, missed } in outcomes {
            let (all, seen) = self.cells.entry(mutation.cell).or_default().entry(form).or_default();
            *all += 1;
            *seen += usize::from(missed.is_none());
            self.missed.extend(missed);
        }
    }

    /// Asserts that every change is detected, and a minimum number of changes.
    fn check(&self, [joined, separated]: [usize; 2]) {
        let table = self.table();
        println!("{table}");
        assert!(self.missed.is_empty(), "{} changes were missed:\n{}", self.missed.len(), self.missed.join("\n"));
        let all = self.cells.values().flatten().map(|(form, (all, _))| (form.separates(), *all));
        for (separates, at_least) in [(false, joined), (true, separated)] {
            let total: usize = all.clone().filter(|(of, _)| *of == separates).map(|(_, all)| all).sum();
            assert!(total >= at_least, "there are no more than {total} changes, with separators: {separates}");
        }
    }

    /// Formats one line per kind of cell.
    fn table(&self) -> String {
        let mut text = format!("{:20}", "");
        for form in SavedFormat::ALL {
            let _ = write!(text, "{:>14}", format!("{form:?}"));
        }
        for (cell, forms) in &self.cells {
            let _ = write!(text, "\n{cell:20}");
            for form in SavedFormat::ALL {
                let (all, seen) = forms.get(&form).copied().unwrap_or_default();
                let _ = write!(text, "{:>14}", format!("{seen}/{all}"));
            }
        }
        text
    }
}

/// Checks every change of every page, with a minimum number of them.
pub(crate) fn check(
    spec: &SpecFacts,
    at_least: [usize; 2],
    outcomes: impl Fn(usize, &Mutation, &SpecFacts) -> Vec<Outcome> + Sync,
) {
    let mutations: Vec<_> = pages().iter().flat_map(Page::mutations).enumerate().collect();
    let mut counts = Counts::default();
    let found = each(&mutations, |(number, mutation)| outcomes(*number, mutation, spec));
    for ((_, mutation), outcomes) in mutations.iter().zip(found) {
        counts.add(mutation, outcomes);
    }
    counts.check(at_least);
}

#[test]
fn every_change_of_a_cell_is_named_in_every_form() {
    check(&spec(), CHANGES, outcomes);
}

fn outcomes(number: usize, mutation: &Mutation, spec: &SpecFacts) -> Vec<Outcome> {
    let shows = |style: &Style| match mutation.visibility {
        Visibility::Always | Visibility::Example => mutation.shows(*style),
        Visibility::Separated => mutation.shows(*style) && style.form.separates(),
        Visibility::Accepted => false,
    };
    let outcome = |style: Style| {
        let drift = drift(&mutation.page, style, spec);
        Outcome::new(mutation, style, names(&drift, mutation, style.form), &drift)
    };
    styles(number).filter(shows).map(outcome).collect()
}

/// Formats for a change, in rotation: one each of HTML, Markdown and separated text, and joined text. `EVERY_FORM`
/// selects all.
pub(crate) fn forms(number: usize) -> Vec<SavedFormat> {
    if env::var_os("EVERY_FORM").is_some() {
        return SavedFormat::ALL.to_vec();
    }
    let markdown =
        [SavedFormat::Markdown, SavedFormat::MarkdownBold, SavedFormat::MarkdownBare, SavedFormat::MarkdownHtml];
    let html = [SavedFormat::Html, SavedFormat::HtmlFlat];
    let text = [SavedFormat::Tabs, SavedFormat::LinesListed, SavedFormat::Lines, SavedFormat::TabsListed];
    let mut forms = vec![html[number % 2], markdown[number % 4], text[number / 2 % 4], SavedFormat::Joined];
    forms.extend(number.is_multiple_of(4).then_some(SavedFormat::JoinedListed));
    forms
}

/// Styles for a change, with wordings and layouts in rotation.
fn styles(number: usize) -> impl Iterator<Item = Style> {
    forms(number).into_iter().enumerate().map(move |(at, form)| {
        let layout = if (number / 4 + at).is_multiple_of(5) { PageLayout::Older } else { PageLayout::Current };
        Style { form, layout, wording: (number / 8 + at) % Style::WORDINGS }
    })
}

/// Returns `true` if one of the facts is reported.
fn names(drift: &Drift, mutation: &Mutation, form: SavedFormat) -> bool {
    let example = mutation.visibility == Visibility::Example;
    let mut said = drift.differences().filter(|one| example || one.class == DifferenceClass::Fact);
    // With one line per cell, an unknown flag keeps the row joined.
    let lines = matches!(form, SavedFormat::Lines | SavedFormat::LinesListed);
    let separated = form.separates() && !(lines && mutation.cell == "required");
    said.any(|one| mutation.is_named(&one.fact, separated))
}
