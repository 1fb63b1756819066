//! The lines of an operation's module.

use super::{Line, Module, Scope, definition, error_lines};
use crate::model::{BodyFormat, ObjectType, Operation, Response, Service};

/// The module of an operation: the types in the order of their names, after the request and the answer, and the errors at the end.
pub(super) fn module(service: &Service, operation: &Operation) -> Module {
    let scope = Scope::of(&operation.definitions);
    let mut lines = definition::object(&operation.request, &scope);
    lines.extend(response(operation, &scope));
    let mut definitions: Vec<_> = operation.definitions.iter().collect();
    definitions.sort_by_key(|definition| definition.name());
    lines.extend(definitions.into_iter().flat_map(|definition| definition::definition(definition, &scope)));
    lines.extend(error_lines::table("Error", &operation.errors));
    Module::new(head(service, operation), lines)
}

/// The module's own line, with how the operation is called.
fn head(service: &Service, operation: &Operation) -> Line {
    let headers = operation.constant_headers.iter().map(|(name, value)| format!("header {name:?}: {value:?}"));
    let head = Line::of(format!("mod {}::{}", service.module, operation.name))
        .with(format!("{} {}", operation.method.word(), operation.path))
        .with(operation.idempotent.then(|| "idempotent".to_owned()))
        .with((!operation.token).then(|| "no token".to_owned()))
        .with((operation.body_format == BodyFormat::Form).then(|| "form".to_owned()))
        .deprecated(operation.deprecated.as_ref());
    headers.fold(head, Line::with)
}

fn response(operation: &Operation, scope: &Scope<'_>) -> Vec<Line> {
    match &operation.response {
        Response::Fields(response) => definition::object(response, scope),
        Response::Whole(ty, _) => vec![whole_response(&scope.text(ty))],
        Response::Empty => definition::object(&ObjectType::nothing(), scope)
            .into_iter()
            .map(|line| line.with("nothing".to_owned()))
            .collect(),
    }
}

/// An answer that is no object with members of its own.
fn whole_response(ty: &str) -> Line {
    Line::of(format!("type Response = {ty}"))
}
