//! Fields of a draft.

use super::review_marks::quoted;
use super::yaml_layout::{YamlMap, YamlValue};
use crate::page::RowId;
use dingtalk_spec::Node;

/// Type word of a field whose type another field defines.
pub(super) const REFERENCE: &str = "reference";

/// A parameter, field or item, or the content of a body or response.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftField {
    /// Word of the spec, or [`REFERENCE`].
    pub(super) ty: &'static str,
    /// The row that it is from.
    pub(super) row: Option<RowId>,
    /// Name of the enumeration or object type that it defines or refers to. The page's name until Rust names are assigned.
    pub(super) name: Option<String>,
    pub(super) required: bool,
    pub(super) style: Option<&'static str>,
    /// Explicit name in Rust.
    pub(super) rename: Option<String>,
    /// Default value that the page states.
    pub(super) default: Option<String>,
    /// Type of an enumeration's values, if they are numbers.
    pub(super) of: Option<&'static str>,
    /// Values of an enumeration.
    pub(super) values: Vec<DraftEnumValue>,
    /// Fields of an object.
    pub(super) fields: DraftFields,
    /// Elements of a list or map.
    pub(super) items: Option<Box<DraftField>>,
    pub(super) marks: Vec<String>,
}

/// Value of an enumeration.
#[derive(Clone, Debug)]
pub(super) struct DraftEnumValue {
    pub(super) wire: String,
    /// Alternate spellings from the examples.
    pub(super) also: Vec<String>,
    /// Explicit name in Rust.
    pub(super) rename: Option<String>,
}

/// Fields of an object, and marks about fields that are missing.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftFields {
    pub(super) list: Vec<(String, DraftField)>,
    pub(super) marks: Vec<String>,
}

impl DraftField {
    /// A field of a built-in type.
    pub(super) fn of(ty: &'static str) -> Self {
        Self { ty, ..Self::default() }
    }

    pub(super) fn object(fields: DraftFields) -> Self {
        Self { fields, ..Self::of("object") }
    }

    /// A list or map.
    pub(super) fn holding(ty: &'static str, items: Self) -> Self {
        Self { items: Some(Box::new(items)), ..Self::of(ty) }
    }

    pub(super) fn marked(self, mark: impl Into<String>) -> Self {
        Self { marks: vec![mark.into()], ..self }
    }

    /// Converts it to a string without its fields and items.
    pub(super) fn into_text(self, mark: &str) -> Self {
        let (name, of, values, fields, items) = <_>::default();
        let marks = self.marks.into_iter().chain([mark.to_owned()]).collect();
        Self { ty: "string", name, of, values, fields, items, marks, ..self }
    }

    /// Converts it to an item, which has neither `required` nor a default.
    pub(super) fn item(self) -> Self {
        Self { required: false, default: None, ..self }
    }

    /// Returns `true` if one string can hold the value.
    pub(super) fn is_single(&self) -> bool {
        !matches!(self.ty, "bytes" | "any" | "object" | "array" | "map" | REFERENCE)
    }

    /// Type word of a single value: that of its values for an enumeration.
    pub(super) fn scalar(&self) -> &'static str {
        match self.ty {
            "enum" => self.of.unwrap_or("string"),
            ty => ty,
        }
    }

    /// Returns `true` for the content of a body or response with nothing to say about it.
    pub(super) fn is_no_content(&self) -> bool {
        self.ty == "object" && self.fields.is_empty() && self.fields.marks.is_empty()
    }

    /// Name of the type, for marks.
    pub(super) fn word(&self) -> &str {
        self.name.as_deref().filter(|_| self.ty == REFERENCE).unwrap_or(self.ty)
    }

    /// Returns the field as YAML, with its marks and those of inline items.
    pub(super) fn value(&self) -> (YamlValue, Vec<String>) {
        let mut marks = self.marks.clone();
        (YamlValue::Map(self.map(&mut marks)), marks)
    }

    fn map(&self, marks: &mut Vec<String>) -> YamlMap {
        let spreads = matches!(self.innermost().ty, "enum" | "object");
        let map = if spreads { YamlMap::spread() } else { YamlMap::new() };
        let (ty, name) = match self.ty {
            REFERENCE => (YamlValue::text(self.word()), None),
            ty => (YamlValue::text(ty), self.name.clone()),
        };
        let map = map
            .with("type", ty)
            .with_some("of", self.of.map(YamlValue::text))
            .with_some("name", name.map(YamlValue::text))
            .with_some("required", self.required.then_some(YamlValue::Scalar(Node::Bool(true))))
            .with_some("rename", self.rename.clone().map(YamlValue::text))
            .with_some("style", self.style.map(YamlValue::text))
            .with_some("default", self.default.as_deref().map(|default| self.default_value(default)));
        match &self.items {
            Some(items) => {
                marks.extend(items.marks.iter().cloned());
                map.with("items", YamlValue::Map(items.map(marks)))
            }
            None if self.ty == "enum" => map.with("values", YamlValue::Map(enum_values(&self.values))),
            None if self.ty == "object" => map.with("fields", YamlValue::Map(self.fields.map())),
            None => map,
        }
    }

    /// Returns the field in it that is from a row, with its wire name.
    pub(super) fn find(&self, row: RowId) -> Option<(&str, &Self)> {
        self.fields.find(row).or_else(|| self.items.as_ref()?.find(row))
    }

    /// Visits the field, then the fields in it.
    pub(super) fn each(&mut self, act: &mut impl FnMut(&mut Self)) {
        act(self);
        self.fields.each_field(act);
        self.items.iter_mut().for_each(|items| items.each(act));
    }

    /// Returns the element of nested lists and maps, or the field itself.
    pub(super) fn innermost(&self) -> &Self {
        self.items.as_ref().map_or(self, |items| items.innermost())
    }

    /// Adds marks about missing fields to the object at the bottom of lists and maps, or to the field itself.
    pub(super) fn mark_fields(&mut self, marks: Vec<String>) {
        if self.innermost().ty != "object" {
            return self.marks.extend(marks);
        }
        match &mut self.items {
            Some(items) => items.mark_fields(marks),
            None => self.fields.marks.extend(marks),
        }
    }

    /// Returns `true` if an enumeration in it has this alternate spelling.
    pub(super) fn has_spelling(&self, text: &str) -> bool {
        self.innermost().values.iter().any(|value| value.also.iter().any(|also| also == text))
    }

    /// Writes numbers and booleans without quotes.
    fn default_value(&self, default: &str) -> YamlValue {
        let node = match self.scalar() {
            "int32" | "int64" => {
                default.parse::<i64>().ok().filter(|number| number.to_string() == default).map(Node::from)
            }
            "bool" => default.parse().ok().map(Node::Bool),
            _ => None,
        };
        YamlValue::Scalar(node.unwrap_or_else(|| Node::Text(default.to_owned())))
    }
}

impl DraftEnumValue {
    pub(super) fn of(wire: String) -> Self {
        Self { wire, also: Vec::new(), rename: None }
    }
}

pub(super) fn enum_values(values: &[DraftEnumValue]) -> YamlMap {
    values.iter().fold(YamlMap::new(), |map, value| {
        let also = (!value.also.is_empty()).then(|| YamlValue::list(value.also.iter().map(YamlValue::text)));
        let about =
            YamlMap::new().with_some("also", also).with_some("rename", value.rename.clone().map(YamlValue::text));
        map.with(&value.wire, YamlValue::Map(about))
    })
}

impl DraftFields {
    /// Visits every field, parents first.
    pub(super) fn each_field(&mut self, act: &mut impl FnMut(&mut DraftField)) {
        self.list.iter_mut().for_each(|(_, field)| field.each(act));
    }

    pub(super) fn find(&self, row: RowId) -> Option<(&str, &DraftField)> {
        let own = self.list.iter().find(|(_, field)| field.row == Some(row));
        let own = own.map(|(wire, field)| (wire.as_str(), field));
        own.or_else(|| self.list.iter().find_map(|(_, field)| field.find(row)))
    }

    pub(super) fn get(&self, wire: &str) -> Option<&DraftField> {
        self.list.iter().find(|(name, _)| name == wire).map(|(_, field)| field)
    }

    /// Adds a field, unless its name is taken.
    pub(super) fn add(&mut self, wire: String, field: DraftField) {
        if self.get(&wire).is_some() {
            self.marks.push(format!("{} stands on the page once more, as `{}`", quoted(&wire), field.word()));
            self.marks.extend(field.marks);
        } else {
            self.list.push((wire, field));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the fields as YAML, one per line.
    pub(super) fn map(&self) -> YamlMap {
        let mut map = YamlMap::spread();
        for (wire, field) in &self.list {
            let (value, marks) = field.value();
            map.put(wire, value, marks);
        }
        map.mark(self.marks.iter().cloned());
        map
    }
}
