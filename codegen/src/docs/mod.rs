//! Pages of documentation: what a saved one says, and what follows from it for a spec.

mod document;
mod labels;
mod page;

pub use page::{Page, Unreadable};
