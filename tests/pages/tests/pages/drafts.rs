//! Drafts: whatever form a page was saved in, `check` takes its draft, which says what the page says, or marks the place.

use crate::support::{each, read};
use dingtalk_codegen::docs::{self, Class, SpecFacts};
use dingtalk_pages::{Form, Page, Style, pages};
use std::collections::BTreeMap;

/// The draft of a page that was saved in a form, as a spec of its own, and how many marks it has.
fn draft(page: &Page, form: Form) -> (BTreeMap<String, String>, usize) {
    let draft = read(page, form.into()).draft("2026-11-22", None);
    let folder = draft.file().split('/').next().unwrap_or_default().to_owned();
    let mut texts = dingtalk_pages::spec();
    texts.retain(|name, _| name == "api.yaml");
    for api in texts.values_mut() {
        let described = api.find("services:").unwrap_or_default()..api.find("errors:").unwrap_or_default();
        api.replace_range(described, &format!("services:\n  {folder}: {{ doc: What is drafted. }}\n\n"));
    }
    texts.insert(draft.file(), draft.text().to_owned());
    (texts, draft.marks())
}

#[test]
fn a_draft_says_what_its_page_says_or_marks_the_place() {
    let pages = pages();
    let cases: Vec<_> = pages.iter().flat_map(|page| Form::ALL.map(|form| (page, form))).collect();
    let wrong = each(&cases, |(page, form)| {
        let (texts, marks) = draft(page, *form);
        let shown = || texts.values().next_back().cloned().unwrap_or_default();
        let spec = match SpecFacts::load_texts(texts.clone()) {
            Ok(spec) => spec,
            Err(diagnostics) => return Some(format!("{} in {form:?}:\n{diagnostics}\n{}", page.name, shown())),
        };
        // With separators, the page says for certain what the draft has to say.
        let drift = docs::drift(&[read(page, Style::from(Form::Tabs))], &spec);
        let differ = drift.differences().filter(|one| one.class() == Class::Fact).count();
        let allowed = if form.separates() { 0 } else { marks };
        (differ > allowed || drift.unmatched().count() > 0)
            .then(|| format!("{} in {form:?}, {marks} marks:\n{drift}\n{}", page.name, shown()))
    });
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {} drafts are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
