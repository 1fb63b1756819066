//! Resolves the types of fields, and the object types and enums that they define.

use super::field_docs;
use super::field_keys::{self, NotAField};
use super::names::{self, NameKind, NameScope};
use super::recursion::{self, TypeEdge};
use super::styles::{self, Carrier};
use super::type_names::{TypeNames, UnnamedTypes};
use super::values;
use super::vocabulary::{NamedTypes, Vocabulary, WordMeaning, built_in_words};
use super::words;
use crate::model::{Definition, Direction, EnumRepr, Field, Name, ObjectType, OpenEnum, Type};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{BuiltInType, FieldDecl, PlacedMap, PlacedText};

/// The maximum nesting of types, within one field and across named types. rustc and drops recurse through all of them; real responses nest 9 deep.
pub(super) const MAX_TYPE_DEPTH: usize = 32;

/// The use of the fields being resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageSide {
    Request,
    Response,
    /// Types that requests and responses share.
    Shared,
}

/// The types of one module.
pub(crate) struct TypeResolver<'a> {
    vocabulary: Vocabulary<'a>,
    /// The use of the next fields.
    pub(crate) side: MessageSide,
    scope: NameScope,
    /// The names of types that the spec does not name.
    type_names: TypeNames,
    definitions: Vec<Definition>,
    edges: Vec<TypeEdge>,
    /// True if a field was left out because of an error.
    has_gaps: bool,
    /// The nesting depth of the type being resolved.
    depth: usize,
}

impl<'a> TypeResolver<'a> {
    pub(crate) fn new(vocabulary: Vocabulary<'a>, unnamed: UnnamedTypes) -> Self {
        let mut scope =
            NameScope::new(NameKind::Type, "name the type with `name`", &[names::TYPES, names::FOREIGN_TYPES]);
        let identifiers = vocabulary.identifiers.into_iter().flat_map(super::api::Identifiers::words);
        scope.reserve(identifiers, "an identifier of `api.yaml`");
        scope.reserve(vocabulary.shared.into_iter().flat_map(NamedTypes::words), "a type of `types.yaml`");
        let type_names = unnamed.decide(|name| scope.is_taken(name) || vocabulary.local.contains(name));
        Self {
            vocabulary,
            side: MessageSide::Request,
            scope,
            type_names,
            definitions: Vec::new(),
            edges: Vec::new(),
            has_gaps: false,
            depth: 0,
        }
    }

    /// Returns true if every field has a name and a type.
    pub(crate) fn is_complete(&self) -> bool {
        !self.has_gaps
    }

    /// The types in the order of the page, with recursive ones boxed.
    pub(crate) fn finish(mut self, sink: &mut Sink) -> Vec<Definition> {
        recursion::resolve(&mut self.definitions, &self.edges, sink);
        self.definitions
    }

    /// A type of `types.yaml`, whose key is its name.
    pub(crate) fn named(&mut self, key: &PlacedText, decl: &FieldDecl, sink: &mut Sink) {
        if !matches!(decl.built_in(), Some(BuiltInType::Object | BuiltInType::Enum)) {
            // The wrong type is reported elsewhere; the fields below it may have errors of their own.
            self.look_below(decl, sink);
            return;
        }
        report_foreign_keys(decl, sink);
        let name = self.scope.claim(&key.value, Some(key), &key.place, sink);
        self.define(decl, name, &key.value, sink);
    }

    /// The fields of an object type.
    pub(crate) fn fields(
        &mut self,
        owner: &Name,
        decls: &PlacedMap<FieldDecl>,
        carrier: Carrier,
        sink: &mut Sink,
    ) -> Vec<Field> {
        let mut fields = Vec::new();
        self.fields_into(&mut fields, &mut field_scope(), owner, decls, carrier, sink);
        fields
    }

    /// Adds fields to those of an object type.
    pub(crate) fn fields_into(
        &mut self,
        fields: &mut Vec<Field>,
        scope: &mut NameScope,
        owner: &Name,
        decls: &PlacedMap<FieldDecl>,
        carrier: Carrier,
        sink: &mut Sink,
    ) {
        self.has_gaps |= !decls.broken.is_empty();
        for entry in decls {
            let (key, decl) = (&entry.key, &entry.value);
            let name = scope.claim(&key.value, decl.rename.as_ref(), &key.place, sink);
            // Without the name of the field or the type around it, which is reported already, its type has none either.
            let is_named = name.is_some() && !owner.bare().is_empty();
            let hint = if is_named { self.type_names.of(decl).to_owned() } else { String::new() };
            self.report_reason(decl, sink);
            let ty = self.resolve(decl, &hint, sink);
            let (Some(name), Some(ty)) = (name, ty) else {
                self.has_gaps = true;
                continue;
            };
            let required = decl.required.unwrap_or(false);
            let nullable = is_nullable(decl, carrier, sink);
            if let Type::Object(target) = ty.innermost() {
                let place = decl.ty.place.clone();
                let (owner, target) = (owner.clone(), target.clone());
                let direct = matches!(ty, Type::Object(_));
                self.edges.push(TypeEdge { owner, field: fields.len(), target, direct, required, place });
            }
            fields.push(Field {
                name,
                wire: key.value.clone(),
                key: key.value.clone(),
                style: styles::resolve(decl, &ty, carrier, sink),
                ty,
                required,
                nullable,
                boxed: false,
                location: carrier.location(),
                docs: field_docs::of(decl),
            });
        }
    }

    /// The type of a whole body or response.
    pub(crate) fn whole(&mut self, decl: &FieldDecl, sink: &mut Sink) -> Option<Type> {
        if decl.built_in() == Some(BuiltInType::Object) {
            let help = "remove `type: object` and `fields`, and write the fields directly; a field with the name `type` is a map";
            sink.report(Code::ForeignKey, &decl.ty.place, "an object body is written as its fields").help(help);
            self.look_below(decl, sink);
            self.has_gaps = true;
            return None;
        }
        self.report_reason(decl, sink);
        let hint = self.type_names.of(decl).to_owned();
        let ty = self.resolve(decl, &hint, sink);
        self.has_gaps |= ty.is_none();
        ty
    }

    /// The type of a field. `hint` names a type without a name in the spec.
    fn resolve(&mut self, decl: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        self.depth += 1;
        let ty = if self.depth > MAX_TYPE_DEPTH {
            sink.report(Code::TooLarge, &decl.ty.place, "the type is nested too deeply")
                .help(format!("the maximum is {MAX_TYPE_DEPTH}; use the type `any` below"));
            None
        } else {
            self.of_word(decl, hint, sink)
        };
        self.depth -= 1;
        ty
    }

    /// The type for the word after `type`.
    fn of_word(&mut self, decl: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        if decl.ty.is_placeholder() {
            self.look_below(decl, sink);
            return None;
        }
        let meaning = self.vocabulary.meaning(decl.ty.as_str());
        if matches!(meaning, WordMeaning::Type(_) | WordMeaning::Composite(_)) {
            report_foreign_keys(decl, sink);
        } else {
            self.look_below(decl, sink);
        }
        match meaning {
            WordMeaning::Type(ty) => Some(ty),
            WordMeaning::Composite(BuiltInType::Array) => Some(Type::Array(Box::new(self.items(decl, hint, sink)?))),
            WordMeaning::Composite(BuiltInType::Map) => Some(Type::Map(Box::new(self.items(decl, hint, sink)?))),
            WordMeaning::Composite(_) => {
                let name = self.scope.claim(hint, decl.name.as_ref(), &decl.ty.place, sink);
                self.define(decl, name, hint, sink)
            }
            WordMeaning::Broken => None,
            WordMeaning::Unknown => {
                self.vocabulary.report_unknown(&decl.ty, sink);
                None
            }
        }
    }

    /// An object or an enumeration of this name.
    fn define(&mut self, decl: &FieldDecl, name: Option<Name>, hint: &str, sink: &mut Sink) -> Option<Type> {
        match decl.built_in() {
            Some(BuiltInType::Enum) => self.open_enum(decl, name, sink),
            _ => self.object(decl, name, hint, sink),
        }
    }

    /// Reports errors below a missing or unknown type.
    fn look_below(&mut self, decl: &FieldDecl, sink: &mut Sink) {
        if let Some(decls) = &decl.fields {
            self.fields(&Name::trusted(""), decls, Carrier::Json, sink);
        }
        if let Some(items) = &decl.items {
            self.resolve(items, "", sink);
        }
    }

    fn open_enum(&mut self, decl: &FieldDecl, name: Option<Name>, sink: &mut Sink) -> Option<Type> {
        let Some(values) = &decl.values else {
            report_missing(decl, "values", "each value with its meaning", sink);
            return None;
        };
        if values.is_empty() {
            sink.report(Code::Empty, &values.place, "the enumeration has no value")
                .help("list its values, or use the type `string`");
        }
        if let Some(word) = &decl.of {
            words::lookup(word, &EnumRepr::WORDS, sink)?;
        }
        let repr = EnumRepr::of(decl);
        let values = values::resolve(values, repr, sink);
        let name = name?;
        let doc = doc_of(decl, "Documented values.");
        self.definitions.push(Definition::Enum(OpenEnum { name: name.clone(), doc, repr, values }));
        Some(Type::Enum(name, repr))
    }

    fn object(&mut self, decl: &FieldDecl, name: Option<Name>, hint: &str, sink: &mut Sink) -> Option<Type> {
        let Some(decls) = &decl.fields else {
            report_missing(decl, "fields", "the fields of the object, or use the type `any`", sink);
            return None;
        };
        // An object type comes before those of its fields, as on the page; so its slot is reserved first.
        let slot = self.definitions.len();
        let owner = name.clone().unwrap_or_else(|| Name::trusted(hint));
        let doc = doc_of(decl, "An object.");
        let empty = ObjectType { name: owner.clone(), doc, direction: Direction::default(), fields: Vec::new() };
        self.definitions.push(Definition::Object(empty));
        let fields = self.fields(&owner, decls, Carrier::Json, sink);
        if let Some(Definition::Object(object)) = self.definitions.get_mut(slot) {
            object.fields = fields;
            let fields_struct = object.fields_struct().filter(|_| self.side != MessageSide::Response);
            if let Some(fields_struct) = fields_struct {
                let said = fields_struct.to_string();
                let help = format!("name the other type with `name`: `{said}` has the required fields of `{owner}`");
                self.scope.take(fields_struct, &said, &help, &decl.ty.place, sink);
            }
        }
        name.map(Type::Object)
    }

    fn items(&mut self, decl: &FieldDecl, hint: &str, sink: &mut Sink) -> Option<Type> {
        let Some(items) = &decl.items else {
            report_missing(decl, "items", "the type of each item", sink);
            return None;
        };
        field_keys::report(
            items,
            NotAField::Item,
            &["required", "reason", "rename", "style", "nullable", "deprecated"],
            sink,
        );
        self.resolve(items, hint, sink)
    }

    /// Only required fields of responses have a reason.
    fn report_reason(&self, decl: &FieldDecl, sink: &mut Sink) {
        let Some(reason) = &decl.reason else { return };
        if self.side == MessageSide::Request || decl.required != Some(true) {
            sink.report(Code::ForeignKey, &reason.place.on_key(), "`reason` belongs to a required field of a response")
                .help("remove `reason`, or add `required: true` in a response");
        }
    }
}

/// The scope for the field names of an object type.
pub(crate) fn field_scope() -> NameScope {
    NameScope::new(NameKind::Field, "name the field with `rename`", &[])
}

/// Returns true if null has a meaning of its own, which an optional field within JSON can have.
fn is_nullable(decl: &FieldDecl, carrier: Carrier, sink: &mut Sink) -> bool {
    if decl.nullable.is_some() && (carrier != Carrier::Json || decl.required == Some(true)) {
        let place = decl.place.key("nullable").on_key();
        sink.report(Code::ForeignKey, &place, "`nullable` belongs to an optional field of a JSON body or a response")
            .help("remove `nullable`");
    }
    decl.nullable == Some(true)
}

fn doc_of(decl: &FieldDecl, without: &str) -> String {
    decl.doc.as_ref().map_or_else(|| without.to_owned(), |doc| doc.value.clone())
}

fn report_missing(decl: &FieldDecl, key: &str, what: &str, sink: &mut Sink) {
    let message = format!("the type `{}` needs `{key}`", decl.ty.value);
    sink.report(Code::MissingKey, &decl.place, message).help(format!("add `{key}`: {what}"));
}

/// Keys that say something about another type than the field has.
fn report_foreign_keys(decl: &FieldDecl, sink: &mut Sink) {
    let keys: [(&str, &[BuiltInType]); 5] = [
        ("name", &[BuiltInType::Object, BuiltInType::Enum]),
        ("fields", &[BuiltInType::Object]),
        ("items", &[BuiltInType::Array, BuiltInType::Map]),
        ("of", &[BuiltInType::Enum]),
        ("values", &[BuiltInType::Enum]),
    ];
    for (key, types) in keys {
        if decl.has_key(key) && !decl.built_in().is_some_and(|built_in| types.contains(&built_in)) {
            let message = format!("`{key}` is not allowed for the type `{}`", decl.ty.value);
            let help = format!("remove `{key}`, or use the type {}", built_in_words(types, " or "));
            sink.report(Code::ForeignKey, &decl.place.key(key).on_key(), message).help(help);
        }
    }
}
