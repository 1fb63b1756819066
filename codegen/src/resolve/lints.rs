//! What is right and looks like an oversight: the warnings about a spec, told from its files as they are written.

use super::fields::{self, Found, Part};
use super::names::{self, NameKind};
use super::reachability::SharedTypes;
use dingtalk_policy::Retry;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{ContentDecl, ErrorRowDecl, FieldDecl, OperationDecl, Spec, Text, TypesEntry};
use std::collections::{HashMap, HashSet};

pub(crate) fn report(spec: &Spec, sink: &mut Sink) {
    let rows = spec.api.as_ref().and_then(|api| api.errors.as_deref());
    error_table(rows.unwrap_or_default(), sink);
    let mut used = HashSet::new();
    for entry in &spec.operations {
        used.extend(operation(&entry.file, spec, sink));
    }
    for entry in &spec.types {
        used.extend(shared_types(entry, spec, sink));
    }
    unused_identifiers(spec, &used, sink);
}

/// Says what there is to say of an operation alone; the types that it mentions.
fn operation<'a>(file: &'a OperationDecl, spec: &Spec, sink: &mut Sink) -> Vec<&'a str> {
    if let Some(ContentDecl::Whole(body)) = &file.request.body
        && body.doc.is_none()
    {
        sink.warning(Code::MissingDescription, &body.place.on_key(), "the body has no description")
            .help("say in `doc` what it is");
    }
    let found = fields::of_operation(file);
    for one in &found {
        description(one, spec, sink);
        values(one.field, sink);
        if one.part == Part::Response {
            reason(one, sink);
        }
    }
    error_table(file.errors.as_deref().unwrap_or_default(), sink);
    found.iter().map(Found::word).collect()
}

/// Says what there is to say of the types that a service's operations share; the types that they mention.
fn shared_types<'a>(entry: &'a TypesEntry, spec: &Spec, sink: &mut Sink) -> Vec<&'a str> {
    let Some(file) = &entry.file else { return Vec::new() };
    let types = SharedTypes::of(file);
    for one in types.iter().flat_map(|ty| &ty.fields) {
        description(one, spec, sink);
        values(one.field, sink);
    }
    let of_service = spec.operations.iter().filter(|operation| operation.service == entry.service);
    let outside: Vec<_> = of_service.flat_map(|operation| fields::of_operation(&operation.file)).collect();
    let answered = types.parted(outside.iter().filter(|one| one.part == Part::Response));
    // The first field of each is the type itself, which is no member.
    for one in answered.reached.iter().flat_map(|ty| ty.fields.iter().skip(1)) {
        reason(one, sink);
    }
    for ty in types.parted(outside.iter()).left {
        unused(ty.key, "type", "make it the `type` of what it describes, or take it out", sink);
    }
    types.iter().flat_map(|ty| &ty.fields).map(Found::word).collect()
}

/// Every parameter and member has a description. One that an identifier describes already needs no other in the path,
/// where nothing else can be meant.
fn description(found: &Found<'_>, spec: &Spec, sink: &mut Sink) {
    let Some(key) = found.key.filter(|_| found.field.doc.is_none()) else { return };
    let identifiers = spec.api.as_ref().and_then(|api| api.identifiers.as_ref());
    let is_identifier = identifiers.is_some_and(|identifiers| identifiers.mentions(&found.field.ty.value));
    if found.part != Part::Path || !is_identifier {
        sink.warning(Code::MissingDescription, &key.place, format!("`{}` has no description", key.value))
            .help("say in `doc` what it is");
    }
}

/// Every value of an enumeration has a description, and its own letters.
fn values(field: &FieldDecl, sink: &mut Sink) {
    let mut twins = Twins::default();
    for entry in field.values.iter().flatten() {
        let (key, value) = (&entry.key, &entry.value);
        if value.doc.is_none() {
            sink.warning(Code::MissingDescription, &key.place, format!("the value `{}` has no description", key.value))
                .help("say behind it what it stands for");
        }
        twins.check(key, value.rename.is_some(), sink);
    }
}

/// A member that an answer always has is known to be there for a reason: without the member the whole answer is lost.
fn reason(found: &Found<'_>, sink: &mut Sink) {
    let Found { key: Some(key), field, .. } = found else { return };
    if field.required == Some(true) && field.reason.is_none() {
        let message = format!("nothing says how it is known that the answer always has `{}`", key.value);
        sink.warning(Code::UnexplainedRequired, &field.place.key("required").on_key(), message)
            .help("say it in `reason`, or leave `required` out: then an answer without the member can be read as well");
    }
}

/// Every row has a description, codes differ in more than case, and what a new token helps is known to be refused.
fn error_table(rows: &[ErrorRowDecl], sink: &mut Sink) {
    let mut twins = Twins::default();
    for row in rows {
        let code = &row.code;
        if row.doc.is_none() && !code.is_stand_in() {
            let message = format!("the row of `{}` has no description", code.value);
            sink.warning(Code::MissingDescription, &code.place, message).help("say in `doc` what the error means");
        }
        twins.check(code, row.rename.is_some(), sink);
        let refreshes = row.retry.as_ref().filter(|retry| retry.as_str() == Retry::RefreshToken.word());
        let is_said = || rows.iter().any(|other| other.code.value == code.value && other.refused.is_some());
        if let Some(retry) = refreshes.filter(|_| !is_said()) {
            let message = "a new token helps, and nothing says that the service refused the call";
            sink.warning(Code::UnsaidRefusal, &retry.place, message).help("write `refused: true` beside it");
        }
    }
}

/// Finds texts of one list that differ in case alone.
#[derive(Default)]
struct Twins<'a> {
    /// The first spelling of each text, and whether it has a name of its own in Rust, by the text in small letters.
    first: HashMap<String, (&'a Text, bool)>,
    /// Every spelling so far: a code may stand in several rows, of which the first alone may name it.
    spellings: HashSet<&'a str>,
}

impl<'a> Twins<'a> {
    /// A `rename` says that both are meant.
    fn check(&mut self, text: &'a Text, renamed: bool, sink: &mut Sink) {
        if !self.spellings.insert(&text.value) {
            return;
        }
        let (first, named) = *self.first.entry(text.value.to_lowercase()).or_insert((text, renamed));
        // Two that become one name are a mistake, which is reported already.
        let is_clash = names::derive(NameKind::Value, &first.value) == names::derive(NameKind::Value, &text.value);
        if first.value != text.value && !named && !renamed && !is_clash {
            let message = format!("`{}` differs from `{}` above in case alone", text.value, first.value);
            sink.warning(Code::CaseTwin, &text.place, message)
                .help("correct the one that is misspelt; if the service sends both, give one of them a `rename`");
        }
    }
}

fn unused_identifiers(spec: &Spec, used: &HashSet<&str>, sink: &mut Sink) {
    let identifiers = spec.api.iter().filter_map(|api| api.identifiers.as_ref()).flatten();
    for key in identifiers.map(|entry| &entry.key).filter(|key| !used.contains(key.as_str())) {
        unused(key, "identifier", "make it the `type` of what it identifies, or take it out", sink);
    }
}

fn unused(key: &Text, what: &str, help: &str, sink: &mut Sink) {
    sink.warning(Code::Unused, &key.place, format!("nothing uses the {what} `{}`", key.value)).help(help);
}
