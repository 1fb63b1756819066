//! Pages of documentation: what a saved one says, and what follows from it for a spec.

mod accept;
mod document;
mod draft;
mod drift;
mod edit;
mod facts;
mod fix;
mod labels;
mod page;
mod rewrite;
mod twins;
mod unreadable;
#[cfg(all(test, unix))]
mod work;

pub use accept::accept;
pub use draft::Draft;
pub use drift::{Change, Class, Difference, Drift, PageDrift, between, drift};
pub use facts::SpecFacts;
pub use fix::fix;
pub use page::Page;
pub use rewrite::Rewrite;
pub use unreadable::Unreadable;
