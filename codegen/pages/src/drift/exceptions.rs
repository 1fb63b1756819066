//! Applies a spec's exceptions: recorded differences are suppressed, stale exceptions are reported.

use super::difference::{Difference, DifferenceClass, DifferenceKind};
use crate::facts::{SpecFacts, SpecOperation};
use dingtalk_spec::ExceptionDecl;

/// Suppresses excepted differences for a language and reports stale exceptions.
pub(super) fn apply(differences: &mut Vec<Difference>, operation: &SpecOperation, language: &str, spec: &SpecFacts) {
    for entry in operation.file.except.iter().flatten().filter(|entry| is_on(entry, language)) {
        let is_it =
            |difference: &Difference| difference.class == DifferenceClass::Fact && difference.fact == entry.fact.value;
        let is_excepted = |difference: &&mut Difference| is_it(difference) && says(difference) == entry.says.value;
        // A page may say it twice.
        let mut excepted = differences.iter_mut().filter(is_excepted).peekable();
        if excepted.peek().is_some() {
            excepted.for_each(|difference| *difference = note(difference, entry));
            continue;
        }
        let now = differences.iter().find(|difference| is_it(difference)).map(says);
        let message = stale(entry, now, operation.statement(&entry.fact.value));
        let fact = format!("except {}", entry.fact.value);
        let stale = Difference::new(DifferenceClass::Fact, DifferenceKind::Changed, fact);
        differences.push(stale.page(message, None).at(&entry.place, &spec.sources));
    }
}

/// Returns the note in place of a difference that an entry covers.
fn note(difference: &Difference, entry: &ExceptionDecl) -> Difference {
    let message = format!("says `{}`; the spec differs on purpose: {}", entry.says.value, entry.because.value);
    Difference { page_line: difference.page_line, ..Difference::note(&difference.fact, message) }
}

/// Explains a stale exception. `page` is what the page states if it differs from the spec, `statement` is what the spec
/// states.
fn stale(entry: &ExceptionDecl, page: Option<&str>, statement: Option<String>) -> String {
    let says = &entry.says.value;
    match (page, statement) {
        (Some(page), statement) => {
            let spec = statement.unwrap_or_else(|| "does not know it".to_owned());
            format!(
                "the entry has `{says}`, the page says `{page}`, and the spec {spec}: fix the entry, or take it out"
            )
        }
        (None, Some(spec)) => {
            format!(
                "the entry has `{says}`, which the page does not say any more, and the spec {spec}: take the entry out"
            )
        }
        (None, None) => format!(
            "the entry has `{says}`, and neither the page nor the spec has a fact of this name: fix the name, or take the entry out"
        ),
    }
}

fn is_on(entry: &ExceptionDecl, language: &str) -> bool {
    entry.on.as_ref().is_none_or(|languages| languages.iter().any(|on| on.value == language))
}

/// Returns what the page states, in the terms of an exception.
pub(crate) fn says(difference: &Difference) -> &str {
    match difference.change {
        DifferenceKind::Added => "listed",
        DifferenceKind::Removed => "nothing",
        DifferenceKind::Changed => &difference.page_says,
    }
}
