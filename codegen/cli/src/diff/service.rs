//! The changes of services: which operations there are, and the types that they share.

use super::change::Group;
use super::definition::Definitions;
use super::operation::{self, In, shared};
use super::pairs::{Pair, pairs};
use super::renames::{Renames, Seen};
use super::retries::Rows;
use super::{Bump, keywords};
use dingtalk_codegen::model::{Model, Name, Service, SharedTypes};
use dingtalk_codegen::surface::Scope;
use std::collections::HashMap;

/// A group for each file of each service. `shared` are the rows of errors that all endpoints share.
pub(super) fn compare(old: &Model, new: &Model, shared: &[Rows<'_>; 2]) -> Vec<Group> {
    let (before, after) = (operations(old), operations(new));
    let path = |of: &In<'_>| of.path();
    // An operation that has another name is known by where it is called.
    let call = |of: &In<'_>| keywords::call(of.operation);
    let operations = pairs(&before, &after, &[&path, &call]);
    let renames = renames(old, new, &operations);
    let none = Renames::default();
    let mut groups = types(old, new, &renames);
    for pair in operations {
        groups.push(match pair {
            Pair::Both(old, new) => {
                let renames = if old.service.module == new.service.module {
                    renames.get(new.service.module.bare())
                } else {
                    None
                };
                operation::compare(*old, *new, renames.unwrap_or(&none), shared)
            }
            Pair::Added(new) => added(*new),
            Pair::Removed(old) => removed(*old),
        });
    }
    groups
}

fn operations(model: &Model) -> Vec<In<'_>> {
    let services = model.services.iter();
    services.flat_map(|service| service.operations.iter().map(move |operation| In { service, operation })).collect()
}

fn added(new: In<'_>) -> Group {
    let mut group = operation::group(new);
    group.added("endpoint", keywords::call(new.operation), Bump::Minor, "a module and a method");
    group
}

fn removed(old: In<'_>) -> Group {
    let mut group = operation::group(old);
    group.removed("endpoint", keywords::call(old.operation), Bump::Major, "module and method are gone");
    group
}

/// The shared types of each service that have new names.
fn renames<'a>(old: &'a Model, new: &'a Model, operations: &[Pair<'_, In<'a>>]) -> HashMap<String, Renames> {
    let mut found = HashMap::new();
    for (old, new) in both(old, new) {
        let mut renames = Renames::default();
        let seen = |service| Seen { own: &[], shared: shared(service) };
        renames.find(operation::shapes(shared(old), shared(new)).collect(), None, seen(old), seen(new));
        for pair in operations {
            if let Some((before, after)) = pair.both()
                && (before.service.module == old.module && after.service.module == new.module)
            {
                renames.find(
                    operation::roots(*before, *after),
                    operation::whole(*before, *after),
                    seen(old),
                    seen(new),
                );
            }
        }
        found.insert(new.module.bare().to_owned(), renames);
    }
    found
}

/// The services that both specs have.
fn both<'a>(old: &'a Model, new: &'a Model) -> impl Iterator<Item = (&'a Service, &'a Service)> {
    let module = |service: &Service| service.module.to_string();
    pairs(&old.services, &new.services, &[&module]).into_iter().filter_map(|pair| pair.both())
}

/// What services share, each change once.
fn types(old: &Model, new: &Model, renames: &HashMap<String, Renames>) -> Vec<Group> {
    let module = |service: &Service| service.module.to_string();
    let none = Renames::default();
    let pairs = pairs(&old.services, &new.services, &[&module]).into_iter();
    let groups = pairs.map(|pair| {
        let (old, new) = match pair {
            Pair::Both(old, new) => (Some(old), Some(new)),
            Pair::Added(new) => (None, Some(new)),
            Pair::Removed(old) => (Some(old), None),
        };
        let renames = new.and_then(|new| renames.get(new.module.bare())).unwrap_or(&none);
        shared_types(old, new, renames)
    });
    groups.flatten().collect()
}

/// The group of a service's shared types, if it has any in one of the specs.
fn shared_types(old: Option<&Service>, new: Option<&Service>, renames: &Renames) -> Option<Group> {
    let module = &new.or(old)?.module;
    let (before, after) = (old.and_then(|old| old.types.as_ref()), new.and_then(|new| new.types.as_ref()));
    let file = &after.or(before)?.file;
    let mut group = Group::new(format!("{}::types", module.bare()), file.as_str());
    match (before, after) {
        (None, Some(_)) => group.added("types", "", Bump::Minor, "a module of types"),
        (Some(_), None) => group.removed("types", "", Bump::Major, "the module is gone"),
        _ => {}
    }
    let doc = |types: Option<&SharedTypes>| types.and_then(|types| types.doc.clone());
    if before.is_some() && after.is_some() {
        group.described("doc", &doc(before), &doc(after));
    }
    let (before, after) = (old.map_or(&[][..], shared), new.map_or(&[][..], shared));
    let definitions = Definitions {
        old: Seen { own: before, shared: &[] },
        new: Seen { own: after, shared: &[] },
        old_scope: &Scope::of(before),
        new_scope: &Scope::of(after),
        renames: &renames.within_types(),
    };
    let name = |name: &Name| name.to_string();
    definitions.compare((&name, &name), &mut group);
    Some(group)
}
