//! Changes that only accepted rows reveal: changed texts with equal facts, and joined rows that still fit the spec.

use crate::changes::{self, Outcome, forms};
use crate::support::{drift, each, read, spec};
use dingtalk_generated_pages::{Mutation, SavedFormat, Style, Visibility, pages};
use dingtalk_pages::{DifferenceClass, SpecFacts};

/// Minimum number of changes: in joined text and in the other formats.
const CHANGES: [usize; 2] = [2_500, 750];

/// The spec after accepting all pages in a format.
fn accepted(form: SavedFormat) -> SpecFacts {
    let spec = spec();
    let read: Vec<_> = pages().iter().map(|page| read(page, form.into())).collect();
    let rewrite = dingtalk_pages::accept(&dingtalk_pages::drift(&read, &spec), &spec, "2026-11-23");
    assert!(rewrite.left.is_empty(), "{form:?}: {:#?}", rewrite.left);
    let mut texts = dingtalk_generated_pages::spec();
    texts.extend(rewrite.files.clone());
    SpecFacts::load_texts(texts).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

/// A page accepted in one format agrees in all.
#[test]
fn rows_accepted_in_one_form_agree_in_every_other() {
    let pages = pages();
    for of in [SavedFormat::Html, SavedFormat::MarkdownBold, SavedFormat::Joined] {
        let spec = accepted(of);
        let cases: Vec<_> = pages.iter().flat_map(|page| SavedFormat::ALL.map(|form| (page, form))).collect();
        let wrong = each(&cases, |(page, form)| {
            let drift = drift(page, Style::from(*form), &spec);
            (!drift.agrees_in_words()).then(|| format!("{} in {form:?}\n{drift}", page.name))
        });
        let wrong: Vec<_> = wrong.into_iter().flatten().collect();
        assert!(wrong.is_empty(), "accepted as {of:?}, {} differ:\n{}", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn every_change_of_a_text_is_named_once_rows_were_accepted() {
    changes::check(&accepted(SavedFormat::Html), CHANGES, outcomes);
}

fn outcomes(number: usize, mutation: &Mutation, spec: &SpecFacts) -> Vec<Outcome> {
    let needs = |form: &SavedFormat| match mutation.visibility {
        Visibility::Accepted => true,
        // Joined rows reveal every change then.
        Visibility::Separated | Visibility::Always => !form.separates(),
        Visibility::Example => false,
    };
    let outcome = |form: SavedFormat| {
        let drift = drift(&mutation.page, form.into(), spec);
        let mut said =
            drift.differences().filter(|one| matches!(one.class, DifferenceClass::Fact | DifferenceClass::Wording));
        let named = said.any(|one| mutation.is_named(&one.fact, false));
        Outcome::new(mutation, form.into(), named, &drift)
    };
    forms(number).into_iter().filter(needs).map(outcome).collect()
}
