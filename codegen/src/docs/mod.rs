//! Pages of documentation: what a saved one says, and what follows from it for a spec.

mod document;
mod drift;
mod facts;
mod labels;
mod page;

pub use drift::{Change, Class, Difference, Drift, PageDrift, between, drift};
pub use facts::SpecFacts;
pub use page::{Page, Unreadable};
