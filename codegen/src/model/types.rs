//! Data types: object types, open enums, and the types of fields.

use super::{FieldDocs, Name};
use dingtalk_spec::{BuiltInType, FieldDecl, word_of};

/// An emitted data type below a request or a response.
#[derive(Debug)]
pub enum Definition {
    Object(ObjectType),
    Enum(OpenEnum),
}

impl Definition {
    pub fn name(&self) -> &Name {
        match self {
            Self::Object(object) => &object.name,
            Self::Enum(open_enum) => &open_enum.name,
        }
    }

    pub fn object(&self) -> Option<&ObjectType> {
        match self {
            Self::Object(object) => Some(object),
            Self::Enum(_) => None,
        }
    }

    pub fn open_enum(&self) -> Option<&OpenEnum> {
        match self {
            Self::Enum(open_enum) => Some(open_enum),
            Self::Object(_) => None,
        }
    }
}

/// The maximum number of arguments of `new`. Values in a longer row are easily swapped.
const MAX_ARGUMENTS: usize = 7;

/// The prefix of setters.
const SETTER: &str = "with_";

/// An object with known fields.
#[derive(Debug)]
pub struct ObjectType {
    pub name: Name,
    pub doc: String,
    pub direction: Direction,
    /// In the order of the page, no two with one Rust name.
    pub fields: Vec<Field>,
}

impl ObjectType {
    /// The response type of an operation with an empty response.
    pub fn nothing() -> Self {
        Self {
            name: Name::trusted("Response"),
            doc: "The response is empty.".to_owned(),
            direction: Direction::OUTPUT,
            fields: Vec::new(),
        }
    }

    /// Response types always implement `Default`, since tests build them; a request does if it has no required fields.
    pub fn has_default(&self) -> bool {
        self.direction.output || self.fields.iter().all(|field| !field.required)
    }

    /// Types in requests have `new`, which takes the required fields, or a struct of them.
    pub fn has_constructor(&self) -> bool {
        self.direction.input
    }

    /// The types of the fields.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.fields.iter().map(|field| &field.ty)
    }

    /// The required fields, in the order of the arguments of `new`.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.required)
    }

    /// The name of the struct of required fields that takes the place of `new`, if there are more than
    /// [`MAX_ARGUMENTS`].
    pub fn fields_struct(&self) -> Option<Name> {
        let is_long = self.required().count() > MAX_ARGUMENTS;
        is_long.then(|| Name::trusted(format!("{}Fields", self.name.bare())))
    }

    /// The name of a field's setter. Required fields are set when a value is created; they have setters only in response types, which
    /// tests build.
    pub fn setter(&self, field: &Field) -> Option<String> {
        let name = field.name.bare();
        let has_field = |name: &str| self.fields.iter().any(|field| field.name.bare() == name);
        let is_verb = name.strip_prefix(SETTER).is_some_and(|rest| !has_field(rest));
        let setter = if is_verb { name.to_owned() } else { format!("{SETTER}{name}") };
        (self.direction.output || !field.required).then_some(setter)
    }
}

/// The use of an object type in requests, responses, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In requests.
    pub input: bool,
    /// In responses.
    pub output: bool,
}

impl Direction {
    pub const INPUT: Self = Self { input: true, output: false };
    pub const OUTPUT: Self = Self { input: false, output: true };
}

/// A field of an object type, or a parameter of a request.
#[derive(Debug)]
pub struct Field {
    pub name: Name,
    /// The name on the wire.
    pub wire: String,
    /// The name in the serde form of a whole request, in which parameters are fields as well: mostly the wire name.
    pub key: String,
    pub ty: Type,
    pub required: bool,
    /// True if the field tells null from an absent value.
    pub nullable: bool,
    /// True if the type is recursive through this field, so that it is boxed.
    pub boxed: bool,
    pub location: Location,
    /// The encoding in one text; `None` for a single value, and for one that is not text within JSON.
    pub style: Option<Style>,
    pub docs: FieldDocs,
}

impl Field {
    /// The name on the wire with location, style and key, as emitted tables and the surface show them. `literal` quotes a text.
    pub fn wire_facts(&self, literal: impl Fn(&str) -> String) -> String {
        let mut facts = literal(&self.wire);
        let style = self.style.map(|style| format!("({})", style.word())).unwrap_or_default();
        if self.location != Location::Body || !style.is_empty() {
            facts = format!("{facts} in {}{style}", self.location.word());
        }
        if self.key != self.wire {
            facts = format!("{facts} as {}", literal(&self.key));
        }
        facts
    }
}

/// The location of a field in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Path,
    Query,
    Header,
    /// As a field of the body.
    Body,
    /// As the whole body.
    Whole,
}

impl Location {
    /// The word for it in the emitted table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
            Self::Whole => "whole",
        }
    }
}

/// The encoding of a list, map or object outside a JSON body, or within a string of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The name once for each item.
    Repeated,
    /// The items, with commas between them.
    Comma,
    /// JSON text.
    Json,
    /// JSON text in a string of a JSON body. The spec language calls it `json`, too.
    JsonText,
}

impl Style {
    /// The words of the spec language.
    pub const WORDS: [(&'static str, Self); 3] =
        [("repeated", Self::Repeated), ("comma", Self::Comma), ("json", Self::Json)];

    /// The word of the emitted table.
    pub fn word(self) -> &'static str {
        if self == Self::JsonText { "json_text" } else { word_of(&Self::WORDS, self) }
    }
}

/// The type of a field.
#[derive(Clone, Debug)]
pub enum Type {
    String,
    Secret,
    Bool,
    Int32,
    Int64,
    Float64,
    DateTime,
    /// Octets: as they are where they are the whole of a body, else as text of base64.
    Bytes,
    Any,
    Identifier(Name),
    Enum(Name, EnumRepr),
    Object(Name),
    Array(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// The type that a built-in word names by itself; `None` if it needs more.
    pub fn scalar(built_in: BuiltInType) -> Option<Self> {
        Some(match built_in {
            BuiltInType::String => Self::String,
            BuiltInType::Secret => Self::Secret,
            BuiltInType::Bool => Self::Bool,
            BuiltInType::Int32 => Self::Int32,
            BuiltInType::Int64 => Self::Int64,
            BuiltInType::Float64 => Self::Float64,
            BuiltInType::DateTime => Self::DateTime,
            BuiltInType::Bytes => Self::Bytes,
            BuiltInType::Any => Self::Any,
            BuiltInType::Enum | BuiltInType::Object | BuiltInType::Array | BuiltInType::Map => return None,
        })
    }

    /// The built-in type; `None` for an identifier, which has none.
    pub fn built_in(&self) -> Option<BuiltInType> {
        Some(match self {
            Self::String => BuiltInType::String,
            Self::Secret => BuiltInType::Secret,
            Self::Bool => BuiltInType::Bool,
            Self::Int32 => BuiltInType::Int32,
            Self::Int64 => BuiltInType::Int64,
            Self::Float64 => BuiltInType::Float64,
            Self::DateTime => BuiltInType::DateTime,
            Self::Bytes => BuiltInType::Bytes,
            Self::Any => BuiltInType::Any,
            Self::Enum(..) => BuiltInType::Enum,
            Self::Object(_) => BuiltInType::Object,
            Self::Array(_) => BuiltInType::Array,
            Self::Map(_) => BuiltInType::Map,
            Self::Identifier(_) => return None,
        })
    }

    /// Returns true if the value is one text, as in a path, a query or a header.
    pub fn is_single(&self) -> bool {
        !matches!(self, Self::Bytes | Self::Any | Self::Object(_) | Self::Array(_) | Self::Map(_))
    }

    /// The type itself, or that of the items at the bottom of lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Array(items) | Self::Map(items) => items.innermost(),
            other => other,
        }
    }
}

/// The type of an enum's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumRepr {
    Text,
    Int32,
    Int64,
}

impl EnumRepr {
    pub const WORDS: [(&'static str, Self); 3] =
        [("string", Self::Text), ("int32", Self::Int32), ("int64", Self::Int64)];

    /// The representation that a declaration states. An unknown word is reported where the enum is defined.
    pub fn of(decl: &FieldDecl) -> Self {
        let word = decl.of.as_ref().map_or("", |of| of.as_str());
        Self::WORDS.iter().find(|(own, _)| *own == word).map_or(Self::Text, |(_, repr)| *repr)
    }

    /// The type of a value that is not documented, in Rust.
    pub fn rust_type(self) -> &'static str {
        match self {
            Self::Text => "String",
            Self::Int32 => "i32",
            Self::Int64 => "i64",
        }
    }

    /// The type of a single value.
    pub fn scalar(self) -> Type {
        match self {
            Self::Text => Type::String,
            Self::Int32 => Type::Int32,
            Self::Int64 => Type::Int64,
        }
    }

    pub fn is_number(self) -> bool {
        self != Self::Text
    }

    /// The number of this type that a text is, in digits as a spec writes them.
    pub fn number(self, text: &str) -> Option<i64> {
        let number: i64 = text.parse().ok()?;
        let fits = match self {
            Self::Text => false,
            Self::Int32 => i32::try_from(number).is_ok(),
            Self::Int64 => true,
        };
        (fits && number.to_string() == text).then_some(number)
    }

    /// The word of the spec language.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, self)
    }
}

/// An enum that preserves undocumented values.
#[derive(Debug)]
pub struct OpenEnum {
    pub name: Name,
    pub doc: String,
    pub repr: EnumRepr,
    pub values: Vec<EnumValue>,
}

impl OpenEnum {
    /// What is read as a value, as emitted tables and the surface show it. `literal` quotes a text.
    pub fn spellings(&self, value: &EnumValue, literal: impl Fn(&str) -> String) -> String {
        if self.repr.is_number() {
            return value.wire.clone();
        }
        value.spellings().map(literal).collect::<Vec<_>>().join(" | ")
    }

    /// The value that a text is read as.
    pub fn read(&self, text: &str) -> Option<&EnumValue> {
        self.values.iter().find(|value| value.spellings().any(|spelling| spelling == text))
    }
}

/// A documented value.
#[derive(Debug)]
pub struct EnumValue {
    pub name: Name,
    /// The text that is sent, or the digits of a number.
    pub wire: String,
    /// Other texts that are read as the value.
    pub also: Vec<String>,
    pub doc: Option<String>,
    /// The replacement, if it is deprecated.
    pub deprecated: Option<String>,
}

impl EnumValue {
    /// Every text that is read as the value, with the sent one first.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        [&self.wire].into_iter().chain(&self.also).map(String::as_str)
    }
}
