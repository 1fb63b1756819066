//! Values of examples, from which types are inferred where no row states them.

use super::draft_field::{DraftField, DraftFields};
use super::{MAX_DEPTH, endpoint, review_marks};
use crate::edit::scalar::LONGEST_KEY;
use crate::json::{Json, JsonObject};
use crate::page::{RequestExample, TOKEN_PARAMETER, decoded};
use serde_json::Value;

/// All example values of one field.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldExamples<'a>(Vec<&'a Json>);

impl<'a> FieldExamples<'a> {
    pub(super) fn new(samples: impl IntoIterator<Item = &'a Json>) -> Self {
        Self(samples.into_iter().filter(|sample| !matches!(sample, Json::Value(Value::Null))).collect())
    }

    /// Returns the values of a field.
    pub(super) fn field(&self, wire: &str) -> Self {
        Self::new(self.objects().filter_map(|fields| fields.get(wire)))
    }

    /// Returns the items of lists.
    pub(super) fn items(&self) -> Self {
        Self::new(self.0.iter().flat_map(|sample| match sample {
            Json::List(items) => items.as_slice(),
            _ => &[],
        }))
    }

    /// Returns the values of maps.
    pub(super) fn values(&self) -> Self {
        Self::new(self.objects().flat_map(|fields| fields.fields().map(|(_, value)| value)))
    }

    pub(super) fn has_list(&self) -> bool {
        self.0.iter().any(|sample| matches!(sample, Json::List(_)))
    }

    /// Returns the strings.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(|sample| match sample {
            Json::Value(Value::String(shown)) => Some(shown.as_str()),
            _ => None,
        })
    }

    pub(super) fn has_text(&self, test: impl Fn(&str) -> bool) -> bool {
        self.texts().any(test)
    }

    pub(super) fn has_field(&self, wire: &str) -> bool {
        self.objects().any(|fields| fields.get(wire).is_some())
    }

    /// Returns whether all numbers are integers, or `None` without numbers.
    pub(super) fn whole_numbers(&self) -> Option<bool> {
        let numbers = self.0.iter().filter_map(|sample| match sample {
            Json::Value(Value::Number(number)) => Some(number.is_i64()),
            Json::Value(Value::String(text)) => text.parse::<f64>().ok().map(|_| text.parse::<i64>().is_ok()),
            _ => None,
        });
        numbers.reduce(|all, one| all && one)
    }

    /// Returns a field of the common type of all values, or of any type if they differ.
    pub(super) fn field_of_all(&self, depth: usize) -> DraftField {
        self.kind(depth).unwrap_or_else(|| DraftField::of("any"))
    }

    /// Returns a field of the common type of all values, or `None` if they differ.
    pub(super) fn kind(&self, depth: usize) -> Option<DraftField> {
        let (first, rest) = self.0.split_first()?;
        let same = |other: &&Json| std::mem::discriminant(*first) == std::mem::discriminant(*other);
        if depth > MAX_DEPTH || !rest.iter().all(same) {
            return None;
        }
        match first {
            Json::Value(first) => {
                let same = |other: &&Json| matches!(other, Json::Value(other) if std::mem::discriminant(first) == std::mem::discriminant(other));
                rest.iter().all(same).then(|| self.scalar(first)).flatten().map(DraftField::of)
            }
            Json::List(_) => Some(DraftField::holding("array", self.items().field_of_all(depth + 1))),
            Json::Object(_) => {
                let mut fields = DraftFields::default();
                self.complete(&mut fields, depth + 1);
                fields.list.iter_mut().for_each(|(_, field)| field.marks.clear());
                (!fields.is_empty()).then(|| DraftField::object(fields))
            }
        }
    }

    fn scalar(&self, first: &Value) -> Option<&'static str> {
        match first {
            Value::Bool(_) => Some("bool"),
            Value::Number(_) if self.whole_numbers() == Some(true) => Some("int64"),
            Value::Number(_) => Some("float64"),
            Value::String(_) => Some("string"),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Adds fields that only the examples have.
    pub(super) fn complete(&self, fields: &mut DraftFields, depth: usize) {
        let shown: Vec<&str> = self.objects().flat_map(|sample| sample.fields().map(|(wire, _)| wire)).collect();
        for wire in shown {
            if fields.get(wire).is_some() {
                continue;
            }
            if is_key(wire) {
                let field = self.field(wire).field_of_all(depth).marked("the example has it, and no row does");
                fields.list.push((wire.to_owned(), field));
            } else {
                fields
                    .marks
                    .push(format!("the example has a field {}, which no spec can hold", review_marks::quoted(wire)));
            }
        }
    }

    fn objects(&self) -> impl Iterator<Item = &'a JsonObject> {
        self.0.iter().filter_map(|sample| match sample {
            Json::Object(fields) => Some(fields),
            _ => None,
        })
    }
}

/// Returns `true` if a text is a valid key of a spec.
pub(super) fn is_key(text: &str) -> bool {
    // A quoted character may take ten bytes.
    let short = text.chars().count() < LONGEST_KEY / 10 - 2;
    short && text != "<<" && review_marks::clean(text).as_deref() == Some(text)
}

/// Values of one example request.
pub(super) struct SentExample<'a> {
    /// Path, query and headers.
    pub(super) parameters: [Json; 3],
    pub(super) body: Option<&'a Json>,
}

impl<'a> SentExample<'a> {
    /// Extracts the values for a path. Headers take the spelling of `listed`.
    pub(super) fn new(
        example: &'a RequestExample,
        path: &str,
        listed: &[&str],
        is_sent: impl Fn(&str) -> bool,
    ) -> Self {
        let values = endpoint::values(path, &example.path).unwrap_or_default();
        let path = values.into_iter().map(|(name, value)| (name, decoded(value)));
        let query = example.query.iter().filter(|(name, _)| name != TOKEN_PARAMETER).cloned();
        let header = |name: &String| {
            let name = name.trim();
            listed.iter().find(|listed| listed.eq_ignore_ascii_case(name)).map_or(name, |listed| *listed).to_owned()
        };
        let sent = example.headers.iter().filter(|(name, _)| is_sent(name.trim()));
        let headers = sent.map(|(name, value)| (header(name), value.clone()));
        Self { parameters: [object(path), object(query), object(headers)], body: example.body.json() }
    }
}

/// Collects values by name. Repeated names become a list.
fn object<N: Into<String>>(pairs: impl Iterator<Item = (N, String)>) -> Json {
    let mut all: Vec<(String, Vec<Json>)> = Vec::new();
    for (name, value) in pairs {
        let name = name.into();
        match all.iter_mut().find(|(other, _)| *other == name) {
            Some((_, values)) => values.push(value.into()),
            None => all.push((name, vec![value.into()])),
        }
    }
    let one = |mut values: Vec<Json>| match values.pop() {
        Some(only) if values.is_empty() => only,
        last => Json::List(values.into_iter().chain(last).collect()),
    };
    Json::Object(all.into_iter().map(|(name, values)| (name, one(values))).collect::<JsonObject>())
}
