//! Bodies of requests and of responses, with their examples.

use super::schema_scope::SchemaScope;
use super::{encoded, schema};
use dingtalk_codegen::model::{BodyFormat, Definition, Field, FieldDocs, Location, Operation, Response, Type};
use dingtalk_pages::json::{Json, JsonObject, value_of};
use serde_json::Value;

/// The name of the schema of a request body, which no type can have.
pub(super) const REQUEST: &str = "Request";

/// The name of the schema of a response.
pub(super) const RESPONSE: &str = "Response";

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const OCTETS: &str = "application/octet-stream";

/// A body with its media type.
pub(super) struct Media {
    pub(super) kind: &'static str,
    pub(super) schema: JsonObject,
    pub(super) example: Option<Json>,
}

impl Media {
    /// The body as JSON.
    pub(super) fn json(schema: JsonObject) -> Self {
        Self { kind: JSON, schema, example: None }
    }

    pub(super) fn is_json(&self) -> bool {
        self.kind == JSON
    }

    /// The content by its media type.
    pub(super) fn content(self) -> JsonObject {
        let media = JsonObject::new().with("schema", self.schema).with_some("example", self.example);
        JsonObject::new().with(self.kind, media)
    }
}

/// The fields of the body.
pub(super) fn fields(operation: &Operation) -> impl Iterator<Item = &Field> + Clone {
    operation.request.fields.iter().filter(|field| field.location == Location::Body)
}

/// The body of the request, if it has one.
pub(super) fn request(operation: &Operation, scope: SchemaScope<'_>) -> Option<JsonObject> {
    if let Some(field) = operation.request.fields.iter().find(|field| field.location == Location::Whole) {
        let example = request_example(operation, field, scope);
        let content = whole(&field.ty, &field.docs, example, scope).content();
        let description = schema::field_description(&field.ty, &field.docs);
        return Some(JsonObject::new().with_some("description", description).and(body(field.required, content)));
    }
    fields(operation).next()?;
    let schema = schema::reference(&scope.component(REQUEST));
    let media = JsonObject::new().with("schema", schema).with_some("example", shown(operation, scope));
    let format = match operation.body_format {
        BodyFormat::Json => JSON,
        BodyFormat::Form => FORM,
    };
    let required = fields(operation).any(|field| field.required);
    Some(body(required, JsonObject::new().with(format, media)))
}

fn body(required: bool, content: JsonObject) -> JsonObject {
    JsonObject::new().with_some("required", required.then_some(true)).with("content", content)
}

/// The fields of the body in the example of the page.
fn shown(operation: &Operation, scope: SchemaScope<'_>) -> Option<JsonObject> {
    let example = |field| request_example(operation, field, scope);
    let example: JsonObject =
        fields(operation).filter_map(|field| Some((field.wire.as_str(), example(field)?))).collect();
    (!example.is_empty()).then_some(example)
}

/// The body of a successful response, if it has one.
pub(super) fn response(operation: &Operation, scope: SchemaScope<'_>) -> Option<Media> {
    let shown = operation.example.response.as_ref().map(value_of);
    let media = match &operation.response {
        Response::Empty => return None,
        Response::Fields(object) => {
            let example = shown.map(|shown| example_object(&object.fields, &shown, scope));
            Media { kind: JSON, schema: schema::reference(&scope.component(RESPONSE)), example }
        }
        Response::Whole(ty, field_docs) => {
            let example = shown.and_then(|shown| example_value(ty, &shown, scope));
            whole(ty, field_docs, example, scope)
        }
    };
    Some(match &operation.payload {
        None => media,
        Some(field) => in_field(field, media),
    })
}

/// A value in a field of the body. The fields beside it are those of the envelope.
fn in_field(field: &str, media: Media) -> Media {
    let schema = JsonObject::new()
        .with("type", "object")
        .with("properties", JsonObject::new().with(field, media.schema))
        .with("required", vec![field]);
    let example = media.example.map(|example| JsonObject::new().with(field, example).into());
    Media { schema, example, ..media }
}

/// One value that is the whole of a body. Octets are sent as they are.
fn whole(ty: &Type, field_docs: &FieldDocs, example: Option<Json>, scope: SchemaScope<'_>) -> Media {
    if let Type::Bytes = ty {
        let schema = JsonObject::new().with("type", "string").with("format", "binary");
        return Media { kind: OCTETS, schema, example: None };
    }
    Media { kind: JSON, schema: schema::described(ty, field_docs, scope), example }
}

/// The example value of a field of the request.
pub(super) fn request_example(operation: &Operation, field: &Field, scope: SchemaScope<'_>) -> Option<Json> {
    let (_, shown) = operation.example.request.iter().find(|(key, _)| *key == field.key)?;
    example_field(field, &value_of(shown), scope)
}

/// The example of an object with these fields.
pub(super) fn example_object(fields: &[Field], shown: &Value, scope: SchemaScope<'_>) -> Json {
    let value = |field: &Field| example_field(field, shown.get(&field.key)?, scope);
    fields.iter().filter_map(|field| Some((field.wire.as_str(), value(field)?))).collect::<JsonObject>().into()
}

/// The example of a field, as it is on the wire.
fn example_field(field: &Field, shown: &Value, scope: SchemaScope<'_>) -> Option<Json> {
    Some(encoded::example(field, example_value(&field.ty, shown, scope)?))
}

/// The example of a type; `None` for a null, unless the type is `any`.
pub(super) fn example_value(ty: &Type, shown: &Value, scope: SchemaScope<'_>) -> Option<Json> {
    Some(match (ty, shown) {
        (Type::Any, any) => any.clone().into(),
        (_, Value::Null) => return None,
        (Type::Array(items), Value::Array(shown)) => {
            shown.iter().filter_map(|item| example_value(items, item, scope)).collect::<Vec<Json>>().into()
        }
        (Type::Map(values), Value::Object(shown)) => {
            let entries =
                shown.iter().filter_map(|(key, shown)| Some((key.as_str(), example_value(values, shown, scope)?)));
            entries.collect::<JsonObject>().into()
        }
        (Type::Object(name), shown) => match scope.definition(name) {
            Some((Definition::Object(object), scope)) => example_object(&object.fields, shown, scope),
            _ => shown.clone().into(),
        },
        (_, simple) => simple.clone().into(),
    })
}
