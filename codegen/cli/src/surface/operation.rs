//! The lines of an operation's module.

use super::{SurfaceLine, SurfaceModule, TypeNames, definition, error_lines};
use dingtalk_codegen::model::{
    BodyFormat, Dialect, ERROR_CODE, GLOBAL_VARIANT, ObjectType, Operation, Response, Service, Type,
};

/// The module of an operation: request, response, other types ordered by name, and errors.
pub(super) fn module(service: &Service, operation: &Operation, dialect: &Dialect) -> SurfaceModule {
    let names = TypeNames::of(&operation.definitions);
    let mut lines = definition::object(&operation.request, &names);
    lines.extend(pagination(operation, &names));
    lines.extend(response(operation, &names));
    lines.extend(definition::definitions(&operation.definitions, &names));
    lines.extend(error_lines::table(ERROR_CODE, &operation.errors));
    lines.push(SurfaceLine::of(format!("{ERROR_CODE}::{GLOBAL_VARIANT}({})", dialect.error_code)));
    SurfaceModule::new(head(service, operation), lines)
}

/// The implementation of `Paginated`, if the operation has pages.
fn pagination(operation: &Operation, names: &TypeNames<'_>) -> Option<SurfaceLine> {
    let fields = operation.pagination_fields()?;
    let Type::Array(item) = &fields.items.ty else { return None };
    let line = format!("Request: Paginated<Item = {}, Cursor = {}>", names.text(item), names.text(&fields.cursor.ty));
    let more = fields.more.map(|more| format!(" more {:?}", more.wire)).unwrap_or_default();
    let [cursor, next, items] = [fields.cursor, fields.next, fields.items].map(|field| &field.wire);
    Some(SurfaceLine::of(line).with(format!("cursor {cursor:?} next {next:?} items {items:?}{more}")))
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
