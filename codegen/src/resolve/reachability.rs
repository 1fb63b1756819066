//! The types that the operations of a service share, and which of them fields lead to.

use super::fields::{self, Found};
use dingtalk_spec::{Text, TypesDecl};
use std::collections::HashMap;

/// A type of `types.yaml`.
pub(crate) struct SharedType<'a> {
    pub(crate) key: &'a Text,
    /// The type itself, and the fields inside it.
    pub(crate) fields: Vec<Found<'a>>,
}

/// All types of a `types.yaml`.
pub(crate) struct SharedTypes<'a> {
    types: Vec<SharedType<'a>>,
    /// By their names, and by those of the types inside them, which a word may mean as well.
    by_name: HashMap<&'a str, usize>,
}

impl<'a> SharedTypes<'a> {
    pub(crate) fn of(file: &'a TypesDecl) -> Self {
        let entries = file.types.iter();
        let types: Vec<_> = entries
            .map(|entry| SharedType { key: &entry.key, fields: fields::of_shared(&entry.key, &entry.value) })
            .collect();
        let mut by_name = HashMap::new();
        for (index, ty) in types.iter().enumerate() {
            by_name.insert(ty.key.as_str(), index);
            let inside = ty.fields.iter().filter_map(|found| found.field.name.as_ref());
            by_name.extend(inside.map(|name| (name.as_str(), index)));
        }
        Self { types, by_name }
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, SharedType<'a>> {
        self.types.iter()
    }

    /// The types that fields lead to, some through others, and those that they do not lead to.
    pub(crate) fn parted<'f>(&self, from: impl Iterator<Item = &'f Found<'f>>) -> Parted<'_, 'a> {
        let mut is_reached = vec![false; self.types.len()];
        let mut words: Vec<&str> = from.map(Found::word).collect();
        while let Some(word) = words.pop() {
            if let Some(index) = self.by_name.get(word)
                && !std::mem::replace(&mut is_reached[*index], true)
            {
                words.extend(self.types[*index].fields.iter().map(Found::word));
            }
        }
        let (reached, left): (Vec<_>, Vec<_>) = self.types.iter().zip(is_reached).partition(|(_, reached)| *reached);
        let types = |list: Vec<(_, bool)>| list.into_iter().map(|(ty, _)| ty).collect();
        Parted { reached: types(reached), left: types(left) }
    }
}

/// Shared types, parted by whether something leads to them.
pub(crate) struct Parted<'t, 'a> {
    pub(crate) reached: Vec<&'t SharedType<'a>>,
    pub(crate) left: Vec<&'t SharedType<'a>>,
}
