//! Fields to members: what each holds, and the shapes and enumerations that this takes.

use super::field_docs;
use super::field_keys::{self, Instead};
use super::names::{self, Kind, Scope};
use super::recursion::{self, Edge};
use super::styles::{self, Carrier};
use super::values;
use super::vocabulary::{Meaning, NamedTypes, Vocabulary};
use crate::model::{Definition, Member, Name, OpenEnum, Shape, Travels, Type};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{FieldDecl, Map, Text};

/// How deep types nest; rustc gives up on lists of lists not far above, and real answers nest 9 deep.
const DEEPEST: usize = 32;

/// What the fields that are resolved belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Answer,
    /// Types that requests and answers share.
    Shared,
}

/// The types of one module.
pub(crate) struct Types<'a> {
    vocabulary: Vocabulary<'a>,
    /// What the next fields belong to.
    pub(crate) side: Side,
    scope: Scope,
    definitions: Vec<Definition>,
    edges: Vec<Edge>,
    /// Whether a member was left out because of a mistake.
    has_gaps: bool,
    /// How many types the one that is being resolved stands in.
    depth: usize,
}

impl<'a> Types<'a> {
    pub(crate) fn new(vocabulary: Vocabulary<'a>) -> Self {
        let mut scope = Scope::new(Kind::Type, "name the type with `name`", &[names::TYPES, names::FOREIGN_TYPES]);
        let identifiers = vocabulary.identifiers.into_iter().flat_map(super::api::Identifiers::words);
        scope.reserve(identifiers, "an identifier of `api.yaml`");
        scope.reserve(vocabulary.shared.into_iter().flat_map(NamedTypes::words), "a type of `types.yaml`");
        let (definitions, edges) = (Vec::new(), Vec::new());
        Self { vocabulary, side: Side::Request, scope, definitions, edges, has_gaps: false, depth: 0 }
    }

    /// Whether every member has a name and a type.
    pub(crate) fn is_complete(&self) -> bool {
        !self.has_gaps
    }

    /// The types in the order of the page, those that hold themselves on the heap.
    pub(crate) fn finish(mut self, sink: &mut Sink) -> Vec<Definition> {
        recursion::resolve(&mut self.definitions, &self.edges, sink);
        self.definitions
    }

    /// A type of `types.yaml`, whose key is its name.
    pub(crate) fn named(&mut self, key: &Text, field: &FieldDecl, sink: &mut Sink) {
        if !matches!(field.ty.as_str(), "object" | "enum") {
            // What it should be instead is reported; what is below it may have mistakes of its own.
            self.look_below(field, sink);
            return;
        }
        report_foreign_keys(field, sink);
        let name = self.scope.claim(&key.value, Some((&key.value, &key.place)), &key.place, sink);
        self.define(field, name, &key.value, sink);
    }

    /// The members of a shape of their own.
    pub(crate) fn members(
        &mut self,
        owner: &Name,
        fields: &Map<FieldDecl>,
        carrier: Carrier,
        sink: &mut Sink,
    ) -> Vec<Member> {
        let mut members = Vec::new();
        self.members_into(&mut members, &mut member_scope(), owner, fields, carrier, sink);
        members
    }

    /// Members that share a shape with those that are there already, and a scope.
    pub(crate) fn members_into(
        &mut self,
        members: &mut Vec<Member>,
        scope: &mut Scope,
        owner: &Name,
        fields: &Map<FieldDecl>,
        carrier: Carrier,
        sink: &mut Sink,
    ) {
        self.has_gaps |= !fields.broken.is_empty();
        for entry in fields {
            let (key, field) = (&entry.key, &entry.value);
            let rename = field.rename.as_ref().map(|rename| (rename.as_str(), &rename.place));
            let name = scope.claim(&key.value, rename, &key.place, sink);
            let below = name.as_ref().and_then(|name| names::derive(Kind::Type, name.bare()));
            // Without a name there is nothing to derive one from either; that is reported already.
            let below = below.filter(|_| !owner.bare().is_empty());
            let hint = below.map(|below| format!("{owner}{}", below.bare())).unwrap_or_default();
            self.report_reason(field, sink);
            let ty = self.resolve(field, &hint, sink);
            let (Some(name), Some(ty)) = (name, ty) else {
                self.has_gaps = true;
                continue;
            };
            let required = field.required.unwrap_or(false);
            if let Type::Object(target) = ty.innermost() {
                let place = field.ty.place.clone();
                let (owner, target) = (owner.clone(), target.clone());
                let direct = matches!(ty, Type::Object(_));
                self.edges.push(Edge { owner, member: members.len(), target, direct, required, place });
            }
            members.push(Member {
                name,
                wire: key.value.clone(),
                key: key.value.clone(),
                style: styles::resolve(field, &ty, carrier, sink),
                ty,
                required,
                boxed: false,
                place: carrier.place(),
                about: field_docs::of(field),
            });
        }
    }

    /// What a whole body or a whole answer is.
    pub(crate) fn whole(&mut self, field: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        if field.ty.as_str() == "object" {
            let help = "take `type: object` out, and write what is below `fields` in its place; a member of the name `type` is a map";
            sink.error(Code::ForeignKey, &field.ty.place, "an object as a whole is written as its members").help(help);
            self.look_below(field, sink);
            self.has_gaps = true;
            return None;
        }
        self.report_reason(field, sink);
        let ty = self.resolve(field, hint, sink);
        self.has_gaps |= ty.is_none();
        ty
    }

    /// What a field holds. `hint` names a type that the spec leaves without a name.
    fn resolve(&mut self, field: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        self.depth += 1;
        let ty = if self.depth > DEEPEST {
            sink.error(Code::TooLarge, &field.ty.place, "the type is nested too deeply")
                .help(format!("types nest {DEEPEST} deep at most; use the type `any` for what is below"));
            None
        } else {
            self.of_word(field, hint, sink)
        };
        self.depth -= 1;
        ty
    }

    /// What the word after `type` stands for.
    fn of_word(&mut self, field: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        if field.ty.is_stand_in() {
            self.look_below(field, sink);
            return None;
        }
        let word = field.ty.as_str();
        let meaning = self.vocabulary.meaning(word);
        if matches!(meaning, Meaning::Type(_) | Meaning::Composite) {
            report_foreign_keys(field, sink);
        } else {
            self.look_below(field, sink);
        }
        match (meaning, word) {
            (Meaning::Type(ty), _) => Some(ty),
            (Meaning::Composite, "array") => self.items(field, hint, sink).map(|items| Type::Array(Box::new(items))),
            (Meaning::Composite, "map") => self.items(field, hint, sink).map(|items| Type::Map(Box::new(items))),
            (Meaning::Composite, _) => {
                let rename = field.name.as_ref().map(|name| (name.as_str(), &name.place));
                let name = self.scope.claim(hint, rename, &field.ty.place, sink);
                self.define(field, name, hint, sink)
            }
            (Meaning::Broken, _) => None,
            (Meaning::Unknown, _) => {
                self.vocabulary.report_unknown(&field.ty, sink);
                None
            }
        }
    }

    /// An object or an enumeration of this name.
    fn define(&mut self, field: &FieldDecl, name: Option<Name>, hint: &str, sink: &mut Sink) -> Option<Type> {
        if field.ty.as_str() == "enum" {
            self.open_enum(field, name, sink)
        } else {
            self.object(field, name, hint, sink)
        }
    }

    /// Finds the mistakes below a type that is missing or unknown.
    fn look_below(&mut self, field: &FieldDecl, sink: &mut Sink) {
        if let Some(fields) = &field.fields {
            self.members(&Name::trusted(""), fields, Carrier::Json, sink);
        }
        if let Some(items) = &field.items {
            self.resolve(items, "", sink);
        }
    }

    fn open_enum(&mut self, field: &FieldDecl, name: Option<Name>, sink: &mut Sink) -> Option<Type> {
        let Some(values) = &field.values else {
            report_missing(field, "values", "each value with what it stands for", sink);
            return None;
        };
        if values.is_empty() {
            sink.error(Code::Empty, &values.place, "the enumeration has no value")
                .help("list its values, or use the type `string`");
        }
        let values = values::resolve(values, sink);
        let name = name?;
        let doc = doc_of(field, "Values that the documentation lists.");
        self.definitions.push(Definition::Enum(OpenEnum { name: name.clone(), doc, values }));
        Some(Type::Enum(name))
    }

    fn object(&mut self, field: &FieldDecl, name: Option<Name>, hint: &str, sink: &mut Sink) -> Option<Type> {
        let Some(fields) = &field.fields else {
            report_missing(field, "fields", "the members of the object, or use the type `any`", sink);
            return None;
        };
        // The shape stands before those of its members, as on the page; so its slot is taken before they are resolved.
        let slot = self.definitions.len();
        let owner = name.clone().unwrap_or_else(|| Name::trusted(hint));
        let doc = doc_of(field, "An object.");
        let empty = Shape { name: owner.clone(), doc, travels: Travels::default(), members: Vec::new() };
        self.definitions.push(Definition::Shape(empty));
        let members = self.members(&owner, fields, Carrier::Json, sink);
        if let Some(Definition::Shape(shape)) = self.definitions.get_mut(slot) {
            shape.members = members;
        }
        name.map(Type::Object)
    }

    fn items(&mut self, field: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        let Some(items) = &field.items else {
            report_missing(field, "items", "what each item is", sink);
            return None;
        };
        let keys = [
            ("required", items.required.is_some()),
            ("reason", items.reason.is_some()),
            ("rename", items.rename.is_some()),
            ("style", items.style.is_some()),
            ("deprecated", items.deprecated.is_some()),
        ];
        field_keys::report(items, Instead::Item, &keys, sink);
        self.resolve(items, hint, sink)
    }

    /// Only of an answer's member it is known that it is always there.
    fn report_reason(&self, field: &FieldDecl, sink: &mut Sink) {
        let Some(reason) = &field.reason else { return };
        if self.side == Side::Request || field.required != Some(true) {
            sink.error(Code::ForeignKey, &reason.place.on_key(), "`reason` says why an answer always has a member")
                .help("take `reason` out, or write `required: true` beside it in an answer");
        }
    }
}

/// A scope for the members of one shape.
pub(crate) fn member_scope() -> Scope {
    Scope::new(Kind::Member, "name the member with `rename`", &[])
}

fn doc_of(field: &FieldDecl, without: &str) -> String {
    field.doc.as_ref().map_or_else(|| without.to_owned(), |doc| doc.value.clone())
}

fn report_missing(field: &FieldDecl, key: &str, what: &str, sink: &mut Sink) {
    let message = format!("the type `{}` needs `{key}`", field.ty.value);
    sink.error(Code::MissingKey, &field.place, message).help(format!("add `{key}`: {what}"));
}

/// Keys that say something about another type than the field has.
fn report_foreign_keys(field: &FieldDecl, sink: &mut Sink) {
    let word = field.ty.as_str();
    let keys: [(&str, bool, &[&str]); 4] = [
        ("name", field.name.is_some(), &["object", "enum"]),
        ("fields", field.fields.is_some(), &["object"]),
        ("items", field.items.is_some(), &["array", "map"]),
        ("values", field.values.is_some(), &["enum"]),
    ];
    for (key, given, types) in keys {
        if given && !types.contains(&word) {
            let message = format!("`{key}` does not go with the type `{word}`");
            let help = format!("take `{key}` out, or use the type `{}`", types.join("` or `"));
            sink.error(Code::ForeignKey, &field.place.key(key).on_key(), message).help(help);
        }
    }
}
