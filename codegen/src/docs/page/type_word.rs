//! The words by which pages name types.

use std::fmt;

/// A type as a page names it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeWord {
    /// The words of the page.
    pub(crate) text: String,
    pub(crate) meaning: Meaning,
}

/// What the words of a page mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    String,
    Boolean,
    /// `Integer`, `int`, `Int32`.
    Integer,
    /// `Long`, `Int64`.
    Long,
    /// `Number`: any of the numbers.
    Number,
    /// `Double`, `Float`, `BigDecimal`.
    Double,
    /// `Date`, `DateTime`.
    Date,
    /// `byte[]`, `File`, `Binary`.
    Bytes,
    /// `Any`, `JSON`.
    Any,
    /// `Object`, `JSONObject`.
    Object,
    Map(Option<Box<Meaning>>),
    /// `Array`, `List`; with what is said of its items.
    Array(Option<Box<Meaning>>),
    /// The name of a type of the service, such as `DentryVO`.
    Named(String),
    /// Nothing that can be a type.
    Unknown,
}

impl fmt::Display for TypeWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
