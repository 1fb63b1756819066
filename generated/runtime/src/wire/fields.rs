//! The fields of objects: their names, places and styles.

/// The fields of an object, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fields<'a> {
    /// The names of fields of a body. Most objects have no others, and a table of texts compiles fastest.
    Body(&'a [&'static str]),
    /// Fields in any place.
    Placed(&'a [Field]),
}

impl<'a> Fields<'a> {
    /// No field.
    pub const NONE: Self = Self::Body(&[]);

    /// The number of fields.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Body(names) => names.len(),
            Self::Placed(fields) => fields.len(),
        }
    }

    /// The field at `index`.
    #[must_use]
    #[inline]
    pub fn get(self, index: usize) -> Option<Field> {
        match self {
            Self::Body(names) => names.get(index).map(|name| Field::new(name, Place::Body)),
            Self::Placed(fields) => fields.get(index).copied(),
        }
    }

    /// The key of the field at `index`.
    #[must_use]
    #[inline]
    pub fn key(self, index: usize) -> Option<&'static str> {
        match self {
            Self::Body(names) => names.get(index).copied(),
            Self::Placed(fields) => fields.get(index).map(|field| field.key),
        }
    }

    /// The fields, in order.
    pub fn iter(self) -> impl Iterator<Item = Field> + Clone + use<'a> {
        (0..self.count()).filter_map(move |index| self.get(index))
    }
}

/// A field's name and place. Only `wire!` should write it as a struct literal, since it may get more
/// fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// The place in a request.
    pub place: Place,
    /// The encoding of lists and objects outside JSON.
    pub style: Style,
    /// The name in serde's representation, which holds the fields of all places. Differs from `name` if two places of a
    /// request share that.
    pub key: &'static str,
}

impl Field {
    /// Creates a field.
    #[must_use]
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self { name, place, style: Style::Json, key: name }
    }
}

/// The place of a field in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// As a field of the body.
    Body,
    /// As the whole body.
    Whole,
}

/// The encoding of a list or object outside a JSON body, or within a string of one. Scalars are plain text in every style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// The name is repeated for each item.
    Repeated,
    /// Comma-separated items. Items that are empty or contain a comma cannot be sent.
    Comma,
    /// JSON text.
    Json,
    /// JSON text in a string of a JSON body.
    JsonText,
}
