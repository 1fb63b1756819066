//! Spec to model, in ordered passes. Every pass reports all errors and continues; the last step checks whether there were any.

mod api;
mod components;
mod dialect;
mod direction;
mod error_table;
mod example;
mod exceptions;
pub mod fact_names;
mod field_docs;
mod field_keys;
mod fields;
pub mod headers;
pub mod lints;
pub mod names;
mod operation;
mod pages;
mod pagination;
mod parameters;
pub mod path;
mod reachability;
mod recursion;
mod service_types;
mod singular;
mod styles;
mod token_operation;
mod type_names;
mod types;
mod values;
mod vocabulary;
mod words;

use crate::model::{BodyFormat, EnumRepr, Method, Model, Operation, Service, Style};
use api::ResolvedApi;
use dingtalk_spec::diag::{self, Code, Diagnostics, NodePath, Sink};
use dingtalk_spec::{BuiltInType, KeywordList, OperationEntry, Spec, TypesEntry};
use names::{NameKind, NameScope};
use operation::OperationContext;

/// Resolves a spec. There is a model only if nothing was wrong.
pub fn resolve(spec: &Spec, sink: &mut Sink) -> Option<Model> {
    // After this point identifiers have their types, and what all endpoints share is known.
    let shared = spec.api.as_ref().map(|file| api::resolve(file, sink));

    // After this point every service and operation has its name, fields have their types, paths their parameters; recursive
    // types are boxed, and the direction of every type is known.
    let services = services(spec, shared.as_ref(), sink);

    // After this point the operation that gives access tokens, if there is one, is known to do so.
    let fetch = spec.api.as_ref().and_then(|api| api.token.as_ref()?.fetch.as_ref());
    let token_operation = fetch.and_then(|fetch| token_operation::resolve(fetch, spec, &services, sink));

    // After this point everything is reported: what is wrong, and what is right and looks like an oversight.
    lints::report(spec, sink);

    let (api, identifiers) = shared.filter(|_| !sink.has_errors())?.finish(token_operation)?;
    // `Sink::finish` adds the warnings with their lines.
    Some(Model { api, identifiers, services, warnings: Diagnostics::default() })
}

/// The words of a list.
pub fn words(list: KeywordList) -> Vec<&'static str> {
    match list {
        KeywordList::BodyFormat => first(&BodyFormat::WORDS),
        KeywordList::EnumRepr => first(&EnumRepr::WORDS),
        KeywordList::Method => first(&Method::WORDS),
        KeywordList::Retry => first(&dingtalk_policy::Retry::WORDS),
        KeywordList::Style => first(&Style::WORDS),
        KeywordList::TypeWord => first(&BuiltInType::WORDS),
    }
}

fn first<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

/// One service for each folder, in order of their names; so are the operations in each.
fn services(spec: &Spec, shared: Option<&ResolvedApi>, sink: &mut Sink) -> Vec<Service> {
    let mut scopes = ServiceScopes {
        modules: NameScope::new(NameKind::Module, "rename the folder", &[names::SERVICES]),
        clients: NameScope::new(NameKind::Type, "rename the folder", &[names::TYPES, names::CLIENTS]),
    };
    let mut types: Vec<&TypesEntry> = spec.types.iter().collect();
    let mut services = Vec::new();
    for entries in spec.operations.chunk_by(|one, next| one.service == next.service) {
        let [first, ..] = entries else { continue };
        let name = first.service.as_str();
        let own = types.iter().position(|entry| entry.service == name).map(|index| types.remove(index));
        let folder = ServiceFolder { name, place: &first.file.name.place, operations: entries, types: own };
        services.extend(service(spec, folder, &mut scopes, shared, sink));
    }
    for entry in types {
        let folder = ServiceFolder { name: &entry.service, place: &entry.place, operations: &[], types: Some(entry) };
        services.extend(service(spec, folder, &mut scopes, shared, sink));
    }
    services.sort_by(|one, other| one.module.cmp(&other.module));
    report_missing_folders(spec, sink);
    services
}

/// The names of the services.
struct ServiceScopes {
    modules: NameScope,
    /// The types with their methods. Each is in a module of its own; the blocking ones share a module.
    clients: NameScope,
}

/// The folder of a service.
#[derive(Clone, Copy)]
struct ServiceFolder<'a> {
    name: &'a str,
    /// The path to report for an invalid folder name.
    place: &'a NodePath,
    operations: &'a [OperationEntry],
    types: Option<&'a TypesEntry>,
}

fn service(
    spec: &Spec,
    folder: ServiceFolder<'_>,
    scopes: &mut ServiceScopes,
    shared: Option<&ResolvedApi>,
    sink: &mut Sink,
) -> Option<Service> {
    let module = scopes.modules.claim(folder.name, None, folder.place, sink);
    let client = module.as_ref().and_then(|_| scopes.clients.claim(folder.name, None, folder.place, sink));
    let words = service_types::words(folder.types);
    let mut types =
        folder.types.zip(words.as_ref()).and_then(|(entry, words)| service_types::resolve(entry, words, shared, sink));
    let dialect =
        shared.zip(spec.api.as_ref()).map_or(0, |(shared, file)| shared.dialect_index(file, folder.name, sink));
    let around = OperationContext {
        shared,
        dialect: shared.and_then(|shared| shared.dialect(dialect)),
        words: words.as_ref(),
        types: types.as_ref(),
    };
    let mut operations = operations(folder.operations, around, sink);
    direction::resolve(&mut operations, types.as_mut());
    let doc = service_doc(spec, folder.name);
    Some(Service { module: module?, client: client?, doc, dialect, types, operations })
}

fn operations(entries: &[OperationEntry], around: OperationContext<'_>, sink: &mut Sink) -> Vec<Operation> {
    let mut scope =
        NameScope::new(NameKind::Module, "rename the file, and its operation with it", &[names::OPERATIONS]);
    let mut operations = Vec::new();
    for entry in entries {
        let name = scope.claim(&entry.stem, None, &entry.file.name.place, sink);
        operations.extend(operation::resolve(entry, name, around, sink));
    }
    operations
}

fn service_doc(spec: &Spec, service: &str) -> String {
    let services = spec.api.as_ref().and_then(|api| api.services.as_ref());
    match services.and_then(|services| services.get(service)) {
        Some(service) => service.doc.value.clone(),
        None => format!("The service `{service}`."),
    }
}

/// A description of a missing service is a leftover.
fn report_missing_folders(spec: &Spec, sink: &mut Sink) {
    let described = spec.api.iter().filter_map(|api| api.services.as_ref()).flatten();
    for entry in described {
        if !spec.folders.contains(&entry.key.value) {
            let message = format!("there is no folder `{}`", entry.key.value);
            sink.report(Code::OutOfPlace, &entry.key.place, message).help_with(|| {
                let folders: Vec<&str> = spec.folders.iter().map(String::as_str).collect();
                match diag::nearest(&entry.key.value, &folders) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "remove the description, or add the folder with a file for each operation".to_owned(),
                }
            });
        }
    }
}
