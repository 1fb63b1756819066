//! `types.rs`: a newtype for each kind of identifier.

use super::{DocComment, FileItem, SourceFile, api};
use crate::model::{Identifier, Model};
use crate::module_path::ModulePath;
use quote::quote;

/// The module that holds them.
pub(crate) const MODULE: &str = "types";

/// The file with all identifier types.
pub(crate) fn file(model: &Model, runtime: &ModulePath) -> SourceFile {
    SourceFile {
        path: format!("{MODULE}.rs"),
        source: api::SOURCE.to_owned(),
        head: vec!["Identifiers: a type for each kind, so that one cannot be passed for another.".to_owned()],
        items: model.identifiers.iter().flat_map(|identifier| items(identifier, runtime)).collect(),
    }
}

fn items(identifier: &Identifier, runtime: &ModulePath) -> [FileItem; 2] {
    let docs = DocComment::of(&identifier.doc);
    let name = &identifier.name;
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(String);
    };
    let conversions = quote!(#runtime::identifier!(#name););
    [definition, conversions].map(FileItem::Code)
}
