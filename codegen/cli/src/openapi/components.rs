//! The components that operations refer to: schemas of types, the error envelope, headers and the access token.

use super::content::{self, Media, REQUEST, RESPONSE};
use super::error_rows::{self, Statuses};
use super::listed::ListedRow;
use super::schema::{self, Nulls};
use super::scope::{SchemaScope, TypeIndex};
use super::{envelope, responses, text};
use dingtalk_codegen::model::{Api, Model, Operation, Response, Service};
use dingtalk_spec::json::{Json, Object};

/// The schema and the response of an error. No type has a name in lower case without a dot.
pub(super) const ERROR: &str = "error";

/// The name of the security scheme.
const TOKEN: &str = "access_token";

/// All components; `secured` says whether an operation needs a token.
pub(super) fn of(model: &Model, index: &TypeIndex<'_>, secured: bool) -> Object {
    Object::new()
        .with("schemas", schemas(model, index))
        .with("responses", shared_responses(model, index))
        .with("headers", headers(&model.api).map(|header| (header.key, header.definition())).collect::<Object>())
        .with_some("securitySchemes", secured.then(|| Object::new().with(TOKEN, token(model))))
}

/// Says that a request carries the token.
pub(super) fn requirement() -> Object {
    Object::new().with(TOKEN, Vec::<Json>::new())
}

fn token(model: &Model) -> Object {
    let api = &model.api;
    let token = Object::new().with("type", "apiKey").with("in", "header").with("name", api.token_header.as_str());
    let fetch = api.token_operation.as_ref();
    let operation = fetch.and_then(|fetch| super::operations(model).find(|operation| fetch.is(operation)));
    let description =
        operation.map(|operation| format!("An app gets one by `{} {}`.", operation.method.word(), operation.path));
    token.with_some("description", description)
}

/// Any error that the operation itself does not list.
pub(super) fn default_response() -> Object {
    response_reference(ERROR)
}

/// A reference to a response among the components.
pub(super) fn response_reference(component: &str) -> Object {
    Object::new().with("$ref", format!("#/components/responses/{component}"))
}

/// Any error, and those that come under several statuses of an operation.
fn shared_responses(model: &Model, index: &TypeIndex<'_>) -> Object {
    let shared = model.services.iter().flat_map(|service| {
        let operations = service.operations.iter();
        operations.flat_map(move |operation| {
            responses::shared(&model.api, operation, SchemaScope::new(index, service, Some(operation)))
        })
    });
    Object::new().with(ERROR, any_error(&model.api)).and(shared.collect())
}

fn any_error(api: &Api) -> Object {
    let rows: Vec<ListedRow<'_>> = api.errors.rows.iter().map(ListedRow::whole).collect();
    let intro = "An error. The codes that all operations share:";
    let description = match rows.as_slice() {
        [] => "An error.".to_owned(),
        rows => format!("{intro}\n\n{}", error_rows::table(rows, Statuses::Shown)),
    };
    let content = Media::json(schema::reference(ERROR)).content();
    responses::response(api, &description, content).with_any("x-error-rows", error_rows::rows(&rows, Statuses::Shown))
}

/// A header that identifies the call.
struct IdHeader<'a> {
    key: &'static str,
    name: &'a str,
    description: &'static str,
}

impl IdHeader<'_> {
    fn definition(&self) -> Object {
        Object::new().with("description", self.description).with("schema", Object::new().with("type", "string"))
    }
}

/// The headers of every response. One name is not listed twice, be it for two purposes.
fn headers(api: &Api) -> impl Iterator<Item = IdHeader<'_>> {
    let request = IdHeader { key: "request_id", name: &api.request_id_header, description: "The id of the request." };
    let trace = IdHeader { key: "trace_id", name: &api.trace_id_header, description: "The id of the trace." };
    let distinct = !request.name.eq_ignore_ascii_case(trace.name);
    [Some(request), distinct.then_some(trace)].into_iter().flatten()
}

/// The headers of a response, by reference.
pub(super) fn header_references(api: &Api) -> Object {
    let reference = |key| Object::new().with("$ref", format!("#/components/headers/{key}"));
    headers(api).map(|header| (header.name, reference(header.key))).collect()
}

/// Identifiers, the error envelope, and the types of each service: each below the name of what it belongs to.
fn schemas(model: &Model, index: &TypeIndex<'_>) -> Object {
    let identifiers = model.identifiers.iter().map(|identifier| {
        let schema = Object::new().with("type", "string").with("description", text::markdown(&identifier.doc));
        (identifier.name.bare().to_owned(), schema)
    });
    let error = (ERROR.to_owned(), envelope::schema(&model.api.envelope));
    identifiers.chain([error]).chain(model.services.iter().flat_map(|service| of_service(service, index))).collect()
}

fn of_service(service: &Service, index: &TypeIndex<'_>) -> Vec<(String, Object)> {
    let scope = SchemaScope::new(index, service, None);
    let shared = service.types.iter().flat_map(|types| &types.definitions);
    let shared =
        shared.map(|definition| (scope.component(definition.name().bare()), schema::definition(definition, scope)));
    shared
        .chain(
            service
                .operations
                .iter()
                .flat_map(|operation| of_operation(operation, SchemaScope::new(index, service, Some(operation)))),
        )
        .collect()
}

fn of_operation(operation: &Operation, scope: SchemaScope<'_>) -> Vec<(String, Object)> {
    let mut schemas = Vec::new();
    if content::fields(operation).next().is_some() {
        let body = schema::object(&operation.request.doc, content::fields(operation), Nulls::Never, scope);
        schemas.push((scope.component(REQUEST), body));
    }
    if let Response::Fields(object) = &operation.response {
        schemas.push((scope.component(RESPONSE), schema::object(&object.doc, object.fields.iter(), Nulls::Met, scope)));
    }
    let types = operation.definitions.iter();
    schemas.extend(
        types.map(|definition| (scope.component(definition.name().bare()), schema::definition(definition, scope))),
    );
    schemas
}
