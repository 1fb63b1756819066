//! The changes of definitions: object types and enumerations below requests and responses.

use super::change::ChangeGroup;
use super::effects::AffectedItem;
use super::keywords;
use super::object_types::{self, ObjectSide};
use super::pairs::pairs;
use super::paths::Parent;
use crate::surface::TypeNames;
use dingtalk_codegen::model::{Definition, EnumValue, Name, OpenEnum};
use std::collections::BTreeSet;

/// The definitions of a module, as one of the specs has it.
#[derive(Clone, Copy)]
pub(super) struct Definitions<'a> {
    pub(super) all: &'a [Definition],
    pub(super) names: &'a TypeNames<'a>,
    /// The path that leads to a definition.
    pub(super) path: &'a dyn Fn(&Name) -> String,
}

/// Adds all changes to the group.
pub(super) fn compare(old: Definitions<'_>, new: Definitions<'_>, group: &mut ChangeGroup) {
    let name = |definition: &Definition| definition.name().to_string();
    let affects = |definition: &Definition| vec![AffectedItem::item(definition.name())];
    let fact = |definition: &Definition| format!("type {}", definition.name());
    let pairs = pairs(old.all, new.all, &[&name]);
    group.order("types", &pairs, (old.all, new.all), name);
    let describe = |definition: &Definition| (fact(definition), keywords::definition(definition), affects(definition));
    group.each(pairs, describe, |group, before, after| {
        let paths = ((old.path)(before.name()), (new.path)(after.name()));
        let fact = fact(after);
        match (before, after) {
            (Definition::Object(before), Definition::Object(after)) => {
                group.described(fact, &before.doc, &after.doc);
                let old = ObjectSide { object: before, names: old.names, parent: Parent::Type(&paths.0) };
                let new = ObjectSide { object: after, names: new.names, parent: Parent::Type(&paths.1) };
                object_types::compare(old, new, group);
            }
            (Definition::Enum(before), Definition::Enum(after)) if before.repr == after.repr => {
                group.described(fact, &before.doc, &after.doc);
                open_enum(before, after, &paths.1, group);
            }
            _ => {
                let kinds = (keywords::definition(before), keywords::definition(after));
                group.changed(fact, (&kinds.0, &kinds.1), affects(after));
            }
        }
    });
}

/// The values of an enum, to which `path` leads.
fn open_enum(old: &OpenEnum, new: &OpenEnum, path: &str, group: &mut ChangeGroup) {
    let rust = |value: &EnumValue| value.name.to_string();
    let wire = |value: &EnumValue| value.wire.clone();
    let item = |value: &EnumValue| format!("{}::{}", new.name, value.name.bare());
    let fact = |value: &EnumValue| format!("{path} value {}", value.wire);
    let pairs = pairs(&old.values, &new.values, &[&rust, &wire]);
    group.order(&format!("{path} values"), &pairs, (&old.values, &new.values), wire);
    let describe = |value: &EnumValue| (fact(value), String::new(), vec![AffectedItem::Item(item(value))]);
    group.each(pairs, describe, |group, before, after| {
        let fact = fact(after);
        let names = (before.name.as_str(), after.name.as_str());
        group.changed(
            format!("{fact} rename"),
            names,
            vec![AffectedItem::Item(item(before)), AffectedItem::Item(item(after))],
        );
        group.data(format!("{fact} name"), (&before.wire, &after.wire));
        spellings((old, before), (new, after), &fact, group);
        let deprecated = (before.deprecated.as_ref(), after.deprecated.as_ref());
        group.optional(format!("{fact} deprecated"), deprecated, vec![AffectedItem::Deprecation(item(after))]);
        group.described(fact, &before.doc, &after.doc);
    });
}

/// What is read as a value.
fn spellings(
    (old_enum, old): (&OpenEnum, &EnumValue),
    (new_enum, new): (&OpenEnum, &EnumValue),
    fact: &str,
    group: &mut ChangeGroup,
) {
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) = (old.spellings().collect(), new.spellings().collect());
    let since = group.changes.len();
    for text in before.symmetric_difference(&after) {
        group.data(format!("{fact} spelling {text}"), (variant(old_enum, text), variant(new_enum, text)));
    }
    group.behaves(since, "responses with this value are read otherwise");
    if before == after {
        group.data(format!("{fact} also"), (&old.also.join(", "), &new.also.join(", ")));
    }
}

/// The variant that a text or number is read as.
fn variant<'a>(open_enum: &'a OpenEnum, text: &str) -> &'a str {
    open_enum.read(text).map_or("Other", |value| value.name.as_str())
}
