//! The values that the examples show of a member: what is known of a type where no row says it.

use super::MAX_DEPTH;
use super::draft_field::{DraftField, DraftFields, DraftType};
use super::review_marks;
use dingtalk_spec::LONGEST_KEY;
use dingtalk_spec::json::Json;
use serde_json::Value;

/// All values that the examples show of one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct ExampleValues<'a>(Vec<&'a Json>);

impl<'a> ExampleValues<'a> {
    pub(super) fn new(samples: impl IntoIterator<Item = &'a Json>) -> Self {
        Self(samples.into_iter().filter(|sample| !matches!(sample, Json::Value(Value::Null))).collect())
    }

    /// Those of a member.
    pub(super) fn field(&self, wire: &str) -> Self {
        Self::new(self.objects().filter_map(|fields| fields.get(wire)))
    }

    /// Those of the items of a list.
    pub(super) fn items(&self) -> Self {
        Self::new(self.0.iter().flat_map(|sample| match sample {
            Json::List(items) => items.as_slice(),
            _ => &[],
        }))
    }

    /// Those of the values of a map.
    pub(super) fn values(&self) -> Self {
        Self::new(self.objects().flat_map(|fields| fields.members().map(|(_, value)| value)))
    }

    pub(super) fn has_list(&self) -> bool {
        self.0.iter().any(|sample| matches!(sample, Json::List(_)))
    }

    /// Those that are texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(|sample| match sample {
            Json::Value(Value::String(shown)) => Some(shown.as_str()),
            _ => None,
        })
    }

    /// Whether one of them is a text of which this is true.
    pub(super) fn has_text(&self, test: impl Fn(&str) -> bool) -> bool {
        self.texts().any(test)
    }

    pub(super) fn has_field(&self, wire: &str) -> bool {
        self.objects().any(|fields| fields.get(wire).is_some())
    }

    /// Whether all numbers are whole; none if there is no number.
    pub(super) fn whole_numbers(&self) -> Option<bool> {
        let numbers = self.0.iter().filter_map(|sample| match sample {
            Json::Value(Value::Number(number)) => Some(number.is_i64()),
            Json::Value(Value::String(text)) => text.parse::<f64>().ok().map(|_| text.parse::<i64>().is_ok()),
            _ => None,
        });
        numbers.reduce(|all, one| all && one)
    }

    /// The type that all of them have; none if there is none, or they differ.
    pub(super) fn kind(&self, depth: usize) -> Option<DraftType> {
        let (first, rest) = self.0.split_first()?;
        let same = |other: &&Json| std::mem::discriminant(*first) == std::mem::discriminant(*other);
        if depth > MAX_DEPTH || !rest.iter().all(same) {
            return None;
        }
        match first {
            Json::Value(first) => {
                let same = |other: &&Json| matches!(other, Json::Value(other) if std::mem::discriminant(first) == std::mem::discriminant(other));
                rest.iter().all(same).then(|| self.scalar(first)).flatten().map(DraftType::Word)
            }
            Json::List(_) => {
                let items = self.items().kind(depth + 1).unwrap_or(DraftType::Word("any"));
                Some(DraftType::Array(Box::new(DraftField::new(items))))
            }
            Json::Object(_) => {
                let mut fields = DraftFields::default();
                self.complete(&mut fields, depth + 1);
                fields.list.iter_mut().for_each(|(_, field)| field.marks.clear());
                (!fields.is_empty()).then_some(DraftType::Object { name: None, fields })
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

    /// Adds the members that the examples show and no row describes.
    pub(super) fn complete(&self, fields: &mut DraftFields, depth: usize) {
        let shown: Vec<&str> = self.objects().flat_map(|sample| sample.members().map(|(wire, _)| wire)).collect();
        for wire in shown {
            if fields.get(wire).is_some() {
                continue;
            }
            if is_key(wire) {
                let kind = self.field(wire).kind(depth).unwrap_or(DraftType::Word("any"));
                fields.list.push((wire.to_owned(), DraftField::marked(kind, "the example has it, and no row does")));
            } else {
                fields
                    .marks
                    .push(format!("the example has a field {}, which no spec can hold", review_marks::quoted(wire)));
            }
        }
    }

    fn objects(&self) -> impl Iterator<Item = &'a dingtalk_spec::json::Object> {
        self.0.iter().filter_map(|sample| match sample {
            Json::Object(fields) => Some(fields),
            _ => None,
        })
    }
}

/// Whether a text can be a key of a spec as it stands.
pub(super) fn is_key(text: &str) -> bool {
    // Each character may be written as ten, between quotes.
    let short = text.chars().count() < LONGEST_KEY / 10 - 2;
    short && text != "<<" && review_marks::clean(text).as_deref() == Some(text)
}
