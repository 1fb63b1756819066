//! The example values of a page: fields in the order of the spec, without nulls.

use super::scope::SchemaScope;
use dingtalk_codegen::model::{Definition, Field, Operation, Type};
use dingtalk_spec::json::{Json, Object};
use serde_json::Value;
use std::collections::HashMap;

/// The values that a page's example sends.
pub(super) struct RequestExample<'a>(HashMap<&'a str, &'a Value>);

impl<'a> RequestExample<'a> {
    pub(super) fn of(operation: &'a Operation) -> Self {
        Self(operation.example.request.iter().map(|(key, value)| (key.as_str(), value)).collect())
    }

    /// The example value of a field.
    pub(super) fn value(&self, field: &Field, scope: SchemaScope<'_>) -> Option<Json> {
        value(&field.ty, self.0.get(field.key.as_str())?, scope)
    }
}

/// The example of an object with these fields.
pub(super) fn fields(fields: &[Field], shown: &Value, scope: SchemaScope<'_>) -> Json {
    let value = |field: &Field| value(&field.ty, shown.get(&field.key)?, scope);
    fields.iter().filter_map(|field| Some((field.wire.as_str(), value(field)?))).collect::<Object>().into()
}

/// The example of a type; `None` for a null, unless the type is `any`.
pub(super) fn value(ty: &Type, shown: &Value, scope: SchemaScope<'_>) -> Option<Json> {
    Some(match (ty, shown) {
        (Type::Any, any) => any.clone().into(),
        (_, Value::Null) => return None,
        (Type::Array(items), Value::Array(shown)) => {
            shown.iter().filter_map(|item| value(items, item, scope)).collect::<Vec<Json>>().into()
        }
        (Type::Map(values), Value::Object(shown)) => {
            let entries = shown.iter().filter_map(|(key, shown)| Some((key.as_str(), value(values, shown, scope)?)));
            entries.collect::<Object>().into()
        }
        (Type::Object(name), shown) => match scope.definition(name) {
            Some((Definition::Object(object), scope)) => fields(&object.fields, shown, scope),
            _ => shown.clone().into(),
        },
        (_, simple) => simple.clone().into(),
    })
}
