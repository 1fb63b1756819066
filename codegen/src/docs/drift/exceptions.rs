//! What a spec records that its pages say otherwise: it is no difference, and what does not hold any more is one.

use super::difference::{Change, Class, Difference};
use crate::docs::facts::{Operation, SpecFacts};
use crate::spec::Exception;

/// Takes out what the spec excepts for pages of a language, and adds the exceptions that do not hold any more.
pub(super) fn apply(differences: &mut Vec<Difference>, operation: &Operation, language: &str, spec: &SpecFacts) {
    for entry in operation.file.except.iter().flatten().filter(|entry| is_on(entry, language)) {
        let is_it =
            |difference: &&mut Difference| difference.class == Class::Fact && difference.fact == entry.fact.value;
        match differences.iter_mut().find(is_it) {
            Some(difference) if says(difference) == entry.says.value => {
                let message =
                    format!("says `{}`; the spec differs on purpose: {}", entry.says.value, entry.because.value);
                *difference =
                    Difference { page_line: difference.page_line, ..Difference::note(&difference.fact, message) };
            }
            other => {
                let now = other.map_or("what the spec says", |difference| says(difference)).to_owned();
                let stale = Difference::new(Class::Fact, Change::Changed, format!("except {}", entry.fact.value));
                differences.push(stale.page(now, None).spec(&entry.says.value).at(&entry.place, &spec.sources));
            }
        }
    }
}

fn is_on(entry: &Exception, language: &str) -> bool {
    entry.on.as_ref().is_none_or(|languages| languages.iter().any(|on| on.value == language))
}

/// What the page says, in the words of an exception.
fn says(difference: &Difference) -> &str {
    match difference.change {
        Change::Added => "listed",
        Change::Gone => "nothing",
        Change::Changed => &difference.page_says,
    }
}
