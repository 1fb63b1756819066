//! The changes of a shape and of its members.

use super::change::Group;
use super::pairs::{Pair, is_reordered};
use super::paths::Within;
use super::renames::{Renames, members};
use super::{Bump, keywords};
use dingtalk_codegen::model::{About, Member, Shape};
use dingtalk_codegen::surface::Scope;

/// A shape as one of the specs has it, and the module that it is in.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) shape: &'a Shape,
    pub(super) scope: &'a Scope<'a>,
}

/// Two shapes that are the same one, what they are within, and which types have new names.
pub(super) struct Shapes<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) old_within: Within<'a>,
    pub(super) new_within: Within<'a>,
    pub(super) renames: &'a Renames,
}

impl Shapes<'_> {
    /// Adds all changes to the group.
    pub(super) fn compare(&self, group: &mut Group) {
        let (old, new) = (self.old.shape, self.new.shape);
        self.travels(group);
        let pairs = members(old, new);
        for pair in &pairs {
            match pair {
                Pair::Both(before, after) => self.member(before, after, group),
                Pair::Added(member) => self.added(member, group),
                Pair::Removed(member) => self.removed(member, group),
            }
        }
        if is_reordered(&pairs, &old.members) {
            self.order(group, &pairs);
        }
    }

    /// Which ways a shape travels decides how it is made.
    fn travels(&self, group: &mut Group) {
        let (old, new) = (self.old.shape, self.new.shape);
        let name = self.new_within.name();
        match (old.has_constructor(), new.has_constructor()) {
            (false, true) => {
                group.added(format!("{name} sent"), "new", Bump::Minor, "it is sent as well, and has a `new`");
            }
            (true, false) => {
                group.removed(format!("{name} sent"), "new", Bump::Major, "it is not sent any more, and has no `new`");
            }
            _ => {}
        }
        let required = |shape: &Shape| shape.required().next().is_some();
        match (old.travels.back, new.travels.back) {
            (false, true) if required(old) && required(new) => {
                group.added(
                    format!("{name} answered"),
                    "Default",
                    Bump::Minor,
                    "it is answered as well, and has a default and all setters",
                );
            }
            (true, false) if required(old) && required(new) => {
                group.removed(
                    format!("{name} answered"),
                    "Default",
                    Bump::Major,
                    "it is not answered any more, and has neither a default nor setters of what is required",
                );
            }
            _ => {}
        }
    }

    fn added(&self, member: &Member, group: &mut Group) {
        let (old, new) = (self.old.shape, self.new.shape);
        let takes = member.required && old.has_constructor() && new.has_constructor();
        let default = old.has_default() && !new.has_default() && member.required;
        let (bump, why) = if takes {
            (Bump::Major, format!("`{}::new` takes it", new.name))
        } else if default {
            (Bump::Major, format!("`{}` has no default any more", new.name))
        } else if new.has_setter(member) {
            (Bump::Minor, format!("a field `{}` with its setter", member.name))
        } else {
            (Bump::Minor, format!("a field `{}`", member.name))
        };
        group.added(self.new_within.way(member), keywords::member(member, self.new.scope), bump, why);
    }

    fn removed(&self, member: &Member, group: &mut Group) {
        let old = self.old.shape;
        let also = if member.required && old.has_constructor() {
            format!(", and so is the argument of `{}::new`", old.name)
        } else if old.has_setter(member) {
            ", and so is the setter".to_owned()
        } else {
            String::new()
        };
        let why = format!("the field `{}` is gone{also}", member.name);
        group.removed(self.old_within.way(member), keywords::member(member, self.old.scope), Bump::Major, why);
    }

    fn member(&self, old: &Member, new: &Member, group: &mut Group) {
        let way = self.new_within.way(new);
        if old.name != new.name {
            let why = "the field has another name, and so have setter and argument";
            group.changed(format!("{way} rename"), (old.name.as_str(), new.name.as_str()), Bump::Major, why);
        }
        self.ty(&way, old, new, group);
        if old.required != new.required {
            self.required(&way, old, new, group);
        }
        let sent = "callers' code is the same, another name is sent or read";
        group.data(format!("{way} name"), &old.wire, &new.wire, sent);
        // The key is mostly the wire name, and changes with it.
        if old.wire == new.wire {
            group.data(
                format!("{way} key"),
                &old.key,
                &new.key,
                "serde's form of the whole request has another name for it",
            );
        }
        let place = "callers' code is the same, it is sent elsewhere or otherwise";
        group.data(format!("{way} place"), &keywords::place(old), &keywords::place(new), place);
        group.deprecated(&way, old.about.deprecated.as_ref(), new.about.deprecated.as_ref());
        group.described(way, &undeprecated(&old.about), &undeprecated(&new.about));
    }

    fn ty(&self, way: &str, old: &Member, new: &Member, group: &mut Group) {
        let (before, after) = (self.old.scope, self.new.scope);
        let fields = || format!("the field is `{}`, no `{}` any more", after.field(new), before.field(old));
        if !self.renames.same((&old.ty, before), (&new.ty, after)) {
            let types = (keywords::ty(&old.ty, before), keywords::ty(&new.ty, after));
            group.changed(format!("{way} type"), types, Bump::Major, fields());
        } else if old.boxed != new.boxed && !old.required && !new.required {
            let holds =
                |member: &Member| if member.boxed { "may hold its own shape" } else { "cannot hold its own shape" };
            group.changed(format!("{way} recursion"), (holds(old), holds(new)), Bump::Major, fields());
        }
    }

    /// Both ways are a break: a field is an `Option` if it is not required.
    fn required(&self, way: &str, old: &Member, new: &Member, group: &mut Group) {
        let shape = self.new.shape;
        let why = match (shape.has_constructor(), new.required) {
            (true, true) => format!("`{}::new` takes it, and the field is no `Option` any more", shape.name),
            (true, false) => format!("`{}::new` does not take it any more, and the field is an `Option`", shape.name),
            (false, true) => "the field is no `Option` any more".to_owned(),
            (false, false) => "the field is an `Option`".to_owned(),
        };
        let values = (keywords::yes_or_no(old.required), keywords::yes_or_no(new.required));
        group.changed(format!("{way} required"), values, Bump::Major, why);
    }

    fn order(&self, group: &mut Group, pairs: &[Pair<'_, Member>]) {
        let (old, new) = (self.old.shape, self.new.shape);
        let arguments = pairs.iter().filter_map(Pair::both).filter(|(before, after)| before.required && after.required);
        let arguments: Vec<Pair<'_, Member>> = arguments.map(|(before, after)| Pair::Both(before, after)).collect();
        let constructors = old.has_constructor() && new.has_constructor();
        let names = |shape: &Shape, required: bool| {
            let names = shape.members.iter().filter(|member| member.required || !required);
            names.map(|member| member.wire.clone()).collect::<Vec<_>>().join(", ")
        };
        let fact = format!("{} order", self.new_within.name());
        if constructors && is_reordered(&arguments, &old.members) {
            let why = format!("`{}::new` takes its arguments in another order", new.name);
            group.changed(fact, (names(old, true), names(new, true)), Bump::Major, why);
        } else {
            let why = "fields stand, and are sent, in another order";
            group.changed(fact, (names(old, false), names(new, false)), Bump::Patch, why);
        }
    }
}

/// What is said of a member but for its deprecation, which is a change of its own.
fn undeprecated(about: &About) -> About {
    About { deprecated: None, ..about.clone() }
}
