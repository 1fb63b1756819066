//! The changes of object types and of their members.

use super::change::Group;
use super::effects::Touched;
use super::keywords;
use super::pairs::{Pair, pairs};
use super::paths::Within;
use dingtalk_codegen::model::{About, Member, Shape};
use dingtalk_codegen::surface::Scope;

/// An object type as one of the specs has it, the module that it is in, and what it is within.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) shape: &'a Shape,
    pub(super) scope: &'a Scope<'a>,
    pub(super) within: Within<'a>,
}

impl Side<'_> {
    fn path(&self, member: &Member) -> String {
        self.within.path(member)
    }

    /// The field and the setter of a member, and how a type is made that requires it.
    fn touches(&self, member: &Member) -> Vec<Touched> {
        let ty = &self.shape.name;
        let made = member.required.then(|| [format!("{ty}::new"), format!("{ty}: Default")]);
        [self.field(member)].into_iter().chain(made.into_iter().flatten()).map(Touched::Item).collect()
    }

    fn field(&self, member: &Member) -> String {
        format!("{}.{}", self.shape.name, member.name.bare())
    }
}

/// Adds all changes to the group.
pub(super) fn compare(old: Side<'_>, new: Side<'_>, group: &mut Group) {
    // Callers write the Rust name.
    let rust = |member: &Member| member.name.to_string();
    let wire = |member: &Member| format!("{} {}", member.place.word(), member.wire);
    let wire_alone = |member: &Member| member.wire.clone();
    let pairs = pairs(&old.shape.members, &new.shape.members, &[&rust, &wire, &wire_alone]);
    group.order(&new.within.name(), &pairs, (&old.shape.members, &new.shape.members), wire_alone);
    for pair in pairs {
        match pair {
            Pair::Both(before, after) => member((old, before), (new, after), group),
            Pair::Added(member) => {
                group.added(new.path(member), keywords::member(member, new.scope), new.touches(member));
            }
            Pair::Removed(member) => {
                group.removed(old.path(member), keywords::member(member, old.scope), old.touches(member));
            }
        }
    }
}

fn member((old, before): (Side<'_>, &Member), (new, after): (Side<'_>, &Member), group: &mut Group) {
    let path = new.path(after);
    let touches = || [old.touches(before), new.touches(after)].concat();
    group.changed(format!("{path} rename"), (before.name.as_str(), after.name.as_str()), touches());
    let types = (keywords::ty(&before.ty, old.scope), keywords::ty(&after.ty, new.scope));
    group.changed(format!("{path} type"), (&types.0, &types.1), touches());
    let holds = |member: &Member| if member.boxed { "may hold its own type" } else { "cannot hold its own type" };
    group.changed(format!("{path} recursion"), (holds(before), holds(after)), touches());
    let required = |member: &Member| keywords::yes_or_no(member.required);
    group.changed(format!("{path} required"), (required(before), required(after)), touches());
    group.data(format!("{path} name"), (&before.wire, &after.wire));
    // The key of serde's form is mostly the wire name, and changes with it.
    if before.wire == after.wire {
        group.data(format!("{path} key"), (&before.key, &after.key));
    }
    group.data(format!("{path} place"), (&keywords::place(before), &keywords::place(after)));
    let deprecated = (before.about.deprecated.as_ref(), after.about.deprecated.as_ref());
    group.optional(format!("{path} deprecated"), deprecated, vec![Touched::Deprecation(new.field(after))]);
    group.described(path, &undeprecated(&before.about), &undeprecated(&after.about));
}

/// The documentation of a member without its deprecation, which is a change of its own.
fn undeprecated(about: &About) -> About {
    About { deprecated: None, ..about.clone() }
}
