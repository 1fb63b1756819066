//! Pages of documentation: what a saved one says, and what follows from it for a spec.

mod document;
mod draft;
mod labels;
mod page;

pub use draft::Draft;
pub use page::{Page, Unreadable};
