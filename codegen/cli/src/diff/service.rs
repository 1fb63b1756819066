//! The changes of services: which operations there are, and the types that they share.

use super::change::ChangeGroup;
use super::definition::{self, Definitions};
use super::effects::AffectedItem;
use super::keywords;
use super::operation::{self, OperationSide};
use super::pairs::{Pair, pairs};
use super::retries::RetryRows;
use crate::surface::TypeNames;
use dingtalk_codegen::model::{Model, Name, Service, SharedTypes};

/// A group for each file of each service.
pub(super) fn compare(old: &Model, new: &Model) -> Vec<ChangeGroup> {
    let module = |service: &Service| service.module.to_string();
    let services = pairs(&old.services, &new.services, &[&module]).into_iter();
    let mut groups: Vec<ChangeGroup> = services.filter_map(|service| types(&service)).collect();
    let shared =
        [old, new].map(|model| model.api.dialects.iter().map(|dialect| RetryRows::of(&dialect.errors)).collect());
    let (old, new) = (operations(old), operations(new));
    let path = |of: &OperationSide<'_>| of.path();
    // An operation that has another name is known by where it is called.
    let call = |of: &OperationSide<'_>| keywords::call(of.operation);
    groups.extend(pairs(&old, &new, &[&path, &call]).into_iter().map(|pair| match pair {
        Pair::Both(old, new) => operation::compare(*old, *new, &shared),
        Pair::Added(new) => {
            let mut group = operation::group(*new);
            group.added("endpoint", call(new), vec![AffectedItem::Location]);
            group
        }
        Pair::Removed(old) => {
            let mut group = operation::group(*old);
            group.removed("endpoint", call(old), vec![AffectedItem::Location]);
            group
        }
    }));
    groups
}

fn operations(model: &Model) -> Vec<OperationSide<'_>> {
    let services = model.services.iter();
    services
        .flat_map(|service| service.operations.iter().map(move |operation| OperationSide { service, operation }))
        .collect()
}

/// The group of the types that the operations of a service share, if it has any in one of the specs.
fn types(service: &Pair<'_, Service>) -> Option<ChangeGroup> {
    let (old, new) = match service {
        Pair::Both(old, new) => (Some(old), Some(new)),
        Pair::Added(new) => (None, Some(new)),
        Pair::Removed(old) => (Some(old), None),
    };
    let module = &new.or(old)?.module;
    let [old, new] = [old, new].map(|service| service.and_then(|service| service.types.as_ref()));
    let mut group = ChangeGroup::new(format!("{}::types", module.bare()), new.or(old)?.file.as_str());
    if let (Some(old), Some(new)) = (old, new) {
        group.described("doc", &old.doc, &new.doc);
    }
    let [old, new] = [old, new].map(|types| types.map_or(&[][..], |types: &SharedTypes| &types.definitions));
    let path = |name: &Name| name.to_string();
    let side = |all, names| Definitions { all, names, path: &path };
    definition::compare(side(old, &TypeNames::of(old)), side(new, &TypeNames::of(new)), &mut group);
    Some(group)
}
