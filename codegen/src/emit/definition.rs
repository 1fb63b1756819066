//! A type below a request or a response.

use super::{DocComment, FileItem, object, open_enum};
use crate::model::Definition;
use crate::module_path::ModulePath;

/// The items of an object type or an enum.
pub(crate) fn items(definition: &Definition, runtime: &ModulePath) -> Vec<FileItem> {
    match definition {
        Definition::Object(object) => object::items(object, &DocComment::of(&object.doc), runtime),
        Definition::Enum(open_enum) => open_enum::items(open_enum),
    }
}
