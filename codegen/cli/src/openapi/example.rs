//! The values that a page shows: members in the order of the spec, and no nulls, which say nothing.

use super::scope::Scope;
use dingtalk_codegen::model::{Definition, Field, Operation, Type};
use dingtalk_spec::json::{Json, Object};
use serde_json::Value;
use std::collections::HashMap;

/// The values that a page's example sends.
pub(super) struct Sent<'a>(HashMap<&'a str, &'a Value>);

impl<'a> Sent<'a> {
    pub(super) fn of(operation: &'a Operation) -> Self {
        Self(operation.example.request.iter().map(|(key, value)| (key.as_str(), value)).collect())
    }

    /// What is sent for a member.
    pub(super) fn value(&self, field: &Field, scope: Scope<'_>) -> Option<Json> {
        value(&field.ty, self.0.get(field.key.as_str())?, scope)
    }
}

/// What is shown for these members.
pub(super) fn fields(fields: &[Field], shown: &Value, scope: Scope<'_>) -> Json {
    let value = |field: &Field| value(&field.ty, shown.get(&field.key)?, scope);
    fields.iter().filter_map(|field| Some((field.wire.as_str(), value(field)?))).collect::<Object>().into()
}

/// What is shown for a type; none for a null, but where any JSON may stand.
pub(super) fn value(ty: &Type, shown: &Value, scope: Scope<'_>) -> Option<Json> {
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
