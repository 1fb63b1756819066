//! Reads saved pages of the documentation, and compares them with a spec. No other crate knows what these pages look like.
//!
//! # The pipeline
//!
//! 1. `document` reads a file in any form in which pages are saved. Afterwards it is headings, paragraphs, listings and tables with their lines; a
//!    file that is no page is [`Unreadable`]. Its size and the number of rows are bounded.
//! 2. `page` reads the document. Afterwards there is a [`Page`]: the tables by the part that they describe, the rows as a tree, the examples. Rows that can be read in more than
//!    one way keep every candidate, and what is not certain is listed.
//! 3. `facts` reads a spec. Afterwards there are [`SpecFacts`]: the facts that pages state, each with its place. A spec with errors is refused.
//! 4. [`drift`] compares them. Afterwards each page has its operation, and every fact that differs is listed with both values and the place in the spec.
//!    [`diff_pages`] compares two saves of a page in the same way: the facts of the older one take the place of the spec's.
//! 5. [`accept`] and [`fix`] turn a comparison into new texts through a `SpecEdit`. Afterwards each file of the [`Rewrite`] says what it said before and the change, and
//!    the spec has no errors. Nothing is written to disk.
//!
//! [`Page::draft`] makes a first file of a spec from a page alone. The checker accepts every draft: what a spec cannot hold is left out and marked.

mod accept;
#[cfg(all(test, unix))]
mod cpu_time;
mod document;
mod draft;
mod drift;
mod duplicate_pages;
mod edit;
mod facts;
mod fix;
// Shared between the crates of this project; semver does not cover it.
#[doc(hidden)]
pub mod json;
mod labels;
mod page;
mod rewrite;
mod unreadable;

pub use accept::accept;
pub use draft::Draft;
pub use drift::{
    Difference, DifferenceClass, DifferenceKind, Drift, MissingPage, PageDrift, SourceLocation, UnmatchedPage,
    diff_pages, drift,
};
pub use facts::SpecFacts;
pub use fix::fix;
pub use page::Page;
pub use rewrite::Rewrite;
pub use unreadable::Unreadable;
