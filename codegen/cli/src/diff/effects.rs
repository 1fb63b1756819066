//! The effects of changes on callers, from which version bumps follow.
//!
//! Callers' code depends on the items of the public surface. An item that only one of two surfaces has belongs to the changes that touch
//! it. If no change does, it is reported as a change of its own, so that the greatest bump is that of the surfaces.

use super::change::{Change, ChangeGroup};
use crate::surface;
use dingtalk_codegen::model::Model;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;

/// The place of what all operations share.
pub(super) const API: &str = "api";

/// A part of the public surface that a change affects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AffectedItem {
    /// An item such as `Request.title`, or a type such as `Request` with its items.
    Item(String),
    /// The mark of a deprecated item.
    Deprecation(String),
    /// Everything.
    Location,
}

impl AffectedItem {
    pub(super) fn item(item: impl Display) -> Self {
        Self::Item(item.to_string())
    }

    fn includes(&self, path: &str) -> bool {
        match self {
            Self::Item(item) => {
                path.strip_prefix(item).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
            }
            Self::Deprecation(item) => path.strip_prefix(item) == Some(DEPRECATION),
            Self::Location => true,
        }
    }
}

/// Follows the path of an item in the path of its mark.
const DEPRECATION: &str = " deprecation";

/// The difference between two surfaces at a path.
#[derive(Default)]
struct ItemDifference {
    removed: Vec<String>,
    added: Vec<String>,
    is_affected: bool,
}

/// The differences between two surfaces, by place and path.
pub(super) struct Effects(HashMap<String, BTreeMap<String, ItemDifference>>);

impl Effects {
    pub(super) fn of(old: &Model, new: &Model) -> Self {
        let (old, new) = (items(old), items(new));
        let mut effects = Self(HashMap::new());
        for at @ (_, item) in old.keys().filter(|at| !new.contains_key(*at)) {
            effects.at(at, "").removed.push(item.clone());
        }
        for (at @ (_, item), is_deprecated) in &new {
            match old.get(at) {
                None => effects.at(at, "").added.push(item.clone()),
                Some(false) if *is_deprecated => {
                    effects.at(at, DEPRECATION).added.push(format!("#[deprecated] {item}"));
                }
                Some(_) => {}
            }
        }
        effects
    }

    fn at(&mut self, (place, item): &(String, String), suffix: &str) -> &mut ItemDifference {
        self.0.entry(place.clone()).or_default().entry(format!("{}{suffix}", path(item))).or_default()
    }

    /// Gives each change its effect, and each group the changes that nothing names.
    pub(super) fn settle(mut self, groups: &mut [ChangeGroup]) {
        for group in &mut *groups {
            for change in &mut group.changes {
                self.settle_change(&group.places, change);
            }
        }
        for group in groups {
            for (path, difference) in group.places.iter().filter_map(|place| self.0.remove(place)).flatten() {
                if !difference.is_affected {
                    group.changes.push(Change::of_item(path, &difference.removed, &difference.added));
                }
            }
        }
    }

    fn settle_change(&mut self, places: &[String], change: &mut Change) {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for place in places {
            for (path, difference) in self.0.get_mut(place).into_iter().flatten() {
                if change.affects.iter().any(|touched| touched.includes(path)) {
                    difference.is_affected = true;
                    removed.extend_from_slice(&difference.removed);
                    added.extend_from_slice(&difference.added);
                }
            }
        }
        change.settle(&removed, &added);
    }
}

/// The items of a surface with their places, and whether they are deprecated.
fn items(model: &Model) -> BTreeMap<(String, String), bool> {
    let clients: HashMap<&str, &str> =
        model.services.iter().map(|service| (service.client.bare(), service.module.bare())).collect();
    let mut items = BTreeMap::new();
    // The client that blocks has the same methods.
    for module in surface::modules(model).into_iter().filter(|module| module.head.item != "mod blocking") {
        let name = path(&module.head.item);
        for line in [module.head].into_iter().chain(module.lines) {
            let path = path(&line.item);
            // The methods of a service's client belong to their operations.
            let method =
                path.split_once('.').and_then(|(client, method)| Some(format!("{}::{method}", clients.get(client)?)));
            let place = if name.contains("::") { name.clone() } else { method.unwrap_or_else(|| API.to_owned()) };
            items.insert((place, line.item), line.deprecated);
        }
    }
    items
}

/// The path that identifies an item: `Request.title` for a field and its setter, `Request::new` for a constructor with any arguments.
fn path(item: &str) -> String {
    let keywords = ["struct ", "enum ", "type ", "mod ", "use types::"];
    let item = keywords.iter().find_map(|keyword| item.strip_prefix(keyword)).unwrap_or(item);
    let (head, tail) = item.split_at(item.find(['(', '<', '=']).unwrap_or(item.len()));
    // The type of a field or constant follows a colon; so does the trait of a type.
    let path = head.split_once(": ").map(|(path, _)| path).filter(|path| path.contains(['.', ':'])).unwrap_or(head);
    let path = path.trim_end().replace("r#", "");
    if tail.starts_with('(') { path.replacen(".with_", ".", 1) } else { path }
}
