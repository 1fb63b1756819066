//! Spec to model, in ordered passes. Every pass reports all that it finds and goes on; the fence is at the end.

mod api;
mod errors;
mod example;
mod headers;
mod names;
mod notes;
mod operation;
mod parameters;
mod path;
mod types;
mod words;

use crate::diag::{Code, Sink};
use crate::model::{Model, Operation, Service};
use crate::spec::{OperationEntry, Spec};
use api::Shared;
use names::{Kind, Scope};

/// Resolves a spec. There is a model only if nothing was wrong.
pub(crate) fn resolve(spec: &Spec, sink: &mut Sink) -> Option<Model> {
    // After this point identifiers have their types, and what all endpoints share is known.
    let shared = spec.api.as_ref().map(|file| api::resolve(file, sink));

    // After this point every service and operation has its name, its members their types, its path its parameters.
    let services = services(spec, shared.as_ref(), sink);

    let shared = shared.filter(|_| !sink.has_errors())?;
    Some(Model { api: shared.api?, identifiers: shared.identifiers.into_list(), services })
}

/// One service for each folder, in order of their names; so are the operations in each.
fn services(spec: &Spec, shared: Option<&Shared>, sink: &mut Sink) -> Vec<Service> {
    let mut scope = Scope::new(Kind::Module, "rename the folder", &[names::SERVICES]);
    let mut services = Vec::new();
    let by_service = spec.operations.chunk_by(|one, next| one.service == next.service);
    for entries in by_service {
        let [first, ..] = entries else { continue };
        let place = &first.file.name.place;
        let module = scope.claim(&first.service, None, place, sink);
        // The type stands in a module of its own, beside what it takes from the prelude.
        let mut types = Scope::new(Kind::Type, "rename the folder", &[names::TYPES]);
        let client = types.claim(&first.service, None, place, sink);
        let operations = operations(entries, shared, sink);
        if let (Some(module), Some(client)) = (module, client) {
            let doc = service_doc(spec, &first.service);
            services.push(Service { module, client, doc, operations });
        }
    }
    report_missing_folders(spec, sink);
    services
}

fn operations(entries: &[OperationEntry], shared: Option<&Shared>, sink: &mut Sink) -> Vec<Operation> {
    let mut scope = Scope::new(Kind::Module, "rename the file, and its operation with it", &[names::OPERATIONS]);
    let mut operations = Vec::new();
    for entry in entries {
        let name = scope.claim(&entry.stem, None, &entry.file.name.place, sink);
        let operation = operation::resolve(entry, name, shared, sink);
        operations.extend(operation);
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

/// A description of a service that is not there is left over from one that was.
fn report_missing_folders(spec: &Spec, sink: &mut Sink) {
    let described = spec.api.iter().filter_map(|api| api.services.as_ref()).flatten();
    for entry in described {
        if !spec.folders.contains(&entry.key.value) {
            let message = format!("there is no folder `{}`", entry.key.value);
            let help = "take the description out, or add the folder with a file for each operation";
            sink.error(Code::OutOfPlace, &entry.key.place, message).help(help);
        }
    }
}
