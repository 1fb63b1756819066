//! A type below a request or an answer.

use super::{Docs, Item, open_enum, shape};
use crate::model::Definition;
use crate::module_path::ModulePath;

/// The items of a shape or of an enumeration.
pub(crate) fn items(definition: &Definition, runtime: &ModulePath) -> Vec<Item> {
    match definition {
        Definition::Shape(shape) => shape::items(shape, &Docs::of(&shape.doc), runtime),
        Definition::Enum(open_enum) => open_enum::items(open_enum),
    }
}
