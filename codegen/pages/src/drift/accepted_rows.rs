//! Compares a page with its accepted rows and title in the spec.

use super::difference::{Difference, DifferenceClass, DifferenceKind};
use super::earlier_saves::shown_rows;
use super::report::KeyedRow;
use crate::accept::digest;
use crate::facts::{SpecFacts, SpecOperation};
use crate::labels::{self, BasicLabel};
use crate::page::Page;
use dingtalk_spec::Digest;
use dingtalk_spec::address::{Address, is_same_page};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::title::is_same_title;
use std::cell::LazyCell;
use std::collections::HashMap;

/// Returns differences of the title and of rows without other differences: added, removed, or changed in text. If a
/// row's cells are ambiguous, a changed text counts as a fact.
pub(super) fn changes(
    page: &Page,
    rows: &[KeyedRow],
    said: &[Difference],
    operation: &SpecOperation,
    spec: &SpecFacts,
) -> Vec<Difference> {
    let entry = operation.page(page.language.tag(), page.url.as_deref(), page.title.as_deref());
    let Some(entry) = entry.and_then(|index| operation.pages().get(index)) else {
        return Vec::new();
    };
    let mut found: Vec<Difference> = title(page, entry, spec).into_iter().collect();
    let Some(accepted) = &entry.rows else { return found };
    let mut report = |difference: Difference, place: &NodePath| {
        let accepted = Some(entry.reviewed.value.clone());
        found.push(Difference { accepted, ..difference.at(place, &spec.sources) });
    };
    // Most pages have not changed.
    let shown = LazyCell::new(|| shown_rows(page));
    let text = |row: &KeyedRow| shown.get(row.text.as_str()).unwrap_or(&row.text).clone();
    let mut left: HashMap<&str, &Digest> = accepted.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
    for row in rows {
        let before = left.remove(row.key.as_str());
        if is_said(said, &row.key) {
            continue;
        }
        match before {
            None => {
                let difference = Difference::new(DifferenceClass::Wording, DifferenceKind::Added, &row.key);
                report(difference.page(text(row), row.line), &accepted.place);
            }
            Some(before) if before.value != digest(&row.text, page.language.tag()) => {
                let difference = match changed_host(page, row, &before.value, operation) {
                    Some((old, new)) => {
                        let difference = Difference::new(DifferenceClass::Fact, DifferenceKind::Changed, "host");
                        difference.page(new, row.line).spec(old)
                    }
                    None => {
                        let class = if row.certain { DifferenceClass::Wording } else { DifferenceClass::Fact };
                        let difference = Difference::new(class, DifferenceKind::Changed, &row.key);
                        difference.page(text(row), row.line).spec(spec.earlier_text(&before.value))
                    }
                };
                report(difference, &before.place);
            }
            Some(_) => {}
        }
    }
    for removed in accepted.iter().filter(|entry| left.contains_key(entry.key.as_str())) {
        if !is_said(said, removed.key.as_str()) {
            let difference = Difference::new(DifferenceClass::Wording, DifferenceKind::Removed, removed.key.as_str());
            report(difference.spec(spec.earlier_text(&removed.value.value)), &removed.value.place);
        }
    }
    found
}

/// Returns the old and the new host of a row in which only the host changed, to another one of the spec. Any host of the
/// spec is right for a page that was not accepted yet.
fn changed_host<'a>(
    page: &'a Page,
    row: &KeyedRow,
    before: &str,
    operation: &'a SpecOperation,
) -> Option<(&'a str, &'a str)> {
    let new = page.basics.host.as_ref()?.text.as_str();
    let hosts = operation.facts.dialect.hosts.iter().map(|url| Address::of(&url.value).host());
    let mut others = hosts.filter(|host| *host != new && row.text.contains(new));
    let old = others.find(|old| digest(&row.text.replace(new, old), page.language.tag()) == before)?;
    Some((old, new))
}

/// Returns a changed title, only if the URLs match: the title of copied text is a guess.
fn title(page: &Page, entry: &dingtalk_spec::PageDecl, spec: &SpecFacts) -> Option<Difference> {
    let urls = page.url.as_deref().zip(entry.url.as_ref());
    urls.filter(|(url, own)| is_same_page(url, &own.value))?;
    let title = page.title.as_deref().filter(|title| !is_same_title(title, &entry.title.value))?;
    let difference = Difference::new(DifferenceClass::Wording, DifferenceKind::Changed, "title").page(title, None);
    Some(difference.spec(&entry.title.value).at(&entry.title.place, &spec.sources))
}

/// Returns `true` if a fact difference covers a row or one of its cells.
pub(super) fn is_said(said: &[Difference], row: &str) -> bool {
    // ` #` starts the number of another row with the same name.
    let is_cell = |rest: &str| rest.is_empty() || rest.starts_with(' ') && !rest.starts_with(" #");
    let is_about = |fact: &str, row: &str| fact.strip_prefix(row).is_some_and(is_cell);
    let rows = match row.strip_prefix("basic ") {
        None => &[row][..],
        Some(label) => stated(label),
    };
    let mut facts = said.iter().filter(|difference| difference.class == DifferenceClass::Fact);
    facts.any(|difference| rows.iter().any(|row| is_about(&difference.fact, row)))
}

/// Returns the facts that a basic information row states.
fn stated(label: &str) -> &'static [&'static str] {
    match labels::basic(label) {
        Some(BasicLabel::Url) => &["url", "host"],
        Some(BasicLabel::Method) => &["method"],
        Some(BasicLabel::Apps) => &["app"],
        Some(BasicLabel::Permissions) => &["permission"],
        None => &[],
    }
}
