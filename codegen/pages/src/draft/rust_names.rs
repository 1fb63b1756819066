//! Assigns Rust names where the wire names are invalid or collide.

use super::draft_field::{DraftField, DraftFields, REFERENCE};
use super::request_section::DraftRequest;
use dingtalk_codegen::model::{Model, Name};
use dingtalk_codegen::resolve::names::{self, NameKind};
use std::collections::{HashMap, HashSet};

/// A namespace of unique names.
struct UniqueNames {
    case: NameKind,
    /// Name to use if none can be derived.
    stand_in: &'static str,
    taken: HashSet<String>,
}

impl UniqueNames {
    fn new<'a>(case: NameKind, stand_in: &'static str, taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self { case, stand_in, taken: taken.into_iter().map(str::to_owned).collect() }
    }

    /// Claims a Rust name and returns whether it must be written down. `before` is a prefix that resolves collisions.
    fn claim(&mut self, wire: &str, before: &str) -> (String, bool) {
        if let Some(name) = names::derive(self.case, wire)
            && self.taken.insert(name.as_str().to_owned())
        {
            return (name.bare().to_owned(), false);
        }
        (self.claim_explicit(wire, before), true)
    }

    /// Claims an explicit name, which must derive to itself.
    fn claim_explicit(&mut self, wire: &str, before: &str) -> String {
        let base = stable_name(self.case, wire).map_or(self.stand_in.to_owned(), |name| name.bare().to_owned());
        let apart = (!before.is_empty()).then(|| format!("{before}_{base}"));
        let numbered = (2..).map(|number| format!("{base}_{number}"));
        let candidates = [base.clone()].into_iter().chain(apart).chain(numbered);
        let mut candidates = candidates.filter_map(|name| stable_name(self.case, &name));
        // There are more numbers than taken names.
        let name = candidates.find(|name| self.taken.insert(name.as_str().to_owned()));
        name.map(|name| name.bare().to_owned()).unwrap_or(base)
    }
}

/// Returns a name that derives to itself.
fn stable_name(case: NameKind, wire: &str) -> Option<Name> {
    // Derivation reaches its fixed point after at most three steps.
    let mut name = names::derive(case, wire)?;
    for _ in 0..3 {
        let next = names::derive(case, name.bare())?;
        if next == name {
            return Some(name);
        }
        name = next;
    }
    None
}

/// Adds `rename` or `name` where the derived name is invalid or taken.
pub(super) fn assign_names(
    request: &mut DraftRequest,
    response: &mut DraftField,
    model: Option<&Model>,
    service: &str,
) {
    let others = model.map(|model| taken_types(model, service)).unwrap_or_default();
    let lists = names::TYPES.iter().chain(names::FOREIGN_TYPES).copied();
    let types = UniqueNames::new(NameKind::Type, "Type", lists.chain(others.iter().map(String::as_str)));
    let mut namer = TypeNamer { types, page_types: HashMap::new() };
    let mut fields = field_scope();
    for (part, parameters) in &mut request.parameters {
        namer.fields(parameters, &mut fields, "Request", part.word());
    }
    let body = &mut request.body;
    if body.ty == "object" {
        namer.fields(&mut body.fields, &mut fields, "Request", "body");
    } else {
        let (name, is_explicit) = fields.claim("body", "whole");
        body.rename = is_explicit.then_some(name);
        namer.field(body, "RequestBody");
    }
    match response.ty {
        "object" => namer.fields(&mut response.fields, &mut field_scope(), "Response", ""),
        "array" | "map" => namer.field(response, "ResponseItem"),
        _ => namer.field(response, "ResponseValue"),
    }
    let mut resolve = |field: &mut DraftField| {
        if field.ty == REFERENCE {
            field.name = field.name.as_ref().and_then(|name| namer.page_types.get(name).cloned());
            field.ty = if field.name.is_some() { REFERENCE } else { "any" };
        }
    };
    request.each_field(&mut resolve);
    response.each(&mut resolve);
}

/// Returns an explicit variant name for each code that needs one, in order.
pub(super) fn variants<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<Option<String>> {
    let mut scope = UniqueNames::new(NameKind::Error, "Code", []);
    let mut seen = HashSet::new();
    let rename = |code: &'a str| {
        let (name, is_explicit) = seen.insert(code).then(|| scope.claim(code, ""))?;
        is_explicit.then_some(name)
    };
    codes.into_iter().map(rename).collect()
}

fn field_scope() -> UniqueNames {
    UniqueNames::new(NameKind::Field, "member", [])
}

/// Returns the API's identifiers and the service's shared types.
fn taken_types(model: &Model, service: &str) -> Vec<String> {
    let identifiers = model.identifiers.iter().map(|identifier| identifier.name.as_str().to_owned());
    let own = model.services.iter().filter(|other| other.module.bare() == service);
    let shared = own.filter_map(|service| service.types.as_ref()).flat_map(|types| &types.definitions);
    identifiers.chain(shared.map(|definition| definition.name().as_str().to_owned())).collect()
}

/// Names types and fields in declaration order.
struct TypeNamer {
    types: UniqueNames,
    /// Rust names of the types that the page names.
    page_types: HashMap<String, String>,
}

impl TypeNamer {
    fn fields(&mut self, fields: &mut DraftFields, scope: &mut UniqueNames, owner: &str, before: &str) {
        for (wire, field) in &mut fields.list {
            let (name, is_explicit) = scope.claim(wire, before);
            if is_explicit {
                field.marks.push(format!("`{name}` in Rust, as the name on the wire makes none, or one that is taken"));
                field.rename = Some(name.clone());
            }
            let below = names::derive(NameKind::Type, &name);
            let hint = format!("{owner}{}", below.as_ref().map_or("", |below| below.bare()));
            self.field(field, &hint);
        }
    }

    fn field(&mut self, field: &mut DraftField, hint: &str) {
        match field.ty {
            "enum" => {
                self.name(&mut field.name, hint);
                let mut scope = UniqueNames::new(NameKind::Value, "Value", ["Other"]);
                for value in &mut field.values {
                    let (name, is_explicit) = scope.claim(&value.wire, "");
                    // A number makes no name, and a person finds a better one.
                    value.rename = (is_explicit || field.of.is_some()).then_some(name);
                }
                if field.of.is_some() {
                    field.marks.push("name its values after their meaning".to_owned());
                }
            }
            "object" => {
                let owner = self.name(&mut field.name, hint);
                self.fields(&mut field.fields, &mut field_scope(), &owner, "");
            }
            _ => field.items.iter_mut().for_each(|items| self.field(items, hint)),
        }
    }

    /// Claims the name of a type: its own, or a derived one.
    fn name(&mut self, name: &mut Option<String>, hint: &str) -> String {
        let (taken, is_explicit) = match name.take() {
            None => self.types.claim(hint, ""),
            Some(page) => {
                let taken = self.types.claim_explicit(&page, "");
                self.page_types.insert(page, taken.clone());
                (taken, true)
            }
        };
        *name = is_explicit.then(|| taken.clone());
        taken
    }
}

/// Marks every string in a field that has the name of an identifier. `wire` is empty for items and content.
pub(super) fn mark_identifiers(wire: &str, field: &mut DraftField, model: &Model) {
    if field.ty == "string" {
        let name = names::derive(NameKind::Type, wire);
        let identifier = model.identifiers.iter().find(|identifier| Some(&identifier.name) == name.as_ref());
        field.marks.extend(identifier.map(|identifier| format!("{}?", identifier.name)));
    }
    field.fields.list.iter_mut().for_each(|(wire, field)| mark_identifiers(wire, field, model));
    field.items.iter_mut().for_each(|items| mark_identifiers("", items, model));
}
