//! The codec of basic types: scalars, lists, maps, boxes and options.

use std::collections::BTreeMap;

use serde_json::Value;

use super::budget::{allocation, map_growth, next_capacity};
use super::{Growth, List, Map, Object, Slot, Text, View, VisitSlots, VisitViews, Wire};

/// Implements the codec for scalars.
macro_rules! scalars {
    ($($type:ty: $blank:expr, $value:ident => $view:expr, $slot:ident;)*) => {$(
        impl Wire for $type {
            fn blank() -> Self {
                $blank
            }

            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
    )*};
}

scalars! {
    bool: false, value => View::Bool(*value), Bool;
    i32: 0, value => View::Int(i64::from(*value)), Int32;
    i64: 0, value => View::Int(*value), Int64;
    f64: 0.0, value => View::Float(*value), Float;
    String: String::new(), value => View::Text(value), Text;
}

impl Text for String {
    fn set(&mut self, text: &str) {
        // The string is empty, so there is no capacity to reuse. A new one allocates exactly what it needs.
        *self = Self::from(text);
    }
}

impl Wire for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn view(&self) -> View<'_> {
        View::Any(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Any(self)
    }

    fn clear(&mut self) -> bool {
        *self = Self::Null;
        true
    }
}

impl<T: Wire> Wire for Option<T> {
    fn blank() -> Self {
        None
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Wire::view)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.get_or_insert_with(T::blank).slot()
    }

    fn clear(&mut self) -> bool {
        *self = None;
        true
    }

    fn optional(&self) -> bool {
        true
    }

    fn opening_cost(&self) -> usize {
        T::blank_cost()
    }
}

impl<T: Object> Wire for T {
    fn blank() -> Self {
        Object::blank()
    }

    fn blank_cost() -> usize {
        <T as Object>::blank_cost()
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.reset();
        Slot::Object(self)
    }
}

/// Only objects are boxed.
impl<T: Object> Object for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn blank_cost() -> usize {
        allocation(size_of::<T>()) + <T as Object>::blank_cost()
    }

    fn reset(&mut self) {
        (**self).reset();
    }

    fn views(&self, visit: &mut dyn VisitViews) {
        (**self).views(visit);
    }

    fn slots(&mut self, visit: &mut dyn VisitSlots) {
        (**self).slots(visit);
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::List(self)
    }
}

impl<T: Wire> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> Option<&dyn Wire> {
        self.get(index).map(|item| -> &dyn Wire { item })
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn growth(&self) -> Growth {
        let item = T::blank_cost();
        if self.len() < self.capacity() {
            return Growth { allocated: item, freed: 0 };
        }
        let buffer = |capacity: usize| allocation(capacity.saturating_mul(size_of::<T>()));
        let next = buffer(next_capacity(self.capacity(), size_of::<T>()));
        let freed = if self.capacity() == 0 { 0 } else { buffer(self.capacity()) };
        Growth { allocated: next.saturating_add(item), freed }
    }

    fn push(&mut self) -> &mut dyn Wire {
        let index = self.len();
        if index == self.capacity() {
            self.reserve_exact(next_capacity(index, size_of::<T>()) - index);
        }
        self.push(T::blank());
        &mut self[index]
    }

    fn pop(&mut self) {
        self.pop();
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.clear();
        Slot::Map(self)
    }
}

/// Implements the codec for maps, with the value of a key, which is inserted blank if it is missing.
macro_rules! maps {
    ($([$($parameter:tt)*] $type:ty, $value:ty: |$map:ident, $key:ident| $entry:expr;)*) => {$(
        impl<$($parameter)*> Map for $type {
            fn count(&self) -> usize {
                self.len()
            }

            fn entries<'a>(&'a self, each: &mut dyn FnMut(&'a str, &'a dyn Wire)) {
                for (key, value) in self {
                    each(key, value);
                }
            }

            fn clear(&mut self) {
                self.clear();
            }

            fn growth(&self) -> usize {
                map_growth(self.len(), size_of::<$value>()) + <$value>::blank_cost()
            }

            fn entry(&mut self, $key: &str) -> &mut dyn Wire {
                let $map = self;
                $entry
            }

            fn remove(&mut self, key: &str) {
                self.remove(key);
            }
        }
    )*};
}

maps! {
    [T: Wire] BTreeMap<String, T>, T: |map, key| map.entry(key.to_owned()).or_insert_with(T::blank);
    [] serde_json::Map<String, Value>, Value: |map, key| map.entry(key).or_insert(Value::Null);
}
