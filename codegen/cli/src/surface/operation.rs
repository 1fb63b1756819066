//! The lines of an operation's module.

use super::{SurfaceLine, SurfaceModule, TypeNames, definition, error_lines};
use dingtalk_codegen::model::{BodyFormat, ERROR_CODE, ObjectType, Operation, Response, Service};

/// The module of an operation: request, response, other types ordered by name, and errors.
pub(super) fn module(service: &Service, operation: &Operation) -> SurfaceModule {
    let names = TypeNames::of(&operation.definitions);
    let mut lines = definition::object(&operation.request, &names);
    lines.extend(response(operation, &names));
    lines.extend(definition::definitions(&operation.definitions, &names));
    lines.extend(error_lines::table(ERROR_CODE, &operation.errors));
    SurfaceModule::new(head(service, operation), lines)
}

/// The module's own line, with how the operation is called.
fn head(service: &Service, operation: &Operation) -> SurfaceLine {
    let headers = operation.constant_headers.iter().map(|(name, value)| format!("header {name:?}: {value:?}"));
    let head = SurfaceLine::of(format!("mod {}::{}", service.module, operation.name))
        .with(format!("{} {}", operation.method.word(), operation.path))
        .with(operation.idempotent.then(|| "idempotent".to_owned()))
        .with((!operation.token).then(|| "no token".to_owned()))
        .with((operation.body_format == BodyFormat::Form).then(|| "form".to_owned()))
        .deprecated(operation.deprecated.as_ref());
    headers.fold(head, SurfaceLine::with)
}

fn response(operation: &Operation, names: &TypeNames<'_>) -> Vec<SurfaceLine> {
    match &operation.response {
        Response::Fields(response) => definition::object(response, names),
        Response::Whole(ty, _) => vec![whole_response(&names.text(ty))],
        Response::Empty => definition::object(&ObjectType::nothing(), names)
            .into_iter()
            .map(|line| line.with("nothing".to_owned()))
            .collect(),
    }
}

/// A response that is one value.
fn whole_response(ty: &str) -> SurfaceLine {
    SurfaceLine::of(format!("type Response = {ty}"))
}
