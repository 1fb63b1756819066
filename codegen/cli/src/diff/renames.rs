//! Which type of the old spec is which of the new one, under another name or in another place.

use super::pairs::{Pair, pairs};
use dingtalk_codegen::model::{Definition, Member, Name, Shape, Type};
use dingtalk_codegen::surface::Scope;
use std::collections::{HashMap, HashSet};

/// The definitions that a module sees: its own, and those that the operations of the service share.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) own: &'a [Definition],
    pub(super) shared: &'a [Definition],
}

impl<'a> Seen<'a> {
    /// Each definition by its name, with its path from the module.
    fn by_name(self) -> HashMap<&'a Name, (&'a Definition, String)> {
        let shared = self.shared.iter().map(|shared| (shared.name(), (shared, format!("types::{}", shared.name()))));
        shared.chain(self.own.iter().map(|own| (own.name(), (own, own.name().to_string())))).collect()
    }

    fn paths(self) -> HashSet<String> {
        let own = self.own.iter().map(|own| own.name().to_string());
        own.chain(self.shared.iter().map(|shared| format!("types::{}", shared.name()))).collect()
    }
}

/// Names of types that were there before, and are there no more, by what is used in their place now.
#[derive(Clone, Default)]
pub(super) struct Renames(HashMap<String, String>);

impl Renames {
    /// Finds the renames below shapes that are the same. A type is another's successor where the same member holds it, the old
    /// one is removed and the new one is added.
    pub(super) fn find<'a>(
        &mut self,
        roots: Vec<(&'a Shape, &'a Shape)>,
        types: Option<(&'a Type, &'a Type)>,
        old: Seen<'a>,
        new: Seen<'a>,
    ) {
        let (old_paths, new_paths) = (old.paths(), new.paths());
        let (old, new) = (old.by_name(), new.by_name());
        let mut left = roots;
        let mut pending: Vec<(&Type, &Type)> = types.into_iter().collect();
        loop {
            while let Some((before, after)) = pending.pop() {
                let (Some(before), Some(after)) = (named(before), named(after)) else { continue };
                let (Some((before, from)), Some((after, to))) = (old.get(before), new.get(after)) else { continue };
                let is_successor = !new_paths.contains(from) && !old_paths.contains(to);
                if !is_successor || self.0.contains_key(from) || self.is_new_name(to) {
                    continue;
                }
                match (before, after) {
                    (Definition::Shape(before), Definition::Shape(after)) => left.push((before, after)),
                    (Definition::Enum(_), Definition::Enum(_)) => {}
                    _ => continue,
                }
                self.0.insert(from.clone(), to.clone());
            }
            let Some((before, after)) = left.pop() else { break };
            let both = members(before, after).into_iter().filter_map(|pair| pair.both());
            pending.extend(both.map(|(before, after)| (&before.ty, &after.ty)));
        }
    }

    /// The same for the module that holds the shared types.
    pub(super) fn within_types(&self) -> Self {
        let own = |path: &String| path.strip_prefix("types::").map(str::to_owned);
        Self(self.0.iter().filter_map(|(old, new)| own(old).zip(own(new))).collect())
    }

    /// The new path of a type that has one.
    pub(super) fn of(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Whether a path is that of a type that was called otherwise.
    pub(super) fn is_new_name(&self, path: &str) -> bool {
        self.0.values().any(|new| new == path)
    }

    /// Whether two types are the same but for new names.
    pub(super) fn same(&self, (old, old_scope): (&Type, &Scope<'_>), (new, new_scope): (&Type, &Scope<'_>)) -> bool {
        match (old, new) {
            (Type::Array(old), Type::Array(new)) | (Type::Map(old), Type::Map(new)) => {
                self.same((old, old_scope), (new, new_scope))
            }
            (Type::Object(_), Type::Object(_)) | (Type::Enum(_), Type::Enum(_)) => {
                let (old, new) = (old_scope.text(old), new_scope.text(new));
                self.of(&old).unwrap_or(&old) == new
            }
            (old, new) => {
                std::mem::discriminant(old) == std::mem::discriminant(new) && old_scope.text(old) == new_scope.text(new)
            }
        }
    }
}

/// The name of the definition that a type holds, at the bottom of lists and maps.
fn named(ty: &Type) -> Option<&Name> {
    match ty.innermost() {
        Type::Object(name) | Type::Enum(name) => Some(name),
        _ => None,
    }
}

/// Which member is which: by its Rust name, which is what callers write; else by its place and name on the wire.
pub(super) fn members<'a>(old: &'a Shape, new: &'a Shape) -> Vec<Pair<'a, Member>> {
    let rust = |member: &Member| member.name.to_string();
    let wire = |member: &Member| format!("{} {}", member.place.word(), member.wire);
    let wire_alone = |member: &Member| member.wire.clone();
    pairs(&old.members, &new.members, &[&rust, &wire, &wire_alone])
}
