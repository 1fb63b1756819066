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

use dingtalk_codegen::model::{Model, Name};

/// The whole surface as text.
pub fn text(model: &Model) -> String {
    let modules: Vec<String> = modules(model).iter().map(SurfaceModule::to_string).collect();
    modules.join("\n")
}

/// All modules, those of no service first.
pub fn modules(model: &Model) -> Vec<SurfaceModule> {
    let mut modules = root::modules(model);
    for service in &model.services {
        modules.extend(service::modules(service, model.api.dialect_of(service)));
    }
    modules
}

/// The items in the order of their names; those of one name stay in their order.
fn by_name<'a, T>(items: &'a [T], name: impl Fn(&'a T) -> &'a Name) -> Vec<&'a T> {
    // Sorted without the items, so that the sort is compiled once.
    let mut order: Vec<(&Name, usize)> = items.iter().map(name).zip(0..).collect();
    order.sort();
    order.into_iter().map(|(_, index)| &items[index]).collect()
}
