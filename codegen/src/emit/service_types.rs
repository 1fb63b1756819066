//! `<service>/types.rs`: the types that the operations of a service share.

use super::imports::Imports;
use super::{DocComment, FileItem, SourceFile, definition};
use crate::model::{Service, SharedTypes};
use crate::module_path::ModulePath;

/// The module that holds them.
pub(crate) const MODULE: &str = "types";

/// The file with the shared types.
pub(crate) fn file(service: &Service, types: &SharedTypes, runtime: &ModulePath) -> SourceFile {
    let mut docs = DocComment::of("Types that several operations share.");
    if let Some(doc) = &types.doc {
        docs.text(doc);
    }
    let imports = Imports::of(&types.definitions, [], []).code();
    SourceFile {
        path: format!("{}/{MODULE}.rs", service.module.bare()),
        source: types.file.clone(),
        head: docs.into_lines(),
        items: imports
            .map(FileItem::Code)
            .into_iter()
            .chain(types.definitions.iter().flat_map(|definition| definition::items(definition, runtime)))
            .collect(),
    }
}
