//! A type below a request or an answer.

use super::{Docs, Item, object, open_enum};
use crate::model::Definition;
use crate::module_path::ModulePath;

/// The items of a shape or of an enumeration.
pub(crate) fn items(definition: &Definition, runtime: &ModulePath) -> Vec<Item> {
    match definition {
        Definition::Object(object) => object::items(object, &Docs::of(&object.doc), runtime),
        Definition::Enum(open_enum) => open_enum::items(open_enum),
    }
}
