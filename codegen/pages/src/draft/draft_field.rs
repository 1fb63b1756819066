//! What a draft says of a parameter, a member or an item.

use super::yaml_layout::{Map, Value};

/// A parameter, a member or an item.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) kind: Kind,
    pub(super) required: bool,
    pub(super) style: Option<&'static str>,
    /// Another name in Rust.
    pub(super) rename: Option<String>,
    /// What the page says is taken if none is sent.
    pub(super) default: Option<String>,
    pub(super) marks: Vec<String>,
}

/// The type of a field.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A word of the language.
    Word(&'static str),
    /// A type that another field of the page describes, by the page's name for it.
    Named(String),
    Enum {
        name: Option<String>,
        values: Vec<EnumValue>,
    },
    Object {
        name: Option<String>,
        members: Members,
    },
    Array(Box<Field>),
    Map(Box<Field>),
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub(super) struct EnumValue {
    pub(super) wire: String,
    /// Other spellings that the examples show.
    pub(super) also: Vec<String>,
    /// Another name in Rust.
    pub(super) rename: Option<String>,
}

/// The members of an object, and marks about what is not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    pub(super) list: Vec<(String, Field)>,
    pub(super) marks: Vec<String>,
}

/// What a body or an answer holds.
#[derive(Clone, Debug, Default)]
pub(super) enum Content {
    #[default]
    Nothing,
    Members(Members),
    Whole(Box<Field>),
}

impl Field {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, required: false, style: None, rename: None, default: None, marks: Vec::new() }
    }

    pub(super) fn marked(kind: Kind, mark: impl Into<String>) -> Self {
        Self { marks: vec![mark.into()], ..Self::new(kind) }
    }

    /// The field as an item or a value, which has nothing that says when it is there.
    pub(super) fn item(self) -> Self {
        Self { required: false, default: None, ..self }
    }

    /// Whether one text holds it.
    pub(super) fn is_single(&self) -> bool {
        match &self.kind {
            Kind::Word(word) => !matches!(*word, "bytes" | "any"),
            Kind::Enum { .. } => true,
            Kind::Named(_) | Kind::Object { .. } | Kind::Array(_) | Kind::Map(_) => false,
        }
    }

    /// The field as it is written, with the marks of all items that stand on its lines.
    pub(super) fn value(&self) -> (Value, Vec<String>) {
        let mut marks = self.marks.clone();
        (Value::Map(self.map(&mut marks)), marks)
    }

    fn map(&self, marks: &mut Vec<String>) -> Map {
        let spreads = matches!(self.innermost(), Kind::Enum { .. } | Kind::Object { .. });
        let map = if spreads { Map::spread() } else { Map::new() };
        let word = |word: &str| Value::word(word);
        let (ty, name) = match &self.kind {
            Kind::Word(ty) => (word(ty), None),
            Kind::Named(name) => (Value::text(name), None),
            Kind::Enum { name, .. } => (word("enum"), name.clone()),
            Kind::Object { name, .. } => (word("object"), name.clone()),
            Kind::Array(_) => (word("array"), None),
            Kind::Map(_) => (word("map"), None),
        };
        let map = map
            .with("type", ty)
            .with_some("name", name.map(Value::Text))
            .with_some("required", self.required.then(|| word("true")))
            .with_some("rename", self.rename.clone().map(Value::Text))
            .with_some("style", self.style.map(Value::word))
            .with_some("default", self.default.as_deref().map(|default| self.default_value(default)));
        match &self.kind {
            Kind::Word(_) | Kind::Named(_) => map,
            Kind::Enum { values, .. } => map.with("values", Value::Map(enum_values(values))),
            Kind::Object { members, .. } => map.with("fields", Value::Map(members.map())),
            Kind::Array(items) | Kind::Map(items) => {
                marks.extend(items.marks.iter().cloned());
                let items = items.map(marks);
                map.with("items", Value::Map(items))
            }
        }
    }

    /// Does something with the field, and then with those inside it.
    fn each(&mut self, act: &mut impl FnMut(&mut Self)) {
        act(self);
        match &mut self.kind {
            Kind::Word(_) | Kind::Named(_) | Kind::Enum { .. } => {}
            Kind::Object { members, .. } => members.each_field(act),
            Kind::Array(items) | Kind::Map(items) => items.each(act),
        }
    }

    /// What is at the bottom of lists and maps.
    pub(super) fn innermost(&self) -> &Kind {
        match &self.kind {
            Kind::Array(items) | Kind::Map(items) => items.innermost(),
            kind => kind,
        }
    }

    /// The same, to be changed.
    pub(super) fn innermost_mut(&mut self) -> &mut Kind {
        match self.kind {
            Kind::Array(_) | Kind::Map(_) => match &mut self.kind {
                Kind::Array(items) | Kind::Map(items) => items.innermost_mut(),
                kind => kind,
            },
            _ => &mut self.kind,
        }
    }

    /// Whether it is an enumeration, or holds one, with this text among the other spellings of a value.
    pub(super) fn has_spelling(&self, text: &str) -> bool {
        match &self.kind {
            Kind::Array(items) | Kind::Map(items) => items.has_spelling(text),
            Kind::Enum { values, .. } => values.iter().any(|value| value.also.iter().any(|also| also == text)),
            _ => false,
        }
    }

    /// A number or a truth as such where the type is one.
    fn default_value(&self, default: &str) -> Value {
        let plain = match &self.kind {
            Kind::Word("int32" | "int64") => default.parse::<i64>().is_ok_and(|number| number.to_string() == default),
            Kind::Word("bool") => matches!(default, "true" | "false"),
            _ => false,
        };
        if plain { Value::word(default) } else { Value::text(default) }
    }
}

fn enum_values(values: &[EnumValue]) -> Map {
    values.iter().fold(Map::new(), |map, value| {
        let also = (!value.also.is_empty()).then(|| Value::list(value.also.iter().map(Value::text)));
        let about = Map::new().with_some("also", also).with_some("rename", value.rename.clone().map(Value::Text));
        map.with(&value.wire, Value::Map(about))
    })
}

impl Kind {
    /// The word for it, for marks.
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

impl Content {
    /// Does something with every field, each before those inside it.
    pub(super) fn each_field(&mut self, act: &mut impl FnMut(&mut Field)) {
        match self {
            Self::Nothing => {}
            Self::Members(members) => members.each_field(act),
            Self::Whole(field) => field.each(act),
        }
    }
}

impl Members {
    /// Does something with every field, each before those inside it.
    pub(super) fn each_field(&mut self, act: &mut impl FnMut(&mut Field)) {
        self.list.iter_mut().for_each(|(_, field)| field.each(act));
    }

    pub(super) fn get(&self, wire: &str) -> Option<&Field> {
        self.list.iter().find(|(name, _)| name == wire).map(|(_, field)| field)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The members as they are written, each on its line.
    pub(super) fn map(&self) -> Map {
        let mut map = Map::spread();
        for (wire, field) in &self.list {
            let (value, marks) = field.value();
            map.put(wire, value, marks);
        }
        map.mark(self.marks.iter().cloned());
        map
    }
}
