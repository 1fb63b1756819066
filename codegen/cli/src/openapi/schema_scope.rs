//! The resolution of type names to schemas.

use dingtalk_codegen::model::{Definition, Model, Name, Operation, Service};
use std::collections::HashMap;

/// Every type that belongs to an operation or a service, by the name of its component.
pub(super) struct TypeIndex<'a>(HashMap<String, &'a Definition>);

impl<'a> TypeIndex<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut types = HashMap::new();
        for service in &model.services {
            let shared = service.types.iter().flat_map(|types| &types.definitions);
            types.extend(shared.map(|shared| (component(service, None, shared.name().bare()), shared)));
            for operation in &service.operations {
                let own = operation.definitions.iter();
                types.extend(own.map(|own| (component(service, Some(operation), own.name().bare()), own)));
            }
        }
        Self(types)
    }
}

/// The operation or service within which a type name is resolved.
#[derive(Clone, Copy)]
pub(super) struct SchemaScope<'a> {
    index: &'a TypeIndex<'a>,
    service: &'a Service,
    /// None within the types that a service's operations share.
    operation: Option<&'a Operation>,
}

impl<'a> SchemaScope<'a> {
    pub(super) fn new(index: &'a TypeIndex<'a>, service: &'a Service, operation: Option<&'a Operation>) -> Self {
        Self { index, service, operation }
    }

    /// The name of the service.
    pub(super) fn service(self) -> &'a str {
        self.service.module.bare()
    }

    /// The component name of something that belongs to the operation, or to the service if there is none.
    pub(super) fn component(self, name: &str) -> String {
        component(self.service, self.operation, name)
    }

    /// The component name of a type of the operation, or else of a shared type.
    pub(super) fn refer(self, name: &Name) -> String {
        let own = self.component(name.bare());
        if self.index.0.contains_key(&own) { own } else { component(self.service, None, name.bare()) }
    }

    /// The type of a name, and where it is defined itself.
    pub(super) fn definition(self, name: &Name) -> Option<(&'a Definition, Self)> {
        let at = |scope: Self| Some((*self.index.0.get(&scope.component(name.bare()))?, scope));
        at(self).or_else(|| at(Self { operation: None, ..self }))
    }
}

/// Parts of names have no dots, so that no two are the same.
fn component(service: &Service, operation: Option<&Operation>, name: &str) -> String {
    let service = service.module.bare();
    match operation {
        Some(operation) => format!("{service}.{}.{name}", operation.name.bare()),
        None => format!("{service}.{name}"),
    }
}
