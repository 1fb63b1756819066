//! Keys that say something of a member, where a field is none.

use dingtalk_spec::FieldDecl;
use dingtalk_spec::diag::{Code, Sink};

/// What the field is instead of a member.
#[derive(Clone, Copy)]
pub(crate) enum Instead<'a> {
    Item,
    WholeResponse,
    /// A type of `types.yaml`, whose key is its name.
    SharedType(&'a str),
}

/// Reports those of the keys that are given.
pub(crate) fn report(field: &FieldDecl, instead: Instead<'_>, keys: &[(&str, bool)], sink: &mut Sink) {
    let what = match instead {
        Instead::Item => "an item",
        Instead::WholeResponse => "a whole answer",
        Instead::SharedType(_) => "a shared type",
    };
    for (key, _) in keys.iter().filter(|(_, given)| *given) {
        let why = match (instead, *key) {
            (Instead::SharedType(name), "name" | "rename") => format!(": the key `{name}` is the type's name"),
            _ => String::new(),
        };
        let message = format!("`{key}` goes with a member, and {what} is none");
        sink.error(Code::ForeignKey, &field.place.key(key).on_key(), message).help(format!("take `{key}` out{why}"));
    }
}
