//! The changes of object types and of their members.

use super::change::Group;
use super::effects::Touched;
use super::keywords;
use super::pairs::{Pair, pairs};
use super::paths::Within;
use dingtalk_codegen::model::{Field, FieldDocs, ObjectType};
use dingtalk_codegen::surface::Scope;

/// An object type as one of the specs has it, the module that it is in, and what it is within.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) object: &'a ObjectType,
    pub(super) scope: &'a Scope<'a>,
    pub(super) within: Within<'a>,
}

impl Side<'_> {
    fn path(&self, field: &Field) -> String {
        self.within.path(field)
    }

    /// The field and the setter of a member, and how a type is made that requires it.
    fn touches(&self, field: &Field) -> Vec<Touched> {
        let ty = &self.object.name;
        let made = field.required.then(|| [format!("{ty}::new"), format!("{ty}: Default")]);
        [self.field(field)].into_iter().chain(made.into_iter().flatten()).map(Touched::Item).collect()
    }

    fn field(&self, field: &Field) -> String {
        format!("{}.{}", self.object.name, field.name.bare())
    }
}

/// Adds all changes to the group.
pub(super) fn compare(old: Side<'_>, new: Side<'_>, group: &mut Group) {
    // Callers write the Rust name.
    let rust = |field: &Field| field.name.to_string();
    let wire = |field: &Field| format!("{} {}", field.location.word(), field.wire);
    let wire_alone = |field: &Field| field.wire.clone();
    let pairs = pairs(&old.object.fields, &new.object.fields, &[&rust, &wire, &wire_alone]);
    group.order(&new.within.name(), &pairs, (&old.object.fields, &new.object.fields), wire_alone);
    for pair in pairs {
        match pair {
            Pair::Both(before, after) => field((old, before), (new, after), group),
            Pair::Added(field) => {
                group.added(new.path(field), keywords::field(field, new.scope), new.touches(field));
            }
            Pair::Removed(field) => {
                group.removed(old.path(field), keywords::field(field, old.scope), old.touches(field));
            }
        }
    }
}

fn field((old, before): (Side<'_>, &Field), (new, after): (Side<'_>, &Field), group: &mut Group) {
    let path = new.path(after);
    let touches = || [old.touches(before), new.touches(after)].concat();
    group.changed(format!("{path} rename"), (before.name.as_str(), after.name.as_str()), touches());
    let types = (keywords::ty(&before.ty, old.scope), keywords::ty(&after.ty, new.scope));
    group.changed(format!("{path} type"), (&types.0, &types.1), touches());
    let holds = |field: &Field| if field.boxed { "may hold its own type" } else { "cannot hold its own type" };
    group.changed(format!("{path} recursion"), (holds(before), holds(after)), touches());
    let required = |field: &Field| keywords::yes_or_no(field.required);
    group.changed(format!("{path} required"), (required(before), required(after)), touches());
    group.data(format!("{path} name"), (&before.wire, &after.wire));
    // The key of serde's form is mostly the wire name, and changes with it.
    if before.wire == after.wire {
        group.data(format!("{path} key"), (&before.key, &after.key));
    }
    group.data(format!("{path} place"), (&keywords::location(before), &keywords::location(after)));
    let deprecated = (before.docs.deprecated.as_ref(), after.docs.deprecated.as_ref());
    group.optional(format!("{path} deprecated"), deprecated, vec![Touched::Deprecation(new.field(after))]);
    group.described(path, &undeprecated(&before.docs), &undeprecated(&after.docs));
}

/// The documentation of a member without its deprecation, which is a change of its own.
fn undeprecated(field_docs: &FieldDocs) -> FieldDocs {
    FieldDocs { deprecated: None, ..field_docs.clone() }
}
