//! Pages against a spec: what each states that the spec does not, and the other way round.

mod difference;
mod report;

pub use difference::{Change, Class, Difference};
pub use report::{Drift, PageDrift};

use super::facts::SpecFacts;
use super::page::Page;

/// Compares pages with a spec. Which operation a page describes is found by its address or title, by method and path, or by the
/// nearest path.
#[must_use]
pub fn drift(pages: &[Page], spec: &SpecFacts) -> Drift {
    let _ = (pages, spec);
    Drift::default()
}

/// Compares two saves of a page without a spec.
#[must_use]
pub fn between(old: &Page, new: &Page) -> Drift {
    let _ = (old, new);
    Drift::default()
}
