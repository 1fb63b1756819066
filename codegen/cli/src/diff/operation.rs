//! The changes of an operation.

use super::change::ChangeGroup;
use super::definition::{self, Definitions};
use super::effects::AffectedItem;
use super::object_types::{self, ObjectSide};
use super::pairs::pairs;
use super::paths::{Parent, TypePaths};
use super::retries::{CallTables, RetryRows};
use super::{error_tables, keywords};
use crate::surface::TypeNames;
use dingtalk_codegen::model::{ERROR_CODE, ObjectType, Operation, Pagination, Permission, Response, Service};

/// An operation of a service as one of the specs has it.
#[derive(Clone, Copy)]
pub(super) struct OperationSide<'a> {
    pub(super) service: &'a Service,
    pub(super) operation: &'a Operation,
}

impl OperationSide<'_> {
    pub(super) fn path(self) -> String {
        format!("{}::{}", self.service.module.bare(), self.operation.name.bare())
    }
}

/// An empty group for the changes of an operation.
pub(super) fn group(of: OperationSide<'_>) -> ChangeGroup {
    ChangeGroup::new(of.path(), of.operation.file.as_str())
}

/// All changes of an operation that both specs have. `shared` are the error rows that all operations of each dialect share.
pub(super) fn compare(
    old: OperationSide<'_>,
    new: OperationSide<'_>,
    [old_shared, new_shared]: &[Vec<RetryRows<'_>>; 2],
) -> ChangeGroup {
    let mut group = group(new);
    if old.path() != new.path() {
        group.places.push(old.path());
    }
    group.changed("endpoint", (&old.path(), &new.path()), vec![AffectedItem::Location]);
    let affects = [new.path(), format!("{}.{}", new.service.client, new.operation.name.bare())];
    let shared = [&old_shared[old.service.dialect], &new_shared[new.service.dialect]];
    let (old, new) = (old.operation, new.operation);
    let deprecated = (old.deprecated.as_ref(), new.deprecated.as_ref());
    group.optional("endpoint deprecated", deprecated, affects.map(AffectedItem::Deprecation).into());
    call(old, new, &mut group);
    access(old, new, &mut group);
    let names = (&TypeNames::of(&old.definitions), &TypeNames::of(&new.definitions));
    let parent = Parent::Request;
    let request = ObjectSide { object: &old.request, names: names.0, parent };
    object_types::compare(request, ObjectSide { object: &new.request, names: names.1, parent }, &mut group);
    response(old, new, names, &mut group);
    let pagination = (old.pagination.as_ref().map(pagination), new.pagination.as_ref().map(pagination));
    group.optional("pagination", pagination, vec![AffectedItem::item("Request: Paginated")]);
    let (old_paths, new_paths) = (TypePaths::of(old), TypePaths::of(new));
    definition::compare(
        Definitions { all: &old.definitions, names: names.0, path: &|name| old_paths.to(name) },
        Definitions { all: &new.definitions, names: names.1, path: &|name| new_paths.to(name) },
        &mut group,
    );
    errors(old, new, shared, &mut group);
    group.described("summary", &old.summary, &new.summary);
    group.described("doc", &old.doc, &new.doc);
    group.described("pages", &old.pages, &new.pages);
    group.described("example", &old.example, &new.example);
    group
}

/// Changes of how the operation is called.
fn call(old: &Operation, new: &Operation, group: &mut ChangeGroup) {
    group.data("method", (old.method.word(), new.method.word()));
    group.data("url", (&old.path, &new.path));
    let since = group.changes.len();
    group.flag("idempotent", (old.idempotent, new.idempotent), Vec::new());
    group.behaves(since, if new.idempotent { "more calls are retried" } else { "fewer calls are retried" });
    let since = group.changes.len();
    group.flag("token", (old.token, new.token), Vec::new());
    group.behaves(since, if new.token { "calls need a token" } else { "calls send no token" });
    group.data("body format", (old.body_format.word(), new.body_format.word()));
    let headers = pairs(&old.constant_headers, &new.constant_headers, &[&|(name, _)| name.clone()]);
    group.order("constant headers", &headers, (&old.constant_headers, &new.constant_headers), |(name, _)| name.clone());
    let fact = |name: &str| format!("constant header {name}");
    group.each(
        headers,
        |(name, value)| (fact(name), value.clone(), Vec::new()),
        |group, (_, old), (name, new)| group.data(fact(name), (old, new)),
    );
}

fn access(old: &Operation, new: &Operation, group: &mut ChangeGroup) {
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

fn response(old: &Operation, new: &Operation, names: (&TypeNames<'_>, &TypeNames<'_>), group: &mut ChangeGroup) {
    let texts = (keywords::response(&old.response, names.0), keywords::response(&new.response, names.1));
    let nothing = ObjectType::nothing();
    match (fields(&old.response, &nothing), fields(&new.response, &nothing)) {
        (Some(before), Some(after)) => {
            group.data("response", (&texts.0, &texts.1));
            let parent = Parent::Response;
            let before = ObjectSide { object: before, names: names.0, parent };
            object_types::compare(before, ObjectSide { object: after, names: names.1, parent }, group);
        }
        _ => group.changed("response", (&texts.0, &texts.1), vec![AffectedItem::item("Response")]),
    }
    if let (Response::Whole(_, before), Response::Whole(_, after)) = (&old.response, &new.response) {
        group.described("response", before, after);
    }
}

/// The fields of a pagination.
fn pagination(Pagination { cursor, next, items, more }: &Pagination) -> String {
    let more = more.as_ref().map(|more| format!(", more in {more}")).unwrap_or_default();
    format!("{items} from {cursor} to {next}{more}")
}

/// The object type of a response, unless it is one value.
fn fields<'a>(response: &'a Response, nothing: &'a ObjectType) -> Option<&'a ObjectType> {
    match response {
        Response::Empty => Some(nothing),
        Response::Fields(response) => Some(response),
        Response::Whole(..) => None,
    }
}

fn errors(old: &Operation, new: &Operation, [old_shared, new_shared]: [&RetryRows<'_>; 2], group: &mut ChangeGroup) {
    let [old_own, new_own] = [&old.errors, &new.errors].map(RetryRows::of);
    let call = CallTables {
        old: [&old_own, old_shared],
        new: [&new_own, new_shared],
        idempotent: old.idempotent && new.idempotent,
        token: old.token && new.token,
    };
    error_tables::compare(ERROR_CODE, (&old.errors, &new.errors), &[call], group);
}
