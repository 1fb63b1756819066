//! Compares pages with a spec in both directions.

mod accepted_rows;
mod alignment;
mod basic_info_comparison;
mod comparison;
mod difference;
mod earlier_saves;
mod error_comparison;
mod example_comparison;
mod exceptions;
mod excerpt;
mod field_comparison;
mod operation_matching;
mod output;
mod page_diff;
mod page_facts;
mod read_errors;
mod report;
mod resolved_rows;
mod whole_value;

#[cfg(test)]
mod tests;

pub(crate) use comparison::compare;
pub use difference::{Difference, DifferenceClass, DifferenceKind, SourceLocation};
pub(crate) use exceptions::says;
pub use page_diff::diff_pages;
pub use report::{Drift, MissingPage, PageDrift, UnmatchedPage};

use super::facts::SpecFacts;
use super::page::Page;

/// Compares pages with a spec.
///
/// The operation of a page is found by URL or title, by method and path, or by the most similar path. The path alone
/// counts only if no other page is known to describe the operation, and with a different title or URL only if the rows
/// are similar too.
#[must_use]
pub fn drift(pages: &[Page], spec: &SpecFacts) -> Drift {
    let mut drift = Drift { spec: spec.folder.clone(), ..Drift::default() };
    for (page, found) in pages.iter().zip(operation_matching::find(pages, spec)) {
        match found {
            Some(number) => drift.pages.push(comparison::compare(page, spec, number)),
            None => drift.unmatched.push(unmatched(page)),
        }
    }
    drift.missing = missing(&drift, spec);
    drift
}

fn unmatched(page: &Page) -> UnmatchedPage {
    let text = |fact: &Option<super::page::PageText>| fact.as_ref().map(|fact| fact.text.clone());
    let endpoint = [text(&page.basics.method), text(&page.basics.path)].into_iter().flatten().collect::<Vec<_>>();
    let endpoint = (!endpoint.is_empty()).then(|| endpoint.join(" "));
    UnmatchedPage { file: page.file.clone(), title: page.title.clone(), endpoint }
}

/// Returns the pages that the spec lists but that were not given.
fn missing(drift: &Drift, spec: &SpecFacts) -> Vec<MissingPage> {
    let given = |number: usize, language: &str| {
        drift.pages.iter().any(|page| page.operation == Some(number) && page.language == language)
    };
    let mut missing = Vec::new();
    for (number, operation) in spec.operations.iter().enumerate() {
        for page in operation.pages().iter().filter(|page| !given(number, &page.language.value)) {
            let (language, title) = (page.language.value.clone(), page.title.value.clone());
            missing.push(MissingPage { operation: operation.file_name.clone(), language, title });
        }
    }
    missing
}
