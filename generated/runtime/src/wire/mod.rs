//! The codec: an erased, streaming reader and writer of values.
//!
//! A type describes its structure through [`View`] and [`Slot`]; one reader and one writer do the work. Neither is
//! generic over the type, so that a client with thousands of types compiles fast.

mod budget;
mod clone;
mod debug;
mod decode_state;
mod elements;
mod equality;
mod exact;
mod field_errors;
mod fields;
mod json_text;
mod macros;
mod number;
mod object;
mod path;
mod precise;
mod read;
#[doc(hidden)]
pub mod set;
mod text_macros;
mod typed;
mod typed_key;
mod values;
mod write;

use std::fmt::Debug;

use serde_json::Value;

use super::Bytes;

pub use self::clone::clone;
pub use self::debug::debug;
pub use self::equality::equal;
pub use self::field_errors::{FieldError, FieldErrors};
pub use self::fields::{Field, Fields, Place, Style};
pub use self::read::deserialize;
pub use self::write::serialize;

pub(crate) use self::budget::{DecodeBudget, ExceededLimit, allocation};
pub(crate) use self::decode_state::DecodeState;
pub(crate) use self::path::Path;
#[cfg(any(test, feature = "testing"))]
pub(crate) use self::read::read_json;
pub(crate) use self::read::read_payload;
pub(crate) use self::typed::read_typed;
pub(crate) use self::write::{body_json, scalar_text, to_json};

/// A value that can be encoded and decoded.
///
/// Implemented for every [`Object`], and by generated code through the macros `identifier!`, `open_enum!` and `number_enum!`. Generated
/// code requires a runtime of the same version.
pub trait Wire: Debug {
    /// Creates a value to decode into: empty texts, zeros, `None`.
    fn blank() -> Self
    where
        Self: Sized;

    /// The bytes that `blank` allocates.
    #[must_use]
    fn blank_cost() -> usize
    where
        Self: Sized,
    {
        0
    }

    /// A view of the value for encoding.
    fn view(&self) -> View<'_>;

    /// A slot for decoding into the value. Resets the value, so that the last of several duplicate keys wins.
    fn slot(&mut self) -> Slot<'_>;

    /// Sets the value to null. Returns whether it is nullable.
    fn clear(&mut self) -> bool {
        false
    }

    /// Returns true if the value may be absent.
    fn optional(&self) -> bool {
        false
    }

    /// The bytes that `slot` may allocate.
    fn opening_cost(&self) -> usize {
        0
    }
}

/// A borrowed value for encoding.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'a> {
    /// Absent: an omitted field, or a null in a list.
    Absent,
    /// Null, where it differs from an absent value.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// A documented value of an open enum.
    Variant(&'a str),
    /// A documented value of an open enum of numbers.
    NumberVariant(i64),
    /// Secret text.
    Secret(&'a str),
    /// Binary data, in base64.
    Bytes(&'a Bytes),
    /// Any JSON.
    Any(&'a Value),
    /// A list.
    List(&'a dyn List),
    /// A map with string keys.
    Map(&'a dyn Map),
    /// An object with known fields.
    Object(&'a dyn Object),
}

/// A target for decoding.
#[non_exhaustive]
pub enum Slot<'a> {
    /// Takes a boolean.
    Bool(&'a mut bool),
    /// Takes a 32-bit integer.
    Int32(&'a mut i32),
    /// Takes a 64-bit integer.
    Int64(&'a mut i64),
    /// Takes an integer.
    Integer(&'a mut dyn Integer),
    /// Takes a finite number.
    Float(&'a mut f64),
    /// Takes a text.
    Text(&'a mut dyn Text),
    /// Takes base64.
    Bytes(&'a mut Bytes),
    /// Takes any JSON.
    Any(&'a mut Value),
    /// Takes a list.
    List(&'a mut dyn List),
    /// Takes a map with string keys.
    Map(&'a mut dyn Map),
    /// Takes an object with known fields.
    Object(&'a mut dyn Object),
}

/// A value that is decoded from text.
pub trait Text {
    /// Sets the value.
    fn set(&mut self, text: &str);

    /// Sets the value to a text that is not a documented one, even if it looks like one. Only open enums differ.
    fn set_verbatim(&mut self, text: &str) {
        self.set(text);
    }
}

/// A value that is decoded from an integer: an open enum of numbers.
pub trait Integer {
    /// Sets the value. Returns false if its type has no such number.
    fn set(&mut self, number: i64) -> bool;

    /// Sets the value to a number that is not a documented one, even if it looks like one.
    fn set_verbatim(&mut self, number: i64);
}

/// A list of values of one type. Not meant for implementation by users.
pub trait List {
    /// The number of items.
    fn count(&self) -> usize;

    /// The item at `index`.
    fn item(&self, index: usize) -> Option<&dyn Wire>;

    /// Removes all items.
    fn clear(&mut self);

    /// The memory effect of the next [`push`](Self::push).
    fn growth(&self) -> Growth;

    /// Appends a blank item.
    fn push(&mut self) -> &mut dyn Wire;

    /// Removes the last item.
    fn pop(&mut self);
}

/// The memory effect of appending an item to a list, in bytes. The old buffer is freed after the items have moved to
/// the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The bytes allocated first.
    pub allocated: usize,
    /// The bytes freed afterwards.
    pub freed: usize,
}

/// A map from strings to values of one type. Not meant for implementation by users.
pub trait Map {
    /// The number of entries.
    fn count(&self) -> usize;

    /// Calls `each` with every entry, in order.
    fn entries<'a>(&'a self, each: &mut dyn FnMut(&'a str, &'a dyn Wire));

    /// Removes all entries.
    fn clear(&mut self);

    /// The bytes that another entry allocates, without its key.
    fn growth(&self) -> usize;

    /// The value of `key`, inserted blank if it is missing.
    fn entry(&mut self, key: &str) -> &mut dyn Wire;

    /// Removes the entry of `key`.
    fn remove(&mut self, key: &str);
}

/// An object with known fields.
///
/// Implemented by generated code through the macro `wire!`. Generated code requires a runtime of the
/// same version.
pub trait Object: Debug {
    /// Creates an object to decode into, of blank values.
    fn blank() -> Self
    where
        Self: Sized;

    /// The bytes that `blank` allocates.
    #[must_use]
    fn blank_cost() -> usize
    where
        Self: Sized,
    {
        0
    }

    /// Resets the object to what `blank` creates.
    fn reset(&mut self)
    where
        Self: Sized,
    {
        *self = Self::blank();
    }

    /// Calls `visit` with the fields and their values.
    fn views(&self, visit: &mut dyn VisitViews);

    /// Calls `visit` with the values to decode into, in the order of the fields.
    fn slots(&mut self, visit: &mut dyn VisitSlots);
}

/// The fields of an object, in order. No method of [`Object`], since each method costs compile time for each type.
pub fn fields(object: &dyn Object) -> Fields<'static> {
    let mut found = Fields::NONE;
    object.views(&mut |fields, _: &[&dyn Wire]| found = fields);
    found
}

/// A closure that reads the fields of an object and their values.
///
/// Implementations of [`Object`] name this trait, since each mention of `dyn FnMut` with its lifetimes costs compile time.
pub trait VisitViews {
    /// Calls the closure.
    fn views(&mut self, fields: Fields<'static>, values: &[&dyn Wire]);
}

impl<F: FnMut(Fields<'static>, &[&dyn Wire])> VisitViews for F {
    fn views(&mut self, fields: Fields<'static>, values: &[&dyn Wire]) {
        self(fields, values);
    }
}

/// A closure that decodes into the values of an object's fields, like [`VisitViews`].
pub trait VisitSlots {
    /// Calls the closure.
    fn slots(&mut self, values: &mut [&mut dyn Wire]);
}

impl<F: FnMut(&mut [&mut dyn Wire])> VisitSlots for F {
    fn slots(&mut self, values: &mut [&mut dyn Wire]) {
        self(values);
    }
}
