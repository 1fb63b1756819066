//! Model to source files: one file of this folder for each emitted thing.
//!
//! Everything here is a pure function of the model, so one spec always becomes the same bytes.

mod api;
mod client;
mod definition;
mod doc_comment;
mod error_enum;
mod example;
mod operation;
mod pagination;
mod service_feature;
mod table;
mod types;

pub(crate) use table::{MacroTable, TableSection};

use crate::model::{Model, Operation, Service, SharedTypes};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;

/// A file to be written.
pub(crate) struct SourceFile {
    /// Relative to the output folder, with `/`.
    pub(crate) path: String,
    /// The file of the spec that it was generated from.
    pub(crate) source: String,
    /// The lines of the `//!` comment.
    pub(crate) head: Vec<String>,
    pub(crate) items: Vec<FileItem>,
}

impl SourceFile {
    /// Puts the tables of macros last, those of a macro together. A reader of the file comes for its types and their docs.
    fn with_tables_last(mut self) -> Self {
        let mut tables: Vec<MacroTable> = Vec::new();
        for table in self.items.extract_if(.., |item| matches!(item, FileItem::Table(_))) {
            let FileItem::Table(table) = table else { continue };
            match tables.iter_mut().find(|other| other.macro_name == table.macro_name) {
                Some(other) => other.sections.extend(table.sections),
                None => tables.push(table),
            }
        }
        self.items.extend(tables.into_iter().map(FileItem::Table));
        self
    }
}

/// A part of a file between blank lines.
pub(crate) enum FileItem {
    Code(TokenStream),
    Table(MacroTable),
}

/// A file to emit.
pub(crate) enum EmittedFile<'a> {
    Root,
    Api,
    Identifiers,
    Blocking,
    Service(&'a Service),
    SharedTypes(&'a Service, &'a SharedTypes),
    Operation(&'a Service, &'a Operation),
}

/// The files of the client.
pub(crate) fn sources(model: &Model) -> Vec<EmittedFile<'_>> {
    let mut sources = vec![EmittedFile::Root, EmittedFile::Api, EmittedFile::Identifiers, EmittedFile::Blocking];
    for service in &model.services {
        sources.push(EmittedFile::Service(service));
        sources.extend(service.types.iter().map(|types| EmittedFile::SharedTypes(service, types)));
        sources.extend(service.operations.iter().map(|operation| EmittedFile::Operation(service, operation)));
    }
    sources
}

/// The paths that the emitted code uses.
pub(crate) struct EmitTarget<'a> {
    /// The path under which the root file is included.
    pub(crate) module: &'a str,
    /// The path under which emitted code finds the runtime.
    pub(crate) runtime: &'a ModulePath,
    /// True if services depend on features with their names.
    pub(crate) service_features: bool,
}

impl EmittedFile<'_> {
    /// Emits the file.
    pub(crate) fn emit(&self, model: &Model, target: &EmitTarget) -> SourceFile {
        let runtime = target.runtime;
        let file = match self {
            Self::Root => client::root_file(model, target),
            Self::Api => api::file(model, runtime),
            Self::Identifiers => api::identifiers_file(model, runtime),
            Self::Blocking => client::blocking_file(model, target),
            Self::Service(service) => client::service_file(model, service, target),
            Self::SharedTypes(service, types) => types::shared_types_file(service, types, runtime),
            Self::Operation(service, operation) => operation::file(model, service, operation, target),
        };
        file.with_tables_last()
    }
}
