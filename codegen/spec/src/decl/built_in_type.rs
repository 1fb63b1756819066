//! The built-in types and their words, which are listed here and nowhere else.

/// A type that every spec has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltInType {
    /// Text.
    String,
    /// Text that is never shown.
    Secret,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number with a fraction.
    Float64,
    /// A date, with or without a time.
    DateTime,
    /// Octets.
    Bytes,
    /// Any JSON.
    Any,
    /// A list of values.
    Enum,
    /// Known fields.
    Object,
    /// A list of items.
    Array,
    /// A map from texts to values.
    Map,
}

impl BuiltInType {
    /// Every type with its word.
    pub const WORDS: [(&'static str, Self); 13] = [
        ("string", Self::String),
        ("secret", Self::Secret),
        ("bool", Self::Bool),
        ("int32", Self::Int32),
        ("int64", Self::Int64),
        ("float64", Self::Float64),
        ("datetime", Self::DateTime),
        ("bytes", Self::Bytes),
        ("any", Self::Any),
        ("enum", Self::Enum),
        ("object", Self::Object),
        ("array", Self::Array),
        ("map", Self::Map),
    ];

    /// The type of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(own, _)| *own == word).map(|(_, built_in)| *built_in)
    }

    /// The word of the type.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, self)
    }
}

/// The word of a value in a list that has one for each.
pub fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, own)| *own == value).map_or("", |(word, _)| word)
}
