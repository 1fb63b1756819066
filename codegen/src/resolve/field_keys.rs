//! Rejects keys that only fields may have.

use dingtalk_spec::FieldDecl;
use dingtalk_spec::diag::{Code, Sink};

/// A declaration that is not a field.
#[derive(Clone, Copy)]
pub(crate) enum NotAField<'a> {
    Item,
    WholeResponse,
    /// A type of `types.yaml`, whose key is its name.
    SharedType(&'a str),
}

/// Reports those of the keys that are given.
pub(crate) fn report(field: &FieldDecl, instead: NotAField<'_>, keys: &[&str], sink: &mut Sink) {
    let what = match instead {
        NotAField::Item => "an item",
        NotAField::WholeResponse => "a whole response",
        NotAField::SharedType(_) => "a shared type",
    };
    for key in keys.iter().filter(|key| field.has_key(key)) {
        let why = match (instead, *key) {
            (NotAField::SharedType(name), "name" | "rename") => format!(": the key `{name}` is the type's name"),
            _ => String::new(),
        };
        let message = format!("`{key}` belongs to a field, not to {what}");
        sink.report(Code::ForeignKey, &field.place.key(key).on_key(), message).help(format!("remove `{key}`{why}"));
    }
}
