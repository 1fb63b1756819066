//! The public API of the emitted client, a line for each item: what a reviewer reads.
//!
//! It is made from the model, not from emitted code, and contains no documentation. The order of a page affects only the order of arguments.

mod definition;
mod error_lines;
mod line;
mod operation;
mod root;
mod service;
mod type_names;

pub use line::{SurfaceLine, SurfaceModule};
pub use type_names::TypeNames;

use crate::model::Model;

/// The whole surface as text.
pub fn text(model: &Model) -> String {
    let modules: Vec<String> = modules(model).map(|module| module.to_string()).collect();
    modules.join("\n")
}

/// All modules, those of no service first.
pub fn modules(model: &Model) -> impl Iterator<Item = SurfaceModule> {
    root::modules(model).into_iter().chain(model.services.iter().flat_map(service::modules))
}
