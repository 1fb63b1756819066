//! Model to source files: one file of this folder for each emitted thing.
//!
//! Everything here is a pure function of the model, so one spec always becomes the same bytes.

mod api;
mod blocking;
mod definition;
mod deprecated;
mod docs;
mod endpoint;
mod errors;
mod example;
mod identifiers;
mod imports;
mod notes;
mod open_enum;
mod operation;
mod root;
mod service;
mod service_types;
mod shape;
mod table;
mod token_operation;
mod types;

pub(crate) use table::{Group, Table};

use crate::model::{Model, Operation, Service, SharedTypes};
use docs::Docs;
use proc_macro2::TokenStream;

/// A file to be written.
pub(crate) struct SourceFile {
    /// Relative to the output folder, with `/`.
    pub(crate) path: String,
    /// What the file was made from, as shown to people.
    pub(crate) source: String,
    /// The lines of the `//!` comment.
    pub(crate) head: Vec<String>,
    pub(crate) items: Vec<Item>,
}

/// A piece of a file that stands between blank lines.
pub(crate) enum Item {
    Code(TokenStream),
    Table(Table),
}

/// What a file is emitted from.
pub(crate) enum Source<'a> {
    Root,
    Api,
    Identifiers,
    Blocking,
    Service(&'a Service),
    SharedTypes(&'a Service, &'a SharedTypes),
    Operation(&'a Service, &'a Operation),
}

/// What each file of the client is emitted from.
pub(crate) fn sources(model: &Model) -> Vec<Source<'_>> {
    let mut sources = vec![Source::Root, Source::Api, Source::Identifiers, Source::Blocking];
    for service in &model.services {
        sources.push(Source::Service(service));
        sources.extend(service.types.iter().map(|types| Source::SharedTypes(service, types)));
        sources.extend(service.operations.iter().map(|operation| Source::Operation(service, operation)));
    }
    sources
}

impl Source<'_> {
    /// Emits the file. `module` is the path under which the caller mounts the root file.
    pub(crate) fn emit(&self, model: &Model, module: &str) -> SourceFile {
        match self {
            Self::Root => root::file(model),
            Self::Api => api::file(model),
            Self::Identifiers => identifiers::file(model),
            Self::Blocking => blocking::file(model),
            Self::Service(service) => service::file(service),
            Self::SharedTypes(service, types) => service_types::file(service, types),
            Self::Operation(service, operation) => operation::file(model, service, operation, module),
        }
    }
}
