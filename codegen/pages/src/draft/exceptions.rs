//! Exceptions for the facts in which a draft differs from its page.

use super::review_marks::{clean, quoted};
use super::yaml_layout::{YamlItem, YamlMap, YamlValue};
use crate::drift::{Difference, DifferenceClass, DifferenceKind, compare, says};
use crate::{Page, SpecFacts};
use dingtalk_codegen::resolve::fact_names::is_name;
use std::collections::HashSet;

/// The fact that `api.yaml` states.
const HOST: &str = "host";

/// Compares a page with its draft. Where the page contradicts itself, a fact differs, since a spec states it once: each
/// such fact becomes an exception. Facts that the draft cannot express have marks of their own.
pub(super) fn exceptions(
    page: &Page,
    file: &str,
    text: &str,
    dialect: usize,
    spec: Option<&SpecFacts>,
) -> Vec<YamlItem> {
    let drafted = SpecFacts::of_draft(file, text, dialect, spec);
    let Some(drift) = (!drafted.operations.is_empty()).then(|| compare(page, &drafted, 0)) else { return Vec::new() };
    let facts = drift.differences.iter().filter(|difference| difference.class == DifferenceClass::Fact);
    // An unknown host has a mark of its own, and `api.yaml` cannot name one for some operations.
    let mut seen: HashSet<&str> = (!page.basics.is_of_older_host()).then_some(HOST).into_iter().collect();
    facts.filter(|difference| seen.insert(&difference.fact)).filter_map(exception).collect()
}

/// Returns `None` for text that a spec cannot hold.
fn exception(difference: &Difference) -> Option<YamlItem> {
    let is_clean = |text: &str| clean(text).is_some_and(|clean| clean == text);
    let (fact, says) = (difference.fact.as_str(), says(difference));
    if !is_name(fact) || !is_clean(fact) || !is_clean(says) {
        return None;
    }
    let (because, mark) = reason(difference)?;
    let map = YamlMap::new().with("fact", YamlValue::text(fact)).with("says", YamlValue::text(says));
    let map = map.with("because", YamlValue::text(because));
    Some(YamlItem { value: YamlValue::Map(map), marks: mark.map(str::to_owned).into_iter().collect() })
}

/// Returns the reason, and what a person is to find out; `None` if the page does not contradict itself.
fn reason(difference: &Difference) -> Option<(String, Option<&'static str>)> {
    if difference.fact.starts_with("path ") && difference.fact.ends_with(" required") {
        return Some(("A path has all its parameters.".to_owned(), None));
    }
    if difference.fact == HOST {
        return Some(("The operation is on the older host.".to_owned(), None));
    }
    let is_of_example = difference.fact.starts_with("example ");
    let is_repeated_row = difference.fact.starts_with("error ") && difference.fact.contains(" #");
    let reason = match difference.change {
        DifferenceKind::Changed if is_of_example => format!("The table says {}.", quoted(&difference.spec_says)),
        DifferenceKind::Added if is_of_example => "No row of the page lists it.".to_owned(),
        DifferenceKind::Added if is_repeated_row => "Another row has the same status and code.".to_owned(),
        // From an example, or the path.
        DifferenceKind::Removed => "Another part of the page has it.".to_owned(),
        DifferenceKind::Added | DifferenceKind::Changed => return None,
    };
    Some((reason, Some("the page contradicts itself: find out what the service does")))
}
