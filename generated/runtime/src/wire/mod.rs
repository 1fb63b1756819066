//! The codec: how values show themselves to be written, and open themselves to be read.
//!
//! A type says only what it is made of, through [`View`] and [`Slot`]; the one reader and the one writer of this module
//! do the work. Neither is generic over the type, so that a client with thousands of types compiles fast.

mod budget;
mod exact;
mod field_errors;
mod macros;
mod number;
mod object;
mod path;
mod precise;
mod read;
mod reading;
mod values;
mod write;

use serde_json::Value;

use super::Bytes;

pub use self::field_errors::{FieldError, FieldErrors};
pub use self::read::deserialize;
pub use self::write::serialize;

pub(crate) use self::budget::{Budget, Exceeded, allocation};
pub(crate) use self::path::Path;
pub(crate) use self::read::read_json;
pub(crate) use self::reading::Reading;
pub(crate) use self::write::{body_json, scalar_text, to_json};

/// A value that can be written to and read from the wire.
///
/// Emitted code implements it, through the macros [`wire!`](crate::wire!), [`identifier!`](crate::identifier) and
/// [`open_enum!`](crate::open_enum). Code emitted by one version belongs to the runtime of the same version.
pub trait Wire {
    /// A value to read into: empty texts, zeros, nothing optional.
    fn blank() -> Self
    where
        Self: Sized;

    /// How many bytes [`blank`](Self::blank) allocates.
    #[must_use]
    fn blank_cost() -> usize
    where
        Self: Sized,
    {
        0
    }

    /// The value, to be written.
    fn view(&self) -> View<'_>;

    /// The value, to be read into. Starts over: what the value held is gone, so that the last of two equal names wins.
    fn slot(&mut self) -> Slot<'_>;

    /// Takes a null, and tells whether null is fine.
    fn clear(&mut self) -> bool {
        false
    }

    /// Whether the value may be left out.
    fn optional(&self) -> bool {
        false
    }

    /// How many bytes [`slot`](Self::slot) may allocate.
    fn opening_cost(&self) -> usize {
        0
    }
}

/// A value as it is written.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing: a field that is left out, a null in a list.
    Absent,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// A text that is never shown.
    Secret(&'a str),
    /// Octets.
    Bytes(&'a Bytes),
    /// Any JSON.
    Any(&'a Value),
    /// A list.
    List(&'a dyn List),
    /// A map from text.
    Map(&'a dyn Map),
    /// An object with known fields.
    Object(&'a dyn Object),
}

/// A place to read a value into.
#[non_exhaustive]
pub enum Slot<'a> {
    /// Takes a boolean.
    Bool(&'a mut bool),
    /// Takes an integer of 32 bits.
    Int32(&'a mut i32),
    /// Takes an integer of 64 bits.
    Int64(&'a mut i64),
    /// Takes a finite number.
    Float(&'a mut f64),
    /// Takes a text.
    Text(&'a mut dyn Text),
    /// Takes octets.
    Bytes(&'a mut Bytes),
    /// Takes any JSON.
    Any(&'a mut Value),
    /// Takes a list.
    List(&'a mut dyn List),
    /// Takes a map from text.
    Map(&'a mut dyn Map),
    /// Takes an object with known fields.
    Object(&'a mut dyn Object),
}

/// A value that is read from a text.
pub trait Text {
    /// Takes the text.
    fn set(&mut self, text: &str);
}

/// A list of values of one type. Made for emitted code, which belongs to the runtime of the same version.
pub trait List {
    /// How many items there are.
    fn count(&self) -> usize;

    /// The item at `index`.
    fn item(&self, index: usize) -> Option<&dyn Wire>;

    /// Drops all items.
    fn clear(&mut self);

    /// What the next [`push`](Self::push) does to memory.
    fn growth(&self) -> Growth;

    /// Adds a blank item at the end.
    fn push(&mut self) -> &mut dyn Wire;

    /// Drops the last item.
    fn pop(&mut self);
}

/// What adding an item to a list does to memory, in bytes. The old buffer is freed once its items are in the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// How much is allocated first.
    pub allocated: usize,
    /// How much is freed afterwards.
    pub freed: usize,
}

/// A map from text to values of one type. Made for emitted code, which belongs to the runtime of the same version.
pub trait Map {
    /// How many entries there are.
    fn count(&self) -> usize;

    /// Shows each entry, in order.
    fn entries(&self, each: &mut dyn FnMut(&str, &dyn Wire));

    /// Drops all entries.
    fn clear(&mut self);

    /// How many bytes one more entry allocates, without those of its key.
    fn growth(&self) -> usize;

    /// The value under `key`, blank if it was not there.
    fn entry(&mut self, key: &str) -> &mut dyn Wire;

    /// Drops the entry under `key`.
    fn remove(&mut self, key: &str);
}

/// An object with known fields.
///
/// Emitted code implements it, through the macro [`wire!`](crate::wire!). Code emitted by one version belongs to the
/// runtime of the same version.
pub trait Object: Wire {
    /// The fields' names and places, in order.
    fn fields(&self) -> &'static [Field];

    /// Shows the fields' values, in the order of [`fields`](Self::fields).
    fn views(&self, show: &mut dyn FnMut(&[&dyn Wire]));

    /// Opens the fields' values, in the order of [`fields`](Self::fields).
    fn slots(&mut self, open: &mut dyn FnMut(&mut [&mut dyn Wire]));
}

/// A field's name and place. Only [`wire!`](crate::wire!) writes it as a literal: it may get more fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Where a request carries it.
    pub place: Place,
    /// How it is written where one text has to hold it.
    pub style: Style,
    /// The name in serde's form, which holds the fields of all places: another one than on the wire if two places of
    /// a request share that.
    pub key: &'static str,
}

impl Field {
    /// A field of this name in this place.
    #[must_use]
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self { name, place, style: Style::Json, key: name }
    }
}

/// Where a request carries a field.
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

/// How a value that is more than one text is written outside of JSON. A single value is its text in any style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// The name once for each item.
    Repeated,
    /// The items with commas between them. An item that is empty or has a comma itself cannot be sent.
    Comma,
    /// JSON text.
    Json,
}
