//! Fields of a draft.

use super::yaml_layout::{YamlMap, YamlValue};

/// A parameter, field or item.
#[derive(Clone, Debug)]
pub(super) struct DraftField {
    pub(super) kind: DraftType,
    pub(super) required: bool,
    pub(super) style: Option<&'static str>,
    /// Explicit name in Rust.
    pub(super) rename: Option<String>,
    /// Default value that the page states.
    pub(super) default: Option<String>,
    pub(super) marks: Vec<String>,
}

/// Type of a draft field.
#[derive(Clone, Debug)]
pub(super) enum DraftType {
    /// A built-in type.
    Word(&'static str),
    /// A type that another field defines, by the page's name for it.
    Named(String),
    Enum {
        name: Option<String>,
        values: Vec<DraftEnumValue>,
    },
    Object {
        name: Option<String>,
        fields: DraftFields,
    },
    Array(Box<DraftField>),
    Map(Box<DraftField>),
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

/// Content of a body or response.
#[derive(Clone, Debug, Default)]
pub(super) enum DraftContent {
    #[default]
    Empty,
    Fields(DraftFields),
    Whole(Box<DraftField>),
}

impl DraftField {
    pub(super) fn new(kind: DraftType) -> Self {
        Self { kind, required: false, style: None, rename: None, default: None, marks: Vec::new() }
    }

    pub(super) fn marked(kind: DraftType, mark: impl Into<String>) -> Self {
        Self { marks: vec![mark.into()], ..Self::new(kind) }
    }

    /// Converts it to an item, which has neither `required` nor a default.
    pub(super) fn item(self) -> Self {
        Self { required: false, default: None, ..self }
    }

    /// Returns `true` if one string can hold the value.
    pub(super) fn is_single(&self) -> bool {
        match &self.kind {
            DraftType::Word(word) => !matches!(*word, "bytes" | "any"),
            DraftType::Enum { .. } => true,
            DraftType::Named(_) | DraftType::Object { .. } | DraftType::Array(_) | DraftType::Map(_) => false,
        }
    }

    /// Returns the field as YAML, with its marks and those of inline items.
    pub(super) fn value(&self) -> (YamlValue, Vec<String>) {
        let mut marks = self.marks.clone();
        (YamlValue::Map(self.map(&mut marks)), marks)
    }

    fn map(&self, marks: &mut Vec<String>) -> YamlMap {
        let spreads = matches!(self.innermost(), DraftType::Enum { .. } | DraftType::Object { .. });
        let map = if spreads { YamlMap::spread() } else { YamlMap::new() };
        let word = |word: &str| YamlValue::word(word);
        let (ty, name) = match &self.kind {
            DraftType::Word(ty) => (word(ty), None),
            DraftType::Named(name) => (YamlValue::text(name), None),
            DraftType::Enum { name, .. } => (word("enum"), name.clone()),
            DraftType::Object { name, .. } => (word("object"), name.clone()),
            DraftType::Array(_) => (word("array"), None),
            DraftType::Map(_) => (word("map"), None),
        };
        let map = map
            .with("type", ty)
            .with_some("name", name.map(YamlValue::Text))
            .with_some("required", self.required.then(|| word("true")))
            .with_some("rename", self.rename.clone().map(YamlValue::Text))
            .with_some("style", self.style.map(YamlValue::word))
            .with_some("default", self.default.as_deref().map(|default| self.default_value(default)));
        match &self.kind {
            DraftType::Word(_) | DraftType::Named(_) => map,
            DraftType::Enum { values, .. } => map.with("values", YamlValue::Map(enum_values(values))),
            DraftType::Object { fields, .. } => map.with("fields", YamlValue::Map(fields.map())),
            DraftType::Array(items) | DraftType::Map(items) => {
                marks.extend(items.marks.iter().cloned());
                let items = items.map(marks);
                map.with("items", YamlValue::Map(items))
            }
        }
    }

    /// Visits the field, then the fields in it.
    fn each(&mut self, act: &mut impl FnMut(&mut Self)) {
        act(self);
        match &mut self.kind {
            DraftType::Word(_) | DraftType::Named(_) | DraftType::Enum { .. } => {}
            DraftType::Object { fields, .. } => fields.each_field(act),
            DraftType::Array(items) | DraftType::Map(items) => items.each(act),
        }
    }

    /// Returns the element type of nested lists and maps.
    pub(super) fn innermost(&self) -> &DraftType {
        match &self.kind {
            DraftType::Array(items) | DraftType::Map(items) => items.innermost(),
            kind => kind,
        }
    }

    /// Mutable variant of [`Self::innermost`].
    pub(super) fn innermost_mut(&mut self) -> &mut DraftType {
        match self.kind {
            DraftType::Array(_) | DraftType::Map(_) => match &mut self.kind {
                DraftType::Array(items) | DraftType::Map(items) => items.innermost_mut(),
                kind => kind,
            },
            _ => &mut self.kind,
        }
    }

    /// Returns `true` if an enumeration in it has this alternate spelling.
    pub(super) fn has_spelling(&self, text: &str) -> bool {
        match &self.kind {
            DraftType::Array(items) | DraftType::Map(items) => items.has_spelling(text),
            DraftType::Enum { values, .. } => values.iter().any(|value| value.also.iter().any(|also| also == text)),
            _ => false,
        }
    }

    /// Writes numbers and booleans without quotes.
    fn default_value(&self, default: &str) -> YamlValue {
        let plain = match &self.kind {
            DraftType::Word("int32" | "int64") => {
                default.parse::<i64>().is_ok_and(|number| number.to_string() == default)
            }
            DraftType::Word("bool") => matches!(default, "true" | "false"),
            _ => false,
        };
        if plain { YamlValue::word(default) } else { YamlValue::text(default) }
    }
}

fn enum_values(values: &[DraftEnumValue]) -> YamlMap {
    values.iter().fold(YamlMap::new(), |map, value| {
        let also = (!value.also.is_empty()).then(|| YamlValue::list(value.also.iter().map(YamlValue::text)));
        let about =
            YamlMap::new().with_some("also", also).with_some("rename", value.rename.clone().map(YamlValue::Text));
        map.with(&value.wire, YamlValue::Map(about))
    })
}

impl DraftType {
    /// Name of the type, for marks.
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::Named(name) => name,
            Self::Enum { .. } => "enum",
            Self::Object { .. } => "object",
            Self::Array(_) => "array",
            Self::Map(_) => "map",
        }
    }
}

impl DraftContent {
    /// Visits every field, parents first.
    pub(super) fn each_field(&mut self, act: &mut impl FnMut(&mut DraftField)) {
        match self {
            Self::Empty => {}
            Self::Fields(fields) => fields.each_field(act),
            Self::Whole(field) => field.each(act),
        }
    }
}

impl DraftFields {
    /// Visits every field, parents first.
    pub(super) fn each_field(&mut self, act: &mut impl FnMut(&mut DraftField)) {
        self.list.iter_mut().for_each(|(_, field)| field.each(act));
    }

    pub(super) fn get(&self, wire: &str) -> Option<&DraftField> {
        self.list.iter().find(|(name, _)| name == wire).map(|(_, field)| field)
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
