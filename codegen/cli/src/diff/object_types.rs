//! Changes of object types and their fields.

use super::change::ChangeGroup;
use super::effects::AffectedItem;
use super::keywords;
use super::pairs::{Pair, pairs};
use super::paths::Parent;
use crate::surface::TypeNames;
use dingtalk_codegen::model::{Field, FieldDocs, ObjectType};

/// An object type as one of the specs has it, the module that it is in, and what it is within.
#[derive(Clone, Copy)]
pub(super) struct ObjectSide<'a> {
    pub(super) object: &'a ObjectType,
    pub(super) names: &'a TypeNames<'a>,
    pub(super) parent: Parent<'a>,
}

impl ObjectSide<'_> {
    fn path(&self, field: &Field) -> String {
        self.parent.path(field)
    }

    /// The field, its setter, and the constructor and default of a type that requires it.
    fn affects(&self, field: &Field) -> Vec<AffectedItem> {
        let ty = &self.object.name;
        let made = field.required.then(|| [format!("{ty}::new"), format!("{ty}: Default")]);
        [self.field(field)].into_iter().chain(made.into_iter().flatten()).map(AffectedItem::Item).collect()
    }

    fn field(&self, field: &Field) -> String {
        format!("{}.{}", self.object.name, field.name.bare())
    }
}

/// Adds all changes to the group.
pub(super) fn compare(old: ObjectSide<'_>, new: ObjectSide<'_>, group: &mut ChangeGroup) {
    // Callers write the Rust name.
    let rust = |field: &Field| field.name.to_string();
    let wire = |field: &Field| format!("{} {}", field.location.word(), field.wire);
    let wire_alone = |field: &Field| field.wire.clone();
    let pairs = pairs(&old.object.fields, &new.object.fields, &[&rust, &wire, &wire_alone]);
    group.order(&new.parent.name(), &pairs, (&old.object.fields, &new.object.fields), wire_alone);
    for pair in pairs {
        match pair {
            Pair::Both(before, after) => field((old, before), (new, after), group),
            Pair::Added(field) => {
                group.added(new.path(field), keywords::field(field, new.names), new.affects(field));
            }
            Pair::Removed(field) => {
                group.removed(old.path(field), keywords::field(field, old.names), old.affects(field));
            }
        }
    }
}

fn field((old, before): (ObjectSide<'_>, &Field), (new, after): (ObjectSide<'_>, &Field), group: &mut ChangeGroup) {
    let path = new.path(after);
    let affects = || [old.affects(before), new.affects(after)].concat();
    group.changed(format!("{path} rename"), (before.name.as_str(), after.name.as_str()), affects());
    let types = (keywords::ty(&before.ty, old.names), keywords::ty(&after.ty, new.names));
    group.changed(format!("{path} type"), (&types.0, &types.1), affects());
    let holds = |field: &Field| if field.boxed { "may hold its own type" } else { "cannot hold its own type" };
    group.changed(format!("{path} recursion"), (holds(before), holds(after)), affects());
    group.flag(format!("{path} required"), (before.required, after.required), affects());
    group.flag(format!("{path} nullable"), (before.nullable, after.nullable), affects());
    group.data(format!("{path} name"), (&before.wire, &after.wire));
    // The key of serde's form is mostly the wire name, and changes with it.
    if before.wire == after.wire {
        group.data(format!("{path} key"), (&before.key, &after.key));
    }
    group.data(format!("{path} place"), (&keywords::location(before), &keywords::location(after)));
    let deprecated = (before.docs.deprecated.as_ref(), after.docs.deprecated.as_ref());
    group.optional(format!("{path} deprecated"), deprecated, vec![AffectedItem::Deprecation(new.field(after))]);
    group.described(path, &undeprecated(&before.docs), &undeprecated(&after.docs));
}

/// The docs of a field without its deprecation, which is a change of its own.
fn undeprecated(field_docs: &FieldDocs) -> FieldDocs {
    FieldDocs { deprecated: None, ..field_docs.clone() }
}
