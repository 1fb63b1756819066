//! The codec of the types that members are made of: scalars, lists, maps, boxes and what may be absent.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{List, Map, Slot, Text, View, Wire};

/// Scalars: what they start as, show as and open as.
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
        // It was empty, so there is no room to use again; this way just what is needed is taken.
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
}

impl<T: Wire> Wire for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }

    fn clear(&mut self) -> bool {
        (**self).clear()
    }

    fn optional(&self) -> bool {
        (**self).optional()
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

    fn push(&mut self) -> &mut dyn Wire {
        let index = self.len();
        self.push(T::blank());
        &mut self[index]
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

impl<T: Wire> Map for BTreeMap<String, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn entries(&self, each: &mut dyn FnMut(&str, &dyn Wire)) {
        for (key, value) in self {
            each(key, value);
        }
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn entry(&mut self, key: &str) -> &mut dyn Wire {
        self.entry(key.to_owned()).or_insert_with(T::blank)
    }
}

/// The objects within any JSON.
impl Map for serde_json::Map<String, Value> {
    fn count(&self) -> usize {
        self.len()
    }

    fn entries(&self, each: &mut dyn FnMut(&str, &dyn Wire)) {
        for (key, value) in self {
            each(key, value);
        }
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn entry(&mut self, key: &str) -> &mut dyn Wire {
        self.entry(key).or_insert(Value::Null)
    }
}
