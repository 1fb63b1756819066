//! A field that tells null from an absent value.

use crate::wire::{Slot, View, Wire};

/// The value of an optional field in which null has a meaning of its own. In the request of an update, null mostly clears
/// a value, and an absent field leaves it as it is. Setters accept values and `Nullable::Null`.
///
/// ```
/// use dingtalk_runtime::Nullable;
///
/// let mut manager = Nullable::from("m1".to_owned());
/// assert_eq!(manager.value().map(String::as_str), Some("m1"));
/// manager = Nullable::Null;
/// assert_eq!(manager.value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The field is absent.
    #[default]
    Absent,
    /// The field is null.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns true if the field is null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns true if the field is absent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Wire> Wire for Nullable<T> {
    fn blank() -> Self {
        Self::Absent
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        match self {
            Self::Value(value) => value.slot(),
            other => {
                *other = Self::Value(T::blank());
                other.slot()
            }
        }
    }

    fn clear(&mut self) -> bool {
        *self = Self::Null;
        true
    }

    fn optional(&self) -> bool {
        true
    }

    fn opening_cost(&self) -> usize {
        T::blank_cost()
    }
}
