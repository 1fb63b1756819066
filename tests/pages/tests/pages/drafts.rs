//! Drafts in every format pass `check`, and state what the page states or have a mark there.

use crate::support::{each, read};
use dingtalk_generated_pages::{Page, SavedFormat, Style, pages};
use dingtalk_pages::{Difference, DifferenceClass, DifferenceKind, SpecFacts};
use std::collections::BTreeMap;

/// Mark of an error table.
const OF_TABLE: &str = "the cells of these rows are joined";

/// Drafts a page as a spec of its own.
fn draft(page: &Page, form: SavedFormat) -> BTreeMap<String, String> {
    let draft = read(page, form.into()).draft("2026-11-22", None);
    let folder = draft.file().split('/').next().unwrap_or_default().to_owned();
    let mut texts = dingtalk_generated_pages::spec();
    texts.retain(|name, _| name == "api.yaml");
    for api in texts.values_mut() {
        let described = api.find("services:").unwrap_or_default()..api.find("errors:").unwrap_or_default();
        api.replace_range(described, &format!("services:\n  {folder}: {{ doc: What is drafted. }}\n\n"));
    }
    texts.insert(draft.file(), draft.text.clone());
    texts
}

/// Returns `true` if a fact has a review mark: on its line, right above, or on the enclosing entry. The mark of a whole
/// error table marks no row.
fn is_marked(one: &Difference, texts: &BTreeMap<String, String>) -> bool {
    let file = texts.iter().find(|(name, _)| one.position.as_ref().is_some_and(|at| at.file.ends_with(name.as_str())));
    let lines: Vec<&str> = file.map(|(_, text)| text.lines().collect()).unwrap_or_default();
    let Some(at) = one.position.as_ref().and_then(|at| at.line.checked_sub(1)).filter(|at| *at < lines.len()) else {
        return false;
    };
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let holder = (0..at).rev().find(|above| indent(lines[*above]) < indent(lines[at]));
    let above = |at: usize| lines[..at].iter().rev().take_while(|line| line.trim_start().starts_with('#'));
    let has_mark =
        |at: usize| above(at).chain([&lines[at]]).any(|line| line.contains("# review:") && !line.contains(OF_TABLE));
    [Some(at), holder].into_iter().flatten().any(has_mark)
}

/// Returns `true` if a row of errors has an empty cell and the format a line per cell, which does not show it.
pub(crate) fn hides_a_cell(page: &Page, form: SavedFormat) -> bool {
    let has_empty = page.errors.iter().any(|row| row.message.as_deref() == Some("") || row.description.is_empty());
    has_empty && matches!(form, SavedFormat::Lines | SavedFormat::LinesListed)
}

/// Checks each page in each format. `wrong` reports what is wrong with one.
pub(crate) fn assert_each(pages: &[Page], wrong: impl Fn(&Page, SavedFormat) -> Option<String> + Sync) {
    let cases: Vec<_> = pages.iter().flat_map(|page| SavedFormat::ALL.map(|form| (page, form))).collect();
    let wrong: Vec<_> = each(&cases, |(page, form)| wrong(page, *form)).into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {} drafts are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Returns what is wrong with the draft of a page: it does not pass the checker, or differs from the page without a mark.
pub(crate) fn wrong_draft(page: &Page, form: SavedFormat) -> Option<String> {
    let texts = draft(page, form);
    let shown = || texts.values().next_back().cloned().unwrap_or_default();
    let spec = match SpecFacts::load_texts(texts.clone()) {
        Ok(spec) => spec,
        Err(diagnostics) => return Some(format!("{} in {form:?}:\n{diagnostics}\n{}", page.name, shown())),
    };
    // The format with separators is unambiguous.
    let drift = dingtalk_pages::drift(&[read(page, Style::from(SavedFormat::Tabs))], &spec);
    let differ = || drift.differences().filter(|one| one.class == DifferenceClass::Fact);
    let (marked, unmarked): (Vec<_>, Vec<_>) = differ().partition(|one| is_marked(one, &texts));
    // The true reading of a marked row is not in the draft.
    let instead = unmarked.iter().filter(|one| one.change == DifferenceKind::Added).count();
    let is_right = if form.separates() && !hides_a_cell(page, form) {
        marked.is_empty() && unmarked.is_empty()
    } else {
        instead == unmarked.len() && instead <= marked.len()
    };
    (!is_right || !drift.unmatched.is_empty()).then(|| format!("{} in {form:?}:\n{drift}\n{}", page.name, shown()))
}

#[test]
fn a_draft_states_the_facts_of_its_page_or_marks_them() {
    assert_each(&pages(), wrong_draft);
}

#[test]
fn a_page_agrees_with_its_draft_without_exceptions() {
    assert_each(&pages(), |page, form| {
        let texts = draft(page, form);
        let text = texts.values().next_back().map(String::as_str).unwrap_or_default();
        let spec = SpecFacts::load_texts(texts.clone()).expect("a draft passes the checker");
        let drift = dingtalk_pages::drift(&[read(page, form.into())], &spec);
        let is_right = drift.agrees() && !text.contains("\nexcept:");
        (!is_right).then(|| format!("{} in {form:?}:\n{drift}\n{text}", page.name))
    });
}
