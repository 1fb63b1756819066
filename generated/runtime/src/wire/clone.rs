//! `Clone` of objects.

use std::any::Any;

use super::{Object, Wire};

/// A value that can become a clone of another one of its type. Implemented for every type that is `Clone`.
pub trait AssignClone: Any {
    /// Sets the value to a clone of `value`, if that has the same type.
    fn assign_clone(&mut self, value: &dyn Any);
}

impl<T: Clone + 'static> AssignClone for T {
    fn assign_clone(&mut self, value: &dyn Any) {
        if let Some(value) = value.downcast_ref::<Self>() {
            *self = value.clone();
        }
    }
}

/// Clones an object like a derived implementation: field by field.
pub fn clone<T: Object>(object: &T) -> T {
    let mut copy = T::blank();
    object.views(&mut |_, values: &[&dyn Wire]| {
        copy.slots(&mut |slots: &mut [&mut dyn Wire]| {
            for (slot, value) in slots.iter_mut().zip(values) {
                slot.assign_clone(*value);
            }
        });
    });
    copy
}
