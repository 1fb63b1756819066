//! The changes of an operation.

use super::change::Group;
use super::definition::Definitions;
use super::objects::{Shapes, Side};
use super::pairs::{Pair, pairs};
use super::paths::{Ways, Within};
use super::renames::{Renames, Seen};
use super::retries::{Call, Rows};
use super::{Bump, errors, keywords};
use dingtalk_codegen::model::{Answer, Definition, Operation, Permission, Service, Shape};
use dingtalk_codegen::surface::Scope;

/// What is sent or how, which is the client's to know.
const SENT: &str = "callers' code is the same, calls are made otherwise";

/// An operation of a service as one of the specs has it.
#[derive(Clone, Copy)]
pub(super) struct In<'a> {
    pub(super) service: &'a Service,
    pub(super) operation: &'a Operation,
}

impl<'a> In<'a> {
    pub(super) fn path(self) -> String {
        format!("{}::{}", self.service.module.bare(), self.operation.name.bare())
    }

    fn seen(self) -> Seen<'a> {
        Seen { own: &self.operation.definitions, shared: shared(self.service) }
    }

    fn response(self) -> Option<&'a Shape> {
        match &self.operation.answer {
            Answer::Members(response) => Some(response),
            Answer::Nothing | Answer::Whole(..) => None,
        }
    }
}

/// The types that the operations of a service share.
pub(super) fn shared(service: &Service) -> &[Definition] {
    service.types.as_ref().map_or(&[], |types| &types.definitions)
}

/// The group of an operation that one of the specs lacks, or of one that both have.
pub(super) fn group(of: In<'_>) -> Group {
    Group::new(of.path(), of.operation.file.as_str())
}

/// All changes of an operation that both specs have. `renames` are those of the shared types, `shared` the rows of errors that all endpoints share.
pub(super) fn compare(old: In<'_>, new: In<'_>, renames: &Renames, shared: &[Rows<'_>; 2]) -> Group {
    let mut group = group(new);
    let mut renames = renames.clone();
    renames.find(roots(old, new), whole(old, new), old.seen(), new.seen());
    call(old, new, &mut group);
    access(old.operation, new.operation, &mut group);
    let scopes = (&Scope::of(&old.operation.definitions), &Scope::of(&new.operation.definitions));
    let request = Shapes {
        old: Side { shape: &old.operation.request, scope: scopes.0 },
        new: Side { shape: &new.operation.request, scope: scopes.1 },
        old_within: Within::Request,
        new_within: Within::Request,
        renames: &renames,
    };
    request.compare(&mut group);
    answer(old, new, scopes, &renames, &mut group);
    let definitions =
        Definitions { old: old.seen(), new: new.seen(), old_scope: scopes.0, new_scope: scopes.1, renames: &renames };
    let (old_ways, new_ways) = (Ways::of(old.operation), Ways::of(new.operation));
    definitions.compare((&|name| old_ways.to(name), &|name| new_ways.to(name)), &mut group);
    errors(old.operation, new.operation, shared, &mut group);
    words_alone(old.operation, new.operation, &mut group);
    group
}

/// The shapes below which types are looked for that have new names.
pub(super) fn roots<'a>(old: In<'a>, new: In<'a>) -> Vec<(&'a Shape, &'a Shape)> {
    let shapes = shapes(&old.operation.definitions, &new.operation.definitions);
    let answers = old.response().zip(new.response());
    [(&old.operation.request, &new.operation.request)].into_iter().chain(answers).chain(shapes).collect()
}

/// The shapes that both have by the same name.
pub(super) fn shapes<'a>(old: &'a [Definition], new: &'a [Definition]) -> impl Iterator<Item = (&'a Shape, &'a Shape)> {
    let name = |definition: &Definition| definition.name().to_string();
    let same = pairs(old, new, &[&name]).into_iter();
    same.filter_map(|pair| match pair.both()? {
        (Definition::Shape(old), Definition::Shape(new)) => Some((old, new)),
        _ => None,
    })
}

/// The types of answers that are no objects with members of their own.
pub(super) fn whole<'a>(
    old: In<'a>,
    new: In<'a>,
) -> Option<(&'a dingtalk_codegen::model::Type, &'a dingtalk_codegen::model::Type)> {
    match (&old.operation.answer, &new.operation.answer) {
        (Answer::Whole(old, _), Answer::Whole(new, _)) => Some((old, new)),
        _ => None,
    }
}

/// How the operation is called.
fn call(old: In<'_>, new: In<'_>, group: &mut Group) {
    if old.path() != new.path() {
        let why = "callers name module and method";
        group.changed("endpoint", (old.path(), new.path()), Bump::Major, why);
    }
    let (old, new) = (old.operation, new.operation);
    group.deprecated("endpoint", old.deprecated.as_ref(), new.deprecated.as_ref());
    group.data("method", old.method.word(), new.method.word(), SENT);
    group.data("url", &old.path, &new.path, SENT);
    if old.idempotent != new.idempotent {
        let (bump, why) = if new.idempotent {
            (Bump::Minor, "the client repeats calls of which nobody knows what they did")
        } else {
            (Bump::Patch, "the client does not repeat calls any more of which nobody knows what they did")
        };
        group.changed(
            "idempotent",
            (keywords::yes_or_no(old.idempotent), keywords::yes_or_no(new.idempotent)),
            bump,
            why,
        );
    }
    if old.token != new.token {
        let (bump, why) = if new.token {
            (Bump::Minor, "the client gets a token for the call, and so has to have credentials")
        } else {
            (Bump::Patch, "the call goes without a token")
        };
        group.changed("token", (keywords::yes_or_no(old.token), keywords::yes_or_no(new.token)), bump, why);
    }
    group.data("body format", keywords::body_format(old.body_format), keywords::body_format(new.body_format), SENT);
    let headers = pairs(&old.constant_headers, &new.constant_headers, &[&|(name, _)| name.clone()]);
    group.order("constant headers", &headers, &old.constant_headers);
    for pair in headers {
        match pair {
            Pair::Added((name, value)) => group.added(format!("constant header {name}"), value, Bump::Patch, SENT),
            Pair::Removed((name, value)) => group.removed(format!("constant header {name}"), value, Bump::Patch, SENT),
            Pair::Both((_, old), (name, new)) => group.data(format!("constant header {name}"), old, new, SENT),
        }
    }
}

fn access(old: &Operation, new: &Operation, group: &mut Group) {
    let why = "documentation: apps have to have it";
    let code = |permission: &Permission| permission.code.clone();
    let permissions = pairs(&old.access.permissions, &new.access.permissions, &[&code]);
    group.order("permissions", &permissions, &old.access.permissions);
    for pair in permissions {
        let fact = |permission: &Permission| format!("permission {}", permission.code);
        let name = |permission: &Permission| permission.name.clone().unwrap_or_default();
        match pair {
            Pair::Added(permission) => group.added(fact(permission), name(permission), Bump::Patch, why),
            Pair::Removed(permission) => {
                group.removed(fact(permission), name(permission), Bump::Patch, "documentation: apps need it no more");
            }
            Pair::Both(old, new) => group.described(fact(new), &old.name, &new.name),
        }
    }
    let apps = pairs(&old.access.apps, &new.access.apps, &[&String::clone]);
    group.order("apps", &apps, &old.access.apps);
    for pair in apps {
        match pair {
            Pair::Added(app) => {
                group.added(format!("app {app}"), "", Bump::Patch, "documentation: such apps may call it");
            }
            Pair::Removed(app) => {
                group.removed(format!("app {app}"), "", Bump::Patch, "documentation: such apps may not call it");
            }
            Pair::Both(..) => {}
        }
    }
}

fn answer(old: In<'_>, new: In<'_>, scopes: (&Scope<'_>, &Scope<'_>), renames: &Renames, group: &mut Group) {
    let nothing = Shape::nothing();
    let (before, after) = (&old.operation.answer, &new.operation.answer);
    let words = || (keywords::answer(before, scopes.0), keywords::answer(after, scopes.1));
    match (before, after) {
        (Answer::Whole(old_type, old_about), Answer::Whole(new_type, new_about)) => {
            if !renames.same((old_type, scopes.0), (new_type, scopes.1)) {
                let why = format!("`Response` is `{}` now", scopes.1.text(new_type));
                group.changed("response type", words(), Bump::Major, why);
            }
            group.described("response", old_about, new_about);
            return;
        }
        (Answer::Whole(..), _) | (_, Answer::Whole(..)) => {
            group.changed("response", words(), Bump::Major, "`Response` is another type");
            return;
        }
        (Answer::Nothing, Answer::Members(_)) | (Answer::Members(_), Answer::Nothing) => {
            group.changed("response", words(), Bump::Patch, "its members are listed apart");
        }
        _ => {}
    }
    let (old, new) = (old.response().unwrap_or(&nothing), new.response().unwrap_or(&nothing));
    let shapes = Shapes {
        old: Side { shape: old, scope: scopes.0 },
        new: Side { shape: new, scope: scopes.1 },
        old_within: Within::Response,
        new_within: Within::Response,
        renames,
    };
    shapes.compare(group);
}

fn errors(old: &Operation, new: &Operation, [old_shared, new_shared]: &[Rows<'_>; 2], group: &mut Group) {
    let [old_own, new_own] = [&old.errors, &new.errors].map(Rows::of);
    let call = Call {
        old: [&old_own, old_shared],
        new: [&new_own, new_shared],
        idempotent: old.idempotent && new.idempotent,
        token: old.token && new.token,
    };
    errors::compare("Error", (&old.errors, &new.errors), &[call], group);
}

/// What is for people alone.
fn words_alone(old: &Operation, new: &Operation, group: &mut Group) {
    group.described("summary", &old.summary, &new.summary);
    group.described("doc", &old.doc, &new.doc);
    group.described("pages", &old.pages, &new.pages);
    group.described("example", &old.example, &new.example);
}
