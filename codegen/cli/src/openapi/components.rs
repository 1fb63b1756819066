//! The components that operations refer to: schemas of types, the error envelope, headers and the access token.

use super::bodies::{self, Media, REQUEST, RESPONSE};
use super::responses::{self, ListedRow, Statuses};
use super::schema::{self, Nulls, markdown_text};
use super::schema_scope::{SchemaScope, TypeIndex};
use dingtalk_codegen::model::{Dialect, Envelope, Model, Operation, Response, Service, TokenPlace};
use dingtalk_pages::json::{Json, JsonObject};
use std::slice;

/// The schema and the response of an error of the default dialect. No type has a name in lower case without a dot.
const ERROR: &str = "error";

/// The name of the default dialect's security scheme.
const TOKEN: &str = "access_token";

/// All components; `secured` says whether an operation needs a token.
pub(super) fn of(model: &Model, index: &TypeIndex<'_>, secured: bool) -> JsonObject {
    let text = JsonObject::new().with("type", "string");
    let header = |description: &str| JsonObject::new().with("description", description).with("schema", text.clone());
    let headers = dialects(model).flat_map(|dialect| {
        headers(dialect).map(|(key, _, description)| (named(key, dialect), header(description))).collect::<Vec<_>>()
    });
    let tokens = dialects(model).filter_map(|dialect| Some((named(TOKEN, dialect), token(model, dialect)?)));
    JsonObject::new()
        .with("schemas", schemas(model, index))
        .with("responses", shared_responses(model, index))
        .with_any("headers", headers.collect::<JsonObject>())
        .with_some("securitySchemes", secured.then(|| tokens.collect::<JsonObject>()))
}

/// The default dialect, and those of services.
fn dialects(model: &Model) -> impl Iterator<Item = &Dialect> {
    let is_used = |index: usize| index == 0 || model.services.iter().any(|service| service.dialect == index);
    model.api.dialects.iter().enumerate().filter(move |(index, _)| is_used(*index)).map(|(_, dialect)| dialect)
}

/// The name of a dialect's component: its own, but for the default dialect.
fn named(name: &str, dialect: &Dialect) -> String {
    if dialect.key.is_empty() { name.to_owned() } else { format!("{name}.{}", dialect.key) }
}

/// The name of the schema and the response of an error.
pub(super) fn error_name(dialect: &Dialect) -> String {
    named(ERROR, dialect)
}

/// Says that a request carries the token.
pub(super) fn requirement(dialect: &Dialect) -> JsonObject {
    JsonObject::new().with(named(TOKEN, dialect), Vec::<Json>::new())
}

fn token(model: &Model, dialect: &Dialect) -> Option<JsonObject> {
    let key = |place: &str, name: &str| JsonObject::new().with("type", "apiKey").with("in", place).with("name", name);
    let token = match dialect.token.as_ref()? {
        TokenPlace::Header { name, prefix } if name.eq_ignore_ascii_case("authorization") && prefix == "Bearer " => {
            JsonObject::new().with("type", "http").with("scheme", "bearer")
        }
        TokenPlace::Header { name, .. } => key("header", name),
        TokenPlace::Query(name) => key("query", name),
    };
    let fetch = model.api.token_operation.as_ref();
    let operation = fetch.and_then(|fetch| super::operations(model).find(|operation| fetch.is(operation)));
    let description =
        operation.map(|operation| format!("An app gets one by `{} {}`.", operation.method.word(), operation.path));
    Some(token.with_some("description", description))
}

/// Any error that the operation itself does not list.
pub(super) fn any_error_reference(dialect: &Dialect) -> JsonObject {
    response_reference(&error_name(dialect))
}

/// A reference to a response among the components.
pub(super) fn response_reference(component: &str) -> JsonObject {
    JsonObject::new().with("$ref", format!("#/components/responses/{component}"))
}

/// Any error, and errors with several statuses of an operation.
fn shared_responses(model: &Model, index: &TypeIndex<'_>) -> JsonObject {
    let shared = model.services.iter().flat_map(|service| {
        let operations = service.operations.iter();
        operations.flat_map(move |operation| {
            let dialect = model.api.dialect_of(service);
            responses::shared(dialect, operation, SchemaScope::new(index, service, Some(operation)))
        })
    });
    let any = dialects(model).map(|dialect| (error_name(dialect), any_error(dialect)));
    any.chain(shared).collect()
}

fn any_error(dialect: &Dialect) -> JsonObject {
    let rows: Vec<ListedRow<'_>> = dialect.errors.rows.iter().map(ListedRow::whole).collect();
    let intro = "An error. The codes that all operations share:";
    let description = match rows.as_slice() {
        [] => "An error.".to_owned(),
        rows => format!("{intro}\n\n{}", responses::error_table(rows, Statuses::Shown)),
    };
    let content = Media::json(schema::reference(&error_name(dialect))).content();
    responses::response(dialect, &description, content)
        .with_any("x-error-rows", responses::error_rows(&rows, Statuses::Shown))
}

/// The headers of every response that identify the call, without duplicates: the key of each, its name and a description.
fn headers(dialect: &Dialect) -> impl Iterator<Item = (&'static str, &str, &'static str)> {
    let [request, trace] = [&dialect.request_id_header, &dialect.trace_id_header].map(Option::as_deref);
    let trace = trace.filter(|trace| request.is_none_or(|request| !request.eq_ignore_ascii_case(trace)));
    let request = request.map(|name| ("request_id", name, "The id of the request."));
    request.into_iter().chain(trace.map(|name| ("trace_id", name, "The id of the trace.")))
}

/// The headers of a response, by reference.
pub(super) fn header_references(dialect: &Dialect) -> JsonObject {
    let reference = |key| JsonObject::new().with("$ref", format!("#/components/headers/{}", named(key, dialect)));
    headers(dialect).map(|(key, name, _)| (name, reference(key))).collect()
}

/// Identifiers, the error envelope, and the types of each service: each below the name of what it belongs to.
fn schemas(model: &Model, index: &TypeIndex<'_>) -> JsonObject {
    let identifiers = model.identifiers.iter().map(|identifier| {
        let schema = JsonObject::new().with("type", "string").with("description", markdown_text(&identifier.doc));
        (identifier.name.bare().to_owned(), schema)
    });
    let errors = dialects(model).map(|dialect| (error_name(dialect), envelope_schema(&dialect.envelope)));
    identifiers.chain(errors).chain(model.services.iter().flat_map(|service| of_service(service, index))).collect()
}

fn of_service(service: &Service, index: &TypeIndex<'_>) -> Vec<(String, JsonObject)> {
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

fn of_operation(operation: &Operation, scope: SchemaScope<'_>) -> Vec<(String, JsonObject)> {
    let mut schemas = Vec::new();
    if bodies::fields(operation).next().is_some() {
        let body = schema::object(&operation.request.doc, bodies::fields(operation), Nulls::Never, scope);
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

/// The envelope. No field is required: services send different ones.
fn envelope_schema(envelope: &Envelope) -> JsonObject {
    let typed = |name: &str| JsonObject::new().with("type", name);
    let nullable = |schema: JsonObject| schema.with("nullable", true);
    let text = || nullable(typed("string"));
    let number = || nullable(typed("number"));
    let texts = || nullable(typed("array").with("items", typed("string")));
    // One of both takes the null: `oneOf` refuses what fits twice.
    let code = || JsonObject::new().with("oneOf", vec![text(), typed("number")]);
    let mut fields = EnvelopeObject::default();
    fields.add(&envelope.code, "The code, which identifies the error.", code);
    fields.add(&envelope.message, "The message for people.", text);
    fields.add(&envelope.request_id, "The id of the request.", text);
    fields.add(&envelope.scopes, "The permissions that the app lacks.", texts);
    fields.add(&envelope.throttle, "A number here, with no code beside it: the calls come too fast.", number);
    fields.add(&envelope.wait_minutes, "How long to wait, in minutes.", number);
    fields.add(&envelope.sub_code, "The code in place of some others.", code);
    fields.add(&envelope.sub_message, "The message of that code.", text);
    for flag in &envelope.success {
        let description = format!("Success if it is {}.", flag.equals.join(" or "));
        fields.add(slice::from_ref(&flag.field), &description, || nullable(typed(json_type(&flag.equals))));
    }
    fields.schema("An error.")
}

/// The type of values in JSON, which are of one type; numbers may be in strings as well.
fn json_type(values: &[String]) -> &'static str {
    match values.first().map_or("", String::as_str) {
        "true" | "false" => "boolean",
        text if text.starts_with('"') => "string",
        _ => "number",
    }
}

/// A path of an envelope, and those that differ from it in case, `_` and `-` alone: many tools make one name of them.
struct Spelling<'a> {
    path: &'a str,
    others: Vec<&'a str>,
}

impl<'a> Spelling<'a> {
    fn list(spellings: &'a [String]) -> Vec<Self> {
        let plain = |path: &str| path.to_lowercase().replace(['_', '-'], "");
        let mut list: Vec<Self> = Vec::new();
        for path in spellings {
            match list.iter_mut().find(|first| plain(first.path) == plain(path)) {
                Some(first) => first.others.push(path),
                None => list.push(Self { path, others: Vec::new() }),
            }
        }
        list
    }
}

/// Fields by name, in order, with nested ones.
#[derive(Default)]
struct EnvelopeObject(Vec<(String, EnvelopeField)>);

enum EnvelopeField {
    Value(JsonObject),
    Object(EnvelopeObject),
}

impl EnvelopeObject {
    /// Adds the spellings of a part. The first one is the one to expect.
    fn add(&mut self, spellings: &[String], description: &str, schema: impl Fn() -> JsonObject) {
        for (index, Spelling { path, others }) in Spelling::list(spellings).into_iter().enumerate() {
            let description = match spellings.first() {
                Some(first) if index > 0 => format!("Another spelling of `{first}`."),
                _ => description.to_owned(),
            };
            let also: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
            let also = (!also.is_empty()).then(|| format!(" Also written {}.", also.join(", ")));
            let description = description + &also.unwrap_or_default();
            self.insert(path, schema().with("description", description).with_any("x-spellings", others));
        }
    }

    /// Inserts a value at a path of names with dots between them, unless the path is taken.
    fn insert(&mut self, path: &str, value: JsonObject) {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let index = self.0.iter().position(|(taken, _)| taken == name).unwrap_or_else(|| {
            let field = if rest.is_some() {
                EnvelopeField::Object(Self::default())
            } else {
                EnvelopeField::Value(value.clone())
            };
            self.0.push((name.to_owned(), field));
            self.0.len() - 1
        });
        if let (Some((_, EnvelopeField::Object(inner))), Some(rest)) = (self.0.get_mut(index), rest) {
            inner.insert(rest, value);
        }
    }

    fn schema(self, description: &str) -> JsonObject {
        let properties: JsonObject = self
            .0
            .into_iter()
            .map(|(name, field)| match field {
                EnvelopeField::Value(schema) => (name, schema),
                EnvelopeField::Object(inner) => (name, inner.schema("").with("nullable", true)),
            })
            .collect();
        JsonObject::new()
            .with("type", "object")
            .with_some("description", (!description.is_empty()).then_some(description))
            .with_any("properties", properties)
    }
}
