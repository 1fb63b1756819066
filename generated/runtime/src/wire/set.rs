//! The assignments of setters. A call of a function is cheaper to compile than an assignment, which drops the old value.

/// Sets an optional field.
pub fn field<T>(field: &mut Option<T>, value: impl Into<T>) {
    *field = Some(value.into());
}

/// Fields that are not an `Option`.
pub mod required {
    /// Sets a field.
    pub fn field<T>(field: &mut T, value: impl Into<T>) {
        *field = value.into();
    }
}

/// Fields that tell null from an absent value.
pub mod nullable {
    use crate::Nullable;

    /// Sets a field to a value, boxed if the field has a box, or to null.
    pub fn field<T, F: From<T>>(field: &mut Nullable<F>, value: impl Into<Nullable<T>>) {
        *field = match value.into() {
            Nullable::Absent => Nullable::Absent,
            Nullable::Null => Nullable::Null,
            Nullable::Value(value) => Nullable::Value(value.into()),
        };
    }
}

/// Optional fields whose value is boxed.
pub mod boxed {
    /// Sets a field.
    pub fn field<T>(field: &mut Option<Box<T>>, value: T) {
        *field = Some(Box::new(value));
    }
}
