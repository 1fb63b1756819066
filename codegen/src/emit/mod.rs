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
mod object;
mod open_enum;
mod operation;
mod root;
mod service;
mod service_types;
mod table;
mod token_operation;
mod types;

pub(crate) use table::{Group, Table};

use crate::model::{Model, Operation, Service, SharedTypes};
use crate::module_path::ModulePath;
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

/// Where the client will be.
pub(crate) struct Target<'a> {
    /// The path under which the root file is included.
    pub(crate) module: &'a str,
    /// The path under which emitted code finds the runtime.
    pub(crate) runtime: &'a ModulePath,
}

impl Source<'_> {
    /// Emits the file.
    pub(crate) fn emit(&self, model: &Model, target: &Target) -> SourceFile {
        let runtime = target.runtime;
        match self {
            Self::Root => root::file(model, runtime),
            Self::Api => api::file(model, runtime),
            Self::Identifiers => identifiers::file(model, runtime),
            Self::Blocking => blocking::file(model),
            Self::Service(service) => service::file(service, runtime),
            Self::SharedTypes(service, types) => service_types::file(service, types, runtime),
            Self::Operation(service, operation) => operation::file(model, service, operation, target),
        }
    }
}
