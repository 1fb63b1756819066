//! `types.yaml`: the types that the operations of a service share.

use super::api::ResolvedApi;
use super::field_keys::{self, NotAField};
use super::fields;
use super::type_names::UnnamedTypes;
use super::types::{MessageSide, TypeResolver};
use super::vocabulary::{NamedTypes, Vocabulary};
use crate::model::SharedTypes;
use dingtalk_spec::diag::{self, Code, Sink};
use dingtalk_spec::{BuiltInType, FieldDecl, PlacedEntry, TypesEntry};

/// The allowed types of a shared type.
const SHARED: [BuiltInType; 2] = [BuiltInType::Object, BuiltInType::Enum];

/// The words of a service's `types.yaml`: empty without the file, `None` if it could not be read.
pub(crate) fn words(entry: Option<&TypesEntry>) -> Option<NamedTypes> {
    let mut words = NamedTypes::default();
    let Some(entry) = entry else { return Some(words) };
    let types = &entry.file.as_ref()?.types;
    for entry in types {
        words.add(&entry.key, &entry.value);
        words.add_all(&fields::of_shared(&entry.key, &entry.value));
    }
    types.broken.iter().for_each(|key| words.add_broken(key));
    // A file without types is already reported.
    (!types.is_empty()).then_some(words)
}

/// The types themselves.
pub(crate) fn resolve(
    entry: &TypesEntry,
    words: &NamedTypes,
    shared: Option<&ResolvedApi>,
    sink: &mut Sink,
) -> Option<SharedTypes> {
    let file = entry.file.as_ref()?;
    let none = NamedTypes::default();
    let identifiers = shared.map(|shared| &shared.identifiers);
    let vocabulary = Vocabulary { identifiers, shared: Some(&none), local: words };
    let mut types = TypeResolver::new(vocabulary, UnnamedTypes::of_shared(&file.types));
    types.side = MessageSide::Shared;
    for entry in &file.types {
        report_foreign_keys(entry, sink);
        types.named(&entry.key, &entry.value, sink);
    }
    let definitions = types.finish(sink);
    Some(SharedTypes {
        file: format!("{}/types.yaml", entry.service),
        doc: file.doc.as_ref().map(|doc| doc.value.clone()),
        definitions,
    })
}

/// A shared type is an object or an enumeration, and its key is its name.
fn report_foreign_keys(entry: &PlacedEntry<FieldDecl>, sink: &mut Sink) {
    let field = &entry.value;
    if !field.ty.is_placeholder() && !field.built_in().is_some_and(|built_in| SHARED.contains(&built_in)) {
        let message = format!("a shared type is an object or an enum, not `{}`", field.ty.value);
        sink.report(Code::WrongType, &field.ty.place, message).help_with(|| {
            match diag::nearest(field.ty.as_str(), &SHARED.map(BuiltInType::word)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the type itself where it is used; its items may be a shared type".to_owned(),
            }
        });
    }
    let keys = [
        "name",
        "required",
        "reason",
        "rename",
        "style",
        "nullable",
        "deprecated",
        "default",
        "min",
        "max",
        "max_length",
        "max_items",
        "format",
        "unit",
        "required_when",
    ];
    field_keys::report(field, NotAField::SharedType(&entry.key.value), &keys, sink);
}
