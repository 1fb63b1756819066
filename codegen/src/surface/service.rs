//! The lines of a service: its own module, that of its shared types, and those of its operations.

use super::{SurfaceLine, SurfaceModule, TypeNames, definition, operation};
use crate::model::{Operation, Service, SharedTypes};

/// All modules of a service.
pub(super) fn modules(service: &Service) -> Vec<SurfaceModule> {
    let own = SurfaceModule::new(SurfaceLine::of(format!("mod {}", service.module)), methods(service, ""));
    let types = service.types.iter().map(|types| shared(service, types));
    let operations = service.operations.iter().map(|operation| operation::module(service, operation));
    [own].into_iter().chain(types).chain(operations).collect()
}

/// The service's client and its methods; `path` leads to the service's module.
pub(super) fn methods(service: &Service, path: &str) -> Vec<SurfaceLine> {
    let method = |operation: &Operation| {
        let Operation { name, deprecated, .. } = operation;
        let method = format!("{}.{name}(&{path}{name}::Request) -> Call", service.client);
        SurfaceLine::of(method).deprecated(deprecated.as_ref())
    };
    [SurfaceLine::of(format!("struct {}", service.client))]
        .into_iter()
        .chain(service.operations.iter().map(method))
        .collect()
}

fn shared(service: &Service, types: &SharedTypes) -> SurfaceModule {
    let names = TypeNames::of(&types.definitions);
    let mut definitions: Vec<_> = types.definitions.iter().collect();
    definitions.sort_by_key(|definition| definition.name());
    let lines = definitions.into_iter().flat_map(|definition| definition::definition(definition, &names)).collect();
    SurfaceModule::new(SurfaceLine::of(format!("mod {}::types", service.module)), lines)
}
