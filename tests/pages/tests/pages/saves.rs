//! Two saves of a page are compared without a spec.

use crate::changes::{self, Outcome, forms};
use crate::drafts::hides_a_cell;
use crate::support::{each, read};
use dingtalk_generated_pages::{Mutation, Page, SavedFormat, Style, Visibility, pages};
use dingtalk_pages::{DifferenceClass, Drift, SpecFacts, diff_pages};

/// Minimum number of changes: in joined text and in the other formats.
const CHANGES: [usize; 2] = [1_200, 3_700];

#[test]
fn every_change_of_a_cell_is_named_between_two_saves() {
    changes::check(&crate::support::spec(), CHANGES, outcomes);
}

fn outcomes(number: usize, mutation: &Mutation, _: &SpecFacts) -> Vec<Outcome> {
    let before = pages().into_iter().find(|page| page.name == mutation.page.name).expect("the unchanged page");
    let outcome = |style: Style| {
        let drift = diff_pages(&read(&before, style), &read(&mutation.page, style));
        Outcome::new(mutation, style, names(&drift, mutation, style.form), &drift)
    };
    let styles = forms(number).into_iter().skip(number % 2).step_by(2).map(Style::from);
    styles.filter(|style| mutation.shows(*style)).map(outcome).collect()
}

/// Returns `true` if the change is reported. In joined text, the code of an error row can be read in several ways, so
/// a report about any error row counts.
fn names(drift: &Drift, mutation: &Mutation, form: SavedFormat) -> bool {
    let lines = matches!(form, SavedFormat::Lines | SavedFormat::LinesListed);
    let hides = hides_a_cell(&mutation.page, form) || lines && mutation.cell == "required";
    let separated = form.separates() && !hides;
    let is_fact = mutation.visibility == Visibility::Always && separated;
    let is_named = |fact: &str| {
        let row = fact.split_once(" value ").map_or(fact, |(row, _)| row);
        let names_error = || mutation.facts.iter().any(|fact| fact.starts_with("error "));
        let is_error = !separated && fact.starts_with("error ") && names_error();
        is_error || mutation.is_named(fact, separated) || mutation.is_named(row, separated)
    };
    drift.differences().any(|one| (!is_fact || one.class == DifferenceClass::Fact) && is_named(&one.fact))
}

#[test]
fn saves_in_two_formats_have_the_same_facts() {
    let pages = pages();
    let pairs = SavedFormat::ALL.iter().flat_map(|old| SavedFormat::ALL.iter().map(move |new| (*old, *new)));
    let all: Vec<_> = pairs.flat_map(|pair| pages.iter().map(move |page| (page, pair))).collect();
    let compare = |(page, (old, new)): &(&Page, (SavedFormat, SavedFormat))| {
        let drift = diff_pages(&read(page, Style::from(*old)), &read(page, Style::from(*new)));
        let differs = drift.differences().any(|one| one.class == DifferenceClass::Fact);
        differs.then(|| format!("{old:?} {new:?}\n{drift}"))
    };
    let differing: Vec<String> = each(&all, compare).into_iter().flatten().collect();
    assert!(differing.is_empty(), "{} of {} differ:\n{}", differing.len(), all.len(), differing.join("\n"));
}
