//! The changes of definitions: shapes and enumerations below requests and answers.

use super::change::Group;
use super::objects::{Shapes, Side};
use super::pairs::{Pair, is_reordered, pairs};
use super::paths::Within;
use super::renames::{Renames, Seen};
use super::{Bump, keywords};
use dingtalk_codegen::model::{Definition, EnumValue, Name, OpenEnum};
use dingtalk_codegen::surface::Scope;
use std::collections::HashSet;

/// What leads to a definition of the old spec, and to one of the new spec.
pub(super) type WaysTo<'w> = (&'w dyn Fn(&Name) -> String, &'w dyn Fn(&Name) -> String);

/// All definitions of a module.
pub(super) struct Definitions<'a> {
    pub(super) old: Seen<'a>,
    pub(super) new: Seen<'a>,
    pub(super) old_scope: &'a Scope<'a>,
    pub(super) new_scope: &'a Scope<'a>,
    pub(super) renames: &'a Renames,
}

impl Definitions<'_> {
    /// Adds all changes to the group.
    pub(super) fn compare(&self, ways: WaysTo<'_>, group: &mut Group) {
        let name = |definition: &Definition| definition.name().to_string();
        let pairs = pairs(self.old.own, self.new.own, &[&name]);
        group.order("types", &pairs, self.old.own);
        for pair in pairs {
            match pair {
                Pair::Both(old, new) => self.both(old, new, ways, group),
                Pair::Removed(old) => self.removed(old, ways, group),
                // What has an old name is compared there.
                Pair::Added(new) if self.renames.is_new_name(&name(new)) => self.renamed_to(new, ways, group),
                Pair::Added(new) => {
                    group.added(fact(new), keywords::definition(new), Bump::Minor, "a type of its own");
                }
            }
        }
    }

    fn removed(&self, old: &Definition, ways: WaysTo<'_>, group: &mut Group) {
        let path = old.name().to_string();
        let Some(successor) = self.renames.of(&path) else {
            group.removed(fact(old), keywords::definition(old), Bump::Major, "the type is gone");
            return;
        };
        group.changed(fact(old), (path.as_str(), successor), Bump::Major, "callers know the type by another path");
        if let Some(new) = find(self.new, successor) {
            self.both(old, new, ways, group);
        }
    }

    /// A type of the module that was a shared one.
    fn renamed_to(&self, new: &Definition, ways: WaysTo<'_>, group: &mut Group) {
        let path = new.name().to_string();
        let of_shared =
            self.old.shared.iter().find(|old| self.renames.of(&format!("types::{}", old.name())) == Some(&path));
        if let Some(old) = of_shared {
            let before = format!("types::{}", old.name());
            group.changed(fact(new), (before, path), Bump::Major, "callers know the type by another path");
            self.both(old, new, ways, group);
        }
    }

    fn both(&self, old: &Definition, new: &Definition, ways: WaysTo<'_>, group: &mut Group) {
        let (old_way, new_way) = (ways.0(old.name()), ways.1(new.name()));
        match (old, new) {
            (Definition::Shape(old), Definition::Shape(new)) => {
                group.described(fact_of(&new.name), &old.doc, &new.doc);
                let (old_within, new_within) = (Within::Shape(&old_way), Within::Shape(&new_way));
                let old = Side { shape: old, scope: self.old_scope };
                let new = Side { shape: new, scope: self.new_scope };
                Shapes { old, new, old_within, new_within, renames: self.renames }.compare(group);
            }
            (Definition::Enum(old), Definition::Enum(new)) => open_enum(old, new, (&old_way, &new_way), group),
            (old, new) => {
                let kinds = (keywords::definition(old), keywords::definition(new));
                group.changed(fact(new), kinds, Bump::Major, "it is another kind of type");
            }
        }
    }
}

/// The definition at a path from the module.
fn find<'a>(seen: Seen<'a>, path: &str) -> Option<&'a Definition> {
    let (definitions, name) = path.strip_prefix("types::").map_or((seen.own, path), |name| (seen.shared, name));
    definitions.iter().find(|definition| definition.name().as_str() == name)
}

fn fact(definition: &Definition) -> String {
    fact_of(definition.name())
}

fn fact_of(name: &Name) -> String {
    format!("type {name}")
}

fn open_enum(old: &OpenEnum, new: &OpenEnum, ways: (&str, &str), group: &mut Group) {
    group.described(fact_of(&new.name), &old.doc, &new.doc);
    let rust = |value: &EnumValue| value.name.to_string();
    let wire = |value: &EnumValue| value.wire.clone();
    let pairs = pairs(&old.values, &new.values, &[&rust, &wire]);
    for pair in &pairs {
        match pair {
            Pair::Added(value) => {
                let before = match old.read(&value.wire) {
                    Some(before) => format!("`{}::{}`", old.name, before.name),
                    None => "`Other`".to_owned(),
                };
                let why = format!("a variant `{}::{}`; it was {before} before", new.name, value.name);
                group.added(format!("{} value {}", ways.1, value.wire), "", Bump::Minor, why);
            }
            Pair::Removed(value) => {
                let why = format!("the variant `{}::{}` is gone", old.name, value.name);
                group.removed(format!("{} value {}", ways.0, value.wire), "", Bump::Major, why);
            }
            Pair::Both(before, after) => {
                let fact = format!("{} value {}", ways.1, after.wire);
                value(before, after, &fact, group);
                spellings((old, before), (new, after), &fact, group);
            }
        }
    }
    if is_reordered(&pairs, &old.values) {
        let order =
            |values: &[EnumValue]| values.iter().map(|value| value.wire.as_str()).collect::<Vec<_>>().join(", ");
        let orders = (order(&old.values), order(&new.values));
        group.changed(format!("{} values order", ways.1), orders, Bump::Patch, "variants stand in another order");
    }
}

fn value(old: &EnumValue, new: &EnumValue, fact: &str, group: &mut Group) {
    if old.name != new.name {
        let names = (old.name.as_str(), new.name.as_str());
        group.changed(format!("{fact} rename"), names, Bump::Major, "the variant has another name");
    }
    group.data(format!("{fact} name"), &old.wire, &new.wire, "callers' code is the same, another text is sent");
    group.deprecated(fact, old.deprecated.as_ref(), new.deprecated.as_ref());
    group.described(fact, &old.doc, &new.doc);
}

/// The texts that are read as a value, the one that is sent among them.
fn spellings(
    (old_enum, old): (&OpenEnum, &EnumValue),
    (new_enum, new): (&OpenEnum, &EnumValue),
    fact: &str,
    group: &mut Group,
) {
    let only = |one: &EnumValue, other: &EnumValue| -> Vec<String> {
        let others: HashSet<&str> = other.spellings().collect();
        one.spellings().filter(|text| !others.contains(text)).map(str::to_owned).collect()
    };
    let (added, removed) = (only(new, old), only(old, new));
    let why = |text: &str| {
        format!("`{text}` is read as {}; it was read as {}", variant(new_enum, text), variant(old_enum, text))
    };
    for text in &added {
        group.added(format!("{fact} spelling {text}"), "", Bump::Minor, why(text));
    }
    for text in &removed {
        group.removed(format!("{fact} spelling {text}"), "", Bump::Minor, why(text));
    }
    if added.is_empty() && removed.is_empty() {
        let why = "the same texts are read as the variant";
        group.data(format!("{fact} also"), &old.also.join(", "), &new.also.join(", "), why);
    }
}

/// The variant that a text is read as, in words.
fn variant(open_enum: &OpenEnum, text: &str) -> String {
    let variant = open_enum.read(text).map_or("Other", |value| value.name.as_str());
    format!("`{}::{variant}`", open_enum.name)
}
