//! The lines of a service: its own module, that of its shared types, and those of its operations.

use super::{SurfaceLine, SurfaceModule, TypeNames, definition, operation};
use dingtalk_codegen::model::{Dialect, Operation, Service, SharedTypes};

/// All modules of a service.
pub(super) fn modules(service: &Service, dialect: &Dialect) -> Vec<SurfaceModule> {
    let own = SurfaceModule::new(SurfaceLine::of(format!("mod {}", service.module)), methods(service, ""));
    let mut modules = vec![own];
    modules.extend(service.types.as_ref().map(|types| shared(service, types)));
    modules.extend(service.operations.iter().map(|operation| operation::module(service, operation, dialect)));
    modules
}

/// The service's client and its methods; `path` leads to the service's module.
pub(super) fn methods(service: &Service, path: &str) -> Vec<SurfaceLine> {
    let method = |operation: &Operation| {
        let Operation { name, deprecated, .. } = operation;
        let method = format!("{}.{name}(&{path}{name}::Request) -> Call", service.client);
        SurfaceLine::of(method).deprecated(deprecated.as_ref())
    };
    let mut lines = vec![SurfaceLine::of(format!("struct {}", service.client))];
    lines.extend(service.operations.iter().map(method));
    lines
}

fn shared(service: &Service, types: &SharedTypes) -> SurfaceModule {
    let names = TypeNames::of(&types.definitions);
    let lines = definition::definitions(&types.definitions, &names);
    SurfaceModule::new(SurfaceLine::of(format!("mod {}::types", service.module)), lines)
}
