//! Reachability of the types that the operations of a service share.

use super::fields::{self, LocatedField};
use dingtalk_spec::{PlacedText, TypesDecl};
use std::collections::HashMap;

/// A type of `types.yaml`.
pub(crate) struct SharedType<'a> {
    pub(crate) key: &'a PlacedText,
    /// The type itself, then the fields inside it.
    pub(crate) fields: Vec<LocatedField<'a>>,
}

/// A graph of the types of a `types.yaml`.
pub(crate) struct TypeGraph<'a> {
    types: Vec<SharedType<'a>>,
    /// By their names, and by the names of the types inside them.
    by_name: HashMap<&'a str, usize>,
}

impl<'a> TypeGraph<'a> {
    pub(crate) fn of(file: &'a TypesDecl) -> Self {
        let entries = file.types.iter();
        let types: Vec<_> = entries
            .map(|entry| SharedType { key: &entry.key, fields: fields::of_shared(&entry.key, &entry.value) })
            .collect();
        let mut by_name = HashMap::new();
        for (index, ty) in types.iter().enumerate() {
            by_name.insert(ty.key.as_str(), index);
            let inside = ty.fields.iter().filter_map(|field| field.decl.name.as_ref());
            by_name.extend(inside.map(|name| (name.as_str(), index)));
        }
        Self { types, by_name }
    }

    /// The fields of all types.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &LocatedField<'a>> {
        self.types.iter().flat_map(|ty| &ty.fields)
    }

    /// Which types are reachable from these fields, directly or through other types.
    pub(crate) fn reachability<'f>(&self, from: impl Iterator<Item = &'f LocatedField<'f>>) -> Reachability<'_, 'a> {
        let mut is_reachable = vec![false; self.types.len()];
        let mut words: Vec<&str> = from.map(LocatedField::type_word).collect();
        while let Some(word) = words.pop() {
            if let Some(index) = self.by_name.get(word)
                && !std::mem::replace(&mut is_reachable[*index], true)
            {
                words.extend(self.types[*index].fields.iter().map(LocatedField::type_word));
            }
        }
        let (reachable, unreachable): (Vec<_>, Vec<_>) =
            self.types.iter().zip(is_reachable).partition(|(_, is_reachable)| *is_reachable);
        let types = |list: Vec<(_, bool)>| list.into_iter().map(|(ty, _)| ty).collect();
        Reachability { reachable: types(reachable), unreachable: types(unreachable) }
    }
}

/// Shared types, split by whether they are reachable.
pub(crate) struct Reachability<'t, 'a> {
    pub(crate) reachable: Vec<&'t SharedType<'a>>,
    pub(crate) unreachable: Vec<&'t SharedType<'a>>,
}
