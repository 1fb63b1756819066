//! A type below a request or an answer.

use super::{Docs, Item, open_enum, shape};
use crate::model::Definition;

/// The items of a shape or of an enumeration.
pub(crate) fn items(definition: &Definition) -> Vec<Item> {
    match definition {
        Definition::Shape(shape) => shape::items(shape, &Docs::of(&shape.doc)),
        Definition::Enum(open_enum) => open_enum::items(open_enum),
    }
}
