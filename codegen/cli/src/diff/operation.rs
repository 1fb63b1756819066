//! The changes of an operation.

use super::change::Group;
use super::definition::{self, Definitions};
use super::effects::Touched;
use super::objects::{self, Side};
use super::pairs::pairs;
use super::paths::{Paths, Within};
use super::retries::{Call, Rows};
use super::{errors, keywords};
use dingtalk_codegen::model::{ObjectType, Operation, Permission, Response, Service};
use dingtalk_codegen::surface::Scope;

/// An operation of a service as one of the specs has it.
#[derive(Clone, Copy)]
pub(super) struct In<'a> {
    pub(super) service: &'a Service,
    pub(super) operation: &'a Operation,
}

impl In<'_> {
    pub(super) fn path(self) -> String {
        format!("{}::{}", self.service.module.bare(), self.operation.name.bare())
    }
}

/// The group of an operation that one of the specs lacks, or of one that both have.
pub(super) fn group(of: In<'_>) -> Group {
    Group::new(of.path(), of.operation.file.as_str())
}

/// All changes of an operation that both specs have. `shared` are the error rows that all operations share.
pub(super) fn compare(old: In<'_>, new: In<'_>, shared: &[Rows<'_>; 2]) -> Group {
    let mut group = group(new);
    if old.path() != new.path() {
        group.places.push(old.path());
    }
    group.changed("endpoint", (&old.path(), &new.path()), vec![Touched::Location]);
    let touches = [new.path(), format!("{}.{}", new.service.client, new.operation.name.bare())];
    let (old, new) = (old.operation, new.operation);
    let deprecated = (old.deprecated.as_ref(), new.deprecated.as_ref());
    group.optional("endpoint deprecated", deprecated, touches.map(Touched::Deprecation).into());
    call(old, new, &mut group);
    access(old, new, &mut group);
    let scopes = (&Scope::of(&old.definitions), &Scope::of(&new.definitions));
    let within = Within::Request;
    let request = Side { object: &old.request, scope: scopes.0, within };
    objects::compare(request, Side { object: &new.request, scope: scopes.1, within }, &mut group);
    response(old, new, scopes, &mut group);
    let (old_paths, new_paths) = (Paths::of(old), Paths::of(new));
    definition::compare(
        Definitions { all: &old.definitions, scope: scopes.0, path: &|name| old_paths.to(name) },
        Definitions { all: &new.definitions, scope: scopes.1, path: &|name| new_paths.to(name) },
        &mut group,
    );
    errors(old, new, shared, &mut group);
    group.described("summary", &old.summary, &new.summary);
    group.described("doc", &old.doc, &new.doc);
    group.described("pages", &old.pages, &new.pages);
    group.described("example", &old.example, &new.example);
    group
}

/// How the operation is called.
fn call(old: &Operation, new: &Operation, group: &mut Group) {
    group.data("method", (old.method.word(), new.method.word()));
    group.data("url", (&old.path, &new.path));
    let since = group.changes.len();
    group.data("idempotent", (keywords::yes_or_no(old.idempotent), keywords::yes_or_no(new.idempotent)));
    group.behaves(since, if new.idempotent { "more calls are retried" } else { "fewer calls are retried" });
    let since = group.changes.len();
    group.data("token", (keywords::yes_or_no(old.token), keywords::yes_or_no(new.token)));
    group.behaves(since, if new.token { "calls need a token" } else { "calls send no token" });
    group.data("body format", (keywords::body_format(old.body_format), keywords::body_format(new.body_format)));
    let headers = pairs(&old.constant_headers, &new.constant_headers, &[&|(name, _)| name.clone()]);
    group.order("constant headers", &headers, (&old.constant_headers, &new.constant_headers), |(name, _)| name.clone());
    let fact = |name: &str| format!("constant header {name}");
    group.each(
        headers,
        |(name, value)| (fact(name), value.clone(), Vec::new()),
        |group, (_, old), (name, new)| group.data(fact(name), (old, new)),
    );
}

fn access(old: &Operation, new: &Operation, group: &mut Group) {
    let code = |permission: &Permission| permission.code.clone();
    let (before, after) = (&old.access.permissions, &new.access.permissions);
    let permissions = pairs(before, after, &[&code]);
    group.order("permissions", &permissions, (before, after), code);
    let fact = |permission: &Permission| format!("permission {}", permission.code);
    group.each(
        permissions,
        |permission| (fact(permission), permission.name.clone().unwrap_or_default(), Vec::new()),
        |group, old, new| group.described(fact(new), &old.name, &new.name),
    );
    let apps = pairs(&old.access.apps, &new.access.apps, &[&String::clone]);
    group.order("apps", &apps, (&old.access.apps, &new.access.apps), String::clone);
    group.each(apps, |app| (format!("app {app}"), String::new(), Vec::new()), |_, _, _| {});
}

fn response(old: &Operation, new: &Operation, scopes: (&Scope<'_>, &Scope<'_>), group: &mut Group) {
    let texts = (keywords::response(&old.response, scopes.0), keywords::response(&new.response, scopes.1));
    let nothing = ObjectType::nothing();
    match (fields(&old.response, &nothing), fields(&new.response, &nothing)) {
        (Some(before), Some(after)) => {
            group.data("response", (&texts.0, &texts.1));
            let within = Within::Response;
            let before = Side { object: before, scope: scopes.0, within };
            objects::compare(before, Side { object: after, scope: scopes.1, within }, group);
        }
        _ => group.changed("response", (&texts.0, &texts.1), vec![Touched::item("Response")]),
    }
    if let (Response::Whole(_, before), Response::Whole(_, after)) = (&old.response, &new.response) {
        group.described("response", before, after);
    }
}

/// The type of a response that is no whole value.
fn fields<'a>(response: &'a Response, nothing: &'a ObjectType) -> Option<&'a ObjectType> {
    match response {
        Response::Empty => Some(nothing),
        Response::Fields(response) => Some(response),
        Response::Whole(..) => None,
    }
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
