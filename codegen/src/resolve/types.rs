//! Fields to members: what each holds, and the shapes and enumerations that this takes.

use super::names::{self, Kind, Scope};
use super::{notes, words};
use crate::diag::{Code, Sink};
use crate::model::{Definition, Direction, EnumValue, Identifier, Member, Name, OpenEnum, Place, Shape, Type};
use crate::spec::{Field, Map};
use std::collections::BTreeMap;

/// Types that a word of the language names.
const SCALARS: &[(&str, Type)] = &[
    ("string", Type::String),
    ("secret", Type::Secret),
    ("bool", Type::Bool),
    ("int32", Type::Int32),
    ("int64", Type::Int64),
    ("float64", Type::Float64),
    ("datetime", Type::DateTime),
    ("any", Type::Any),
];

/// Types that need more than a word.
const COMPOSITES: &[&str] = &["enum", "object", "array", "map"];

/// What docs pages and other languages call them.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("boolean", "bool"),
    ("date", "datetime"),
    ("double", "float64"),
    ("float", "float64"),
    ("int", "int32` or `int64"),
    ("integer", "int32` or `int64"),
    ("json", "any"),
    ("list", "array"),
    ("long", "int64"),
    ("number", "int64` or `float64"),
    ("text", "string"),
    ("timestamp", "datetime"),
];

/// How deep types nest; rustc gives up on lists of lists not far above, and real answers nest 9 deep.
const DEEPEST: usize = 32;

/// The identifier types of an API.
#[derive(Default)]
pub(crate) struct Identifiers {
    list: Vec<Identifier>,
    /// By the word of the language; `None` where the identifier itself is wrong, which is reported already.
    by_word: BTreeMap<String, Option<Name>>,
}

impl Identifiers {
    pub(crate) fn add(&mut self, identifier: Identifier) {
        self.by_word.insert(identifier.name.bare().to_owned(), Some(identifier.name.clone()));
        self.list.push(identifier);
    }

    pub(crate) fn add_broken(&mut self, word: &str) {
        self.by_word.entry(word.to_owned()).or_insert(None);
    }

    pub(crate) fn into_list(self) -> Vec<Identifier> {
        self.list
    }
}

/// The types of one operation's module.
pub(crate) struct Types<'a> {
    /// `None` if `api.yaml` could not be read; then any word may be an identifier.
    identifiers: Option<&'a Identifiers>,
    scope: Scope,
    definitions: Vec<Definition>,
    /// Whether a member was left out because of a mistake.
    has_gaps: bool,
    /// How many types the one that is being resolved stands in.
    depth: usize,
}

impl<'a> Types<'a> {
    pub(crate) fn new(identifiers: Option<&'a Identifiers>) -> Self {
        let mut scope = Scope::new(Kind::Type, "name the type with `name`", &[names::TYPES, names::FOREIGN_TYPES]);
        scope.reserve_identifiers(
            identifiers.into_iter().flat_map(|identifiers| identifiers.by_word.keys()).map(String::as_str),
        );
        Self { identifiers, scope, definitions: Vec::new(), has_gaps: false, depth: 0 }
    }

    /// Whether every member has a name and a type.
    pub(crate) fn is_complete(&self) -> bool {
        !self.has_gaps
    }

    pub(crate) fn into_definitions(self) -> Vec<Definition> {
        self.definitions
    }

    /// The members of a shape of their own.
    pub(crate) fn members(
        &mut self,
        owner: &Name,
        fields: &Map<Field>,
        direction: Direction,
        place: Place,
        sink: &mut Sink,
    ) -> Vec<Member> {
        let mut scope = member_scope();
        self.members_in(&mut scope, owner, fields, direction, place, sink)
    }

    /// Members that share a shape with others in `scope`.
    pub(crate) fn members_in(
        &mut self,
        scope: &mut Scope,
        owner: &Name,
        fields: &Map<Field>,
        direction: Direction,
        place: Place,
        sink: &mut Sink,
    ) -> Vec<Member> {
        let mut members = Vec::new();
        self.has_gaps |= !fields.broken.is_empty();
        for entry in fields {
            let (key, field) = (&entry.key, &entry.value);
            let rename = field.rename.as_ref().map(|rename| (rename.as_str(), &rename.place));
            let name = scope.claim(&key.value, rename, &key.place, sink);
            let below = name.as_ref().and_then(|name| names::derive(Kind::Type, name.bare()));
            // Without a name there is nothing to derive one from either; that is reported already.
            let hint = below.map(|below| format!("{owner}{}", below.bare())).unwrap_or_default();
            let ty = self.resolve(field, &hint, direction, sink);
            let (Some(name), Some(ty)) = (name, ty) else {
                self.has_gaps = true;
                continue;
            };
            members.push(Member {
                name,
                wire: key.value.clone(),
                key: key.value.clone(),
                ty,
                required: field.required.unwrap_or(false),
                place,
                doc: field.doc.as_ref().map(|doc| doc.value.clone()),
                notes: notes::of(field),
            });
        }
        members
    }

    /// What a field holds. `hint` names a type that the spec leaves without a name.
    fn resolve(&mut self, field: &Field, hint: &str, direction: Direction, sink: &mut Sink) -> Option<Type> {
        self.depth += 1;
        let ty = if self.depth > DEEPEST {
            sink.error(Code::TooLarge, &field.ty.place, "the type is nested too deeply")
                .help(format!("types nest {DEEPEST} deep at most; use the type `any` for what is below"));
            None
        } else {
            self.of_word(field, hint, direction, sink)
        };
        self.depth -= 1;
        ty
    }

    /// What the word after `type` stands for.
    fn of_word(&mut self, field: &Field, hint: &str, direction: Direction, sink: &mut Sink) -> Option<Type> {
        let word = field.ty.as_str();
        if field.ty.is_stand_in() {
            self.look_below(field, direction, sink);
            return None;
        }
        if self.is_known(word) {
            report_foreign_keys(field, sink);
        } else {
            self.look_below(field, direction, sink);
        }
        if let Some((_, ty)) = SCALARS.iter().find(|(name, _)| *name == word) {
            return Some(ty.clone());
        }
        match word {
            "enum" => self.open_enum(field, hint, sink),
            "object" => self.object(field, hint, direction, sink),
            "array" => self.items(field, hint, direction, sink).map(|items| Type::Array(Box::new(items))),
            "map" => self.items(field, hint, direction, sink).map(|items| Type::Map(Box::new(items))),
            _ => self.identifier(field, sink),
        }
    }

    /// Finds the mistakes below a type that is missing or unknown.
    fn look_below(&mut self, field: &Field, direction: Direction, sink: &mut Sink) {
        if let Some(fields) = &field.fields {
            self.members(&Name::trusted(""), fields, direction, Place::Body, sink);
        }
        if let Some(items) = &field.items {
            self.resolve(items, "", direction, sink);
        }
    }

    /// Whether a word is a type; any may be one as long as the identifiers are not known.
    fn is_known(&self, word: &str) -> bool {
        SCALARS.iter().any(|(name, _)| *name == word)
            || COMPOSITES.contains(&word)
            || self.identifiers.is_none_or(|identifiers| identifiers.by_word.contains_key(word))
    }

    fn identifier(&self, field: &Field, sink: &mut Sink) -> Option<Type> {
        let identifiers = self.identifiers?;
        let word = field.ty.as_str();
        if let Some(name) = identifiers.by_word.get(word) {
            return name.clone().map(Type::Identifier);
        }
        let message = format!("there is no type `{word}`");
        sink.error(Code::UnknownType, &field.ty.place, message).help_with(|| {
            let other = OTHER_WORDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(word));
            if let Some((_, ours)) = other {
                return format!("write `{ours}`");
            }
            let scalars = SCALARS.iter().map(|(name, _)| *name);
            let own = identifiers.by_word.keys().map(String::as_str);
            let known: Vec<&str> = scalars.chain(COMPOSITES.iter().copied()).chain(own).collect();
            words::proposal(word, &known)
        });
        None
    }

    fn open_enum(&mut self, field: &Field, hint: &str, sink: &mut Sink) -> Option<Type> {
        let name = self.type_name(field, hint, sink);
        let Some(values) = &field.values else {
            report_missing(field, "values", "each value with what it stands for", sink);
            return None;
        };
        if values.is_empty() {
            sink.error(Code::Empty, &values.place, "the enumeration has no value")
                .help("list its values, or use the type `string`");
        }
        let mut scope = Scope::new(Kind::Value, "name the variant with `rename`", &[&["Other"]]);
        let values = values.iter().filter_map(|entry| {
            let rename = entry.value.rename.as_ref().map(|rename| (rename.as_str(), &rename.place));
            let name = scope.claim(&entry.key.value, rename, &entry.key.place, sink)?;
            let doc = entry.value.doc.as_ref().map(|doc| doc.value.clone());
            Some(EnumValue { name, wire: entry.key.value.clone(), doc })
        });
        let values = values.collect();
        let name = name?;
        let doc = doc_of(field, "Values that the documentation lists.");
        self.definitions.push(Definition::Enum(OpenEnum { name: name.clone(), doc, values }));
        Some(Type::Enum(name))
    }

    fn object(&mut self, field: &Field, hint: &str, direction: Direction, sink: &mut Sink) -> Option<Type> {
        let name = self.type_name(field, hint, sink);
        let Some(fields) = &field.fields else {
            report_missing(field, "fields", "the members of the object, or use the type `any`", sink);
            return None;
        };
        // The shape stands before those of its members, as on the page; so its slot is taken before they are resolved.
        let slot = self.definitions.len();
        let owner = name.clone().unwrap_or_else(|| Name::trusted(hint));
        let doc = doc_of(field, "An object.");
        let empty = Shape { name: owner.clone(), doc, direction, members: Vec::new() };
        self.definitions.push(Definition::Shape(empty));
        let members = self.members(&owner, fields, direction, Place::Body, sink);
        if let Some(Definition::Shape(shape)) = self.definitions.get_mut(slot) {
            shape.members = members;
        }
        name.map(Type::Object)
    }

    fn items(&mut self, field: &Field, hint: &str, direction: Direction, sink: &mut Sink) -> Option<Type> {
        let Some(items) = &field.items else {
            report_missing(field, "items", "what each item is", sink);
            return None;
        };
        for (key, given) in [("required", items.required.is_some()), ("rename", items.rename.is_some())] {
            if given {
                let message = format!("`{key}` goes with a member, and an item is none");
                sink.error(Code::ForeignKey, &items.place.key(key).on_key(), message).help(format!("take `{key}` out"));
            }
        }
        self.resolve(items, hint, direction, sink)
    }

    fn type_name(&mut self, field: &Field, hint: &str, sink: &mut Sink) -> Option<Name> {
        let rename = field.name.as_ref().map(|name| (name.as_str(), &name.place));
        self.scope.claim(hint, rename, &field.ty.place, sink)
    }
}

/// A scope for the members of one shape.
pub(crate) fn member_scope() -> Scope {
    Scope::new(Kind::Member, "name the member with `rename`", &[])
}

fn doc_of(field: &Field, without: &str) -> String {
    field.doc.as_ref().map_or_else(|| without.to_owned(), |doc| doc.value.clone())
}

fn report_missing(field: &Field, key: &str, what: &str, sink: &mut Sink) {
    let message = format!("the type `{}` needs `{key}`", field.ty.value);
    sink.error(Code::MissingKey, &field.place, message).help(format!("add `{key}`: {what}"));
}

/// Keys that say something about another type than the field has.
fn report_foreign_keys(field: &Field, sink: &mut Sink) {
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
