//! Warnings about what is legal but suspicious, from the declarations alone.

use super::fields::{self, FieldPart, LocatedField};
use super::names::{self, NameKind};
use super::reachability::TypeGraph;
use super::words;
use dingtalk_policy::Retry;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{
    ContentDecl, ErrorRowDecl, FieldDecl, OperationDecl, OperationEntry, PlacedText, Spec, TypesEntry, address,
};
use std::collections::{HashMap, HashSet};

/// The kinds of app that the pages of DingTalk name.
pub const APP_KINDS: [&str; 3] = ["internal_app", "third_party_app", "third_party_personal_app"];

pub(crate) fn report(spec: &Spec, sink: &mut Sink) {
    if let Some(api) = &spec.api {
        let of_dialects = api.dialects.iter().flatten().map(|entry| &entry.value.errors);
        [&api.errors].into_iter().chain(of_dialects).flatten().for_each(|rows| error_table(rows, sink));
    }
    let mut used = HashSet::new();
    for entry in &spec.operations {
        used.extend(operation(&entry.file, spec, sink));
    }
    for entry in &spec.types {
        used.extend(shared_types(entry, spec, sink));
    }
    unused_identifiers(spec, &used, sink);
    repeated_endpoints(spec, sink);
    undescribed_services(spec, sink);
}

/// Lints an operation. Returns the types that it mentions.
fn operation<'a>(file: &'a OperationDecl, spec: &Spec, sink: &mut Sink) -> Vec<&'a str> {
    if let Some(ContentDecl::Whole(body)) = &file.request.body
        && body.doc.is_none()
    {
        sink.report(Code::MissingDescription, &body.place.on_key(), "the body has no description")
            .help("describe it in `doc`");
    }
    colon_segments(&file.request.path, sink);
    app_kinds(file, sink);
    let fields = fields::of_operation(file);
    for field in &fields {
        description(field, spec, sink);
        enum_values(field.decl, sink);
        if field.part == FieldPart::Response {
            required_reason(field, sink);
        }
    }
    error_table(file.errors.as_deref().unwrap_or_default(), sink);
    fields.iter().map(LocatedField::type_word).collect()
}

/// No segment of a path begins with a colon and a name, which is a parameter in other notations.
fn colon_segments(path: &PlacedText, sink: &mut Sink) {
    let names = path.value.split('/').filter_map(|segment| segment.strip_prefix(':'));
    for name in names.filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic())) {
        sink.report(Code::ColonParameter, &path.place, format!("the segment `:{name}` is sent as written"))
            .help(format!("write `{{{name}}}` if it is a parameter, and describe it under `path_parameters`"));
    }
}

/// The kinds of app are those that pages name.
fn app_kinds(file: &OperationDecl, sink: &mut Sink) {
    let apps = file.access.iter().flat_map(|access| access.apps.iter().flatten());
    for app in apps.filter(|app| !app.is_placeholder() && !APP_KINDS.contains(&app.as_str())) {
        sink.report(Code::UnknownApp, &app.place, format!("the kind of app `{}` is not known", app.value))
            .help_with(|| words::proposal(&app.value, &APP_KINDS));
    }
}

/// Lints the types that a service's operations share. Returns the types that they mention.
fn shared_types<'a>(entry: &'a TypesEntry, spec: &Spec, sink: &mut Sink) -> Vec<&'a str> {
    let Some(file) = &entry.file else { return Vec::new() };
    let types = TypeGraph::of(file);
    for field in types.fields() {
        description(field, spec, sink);
        enum_values(field.decl, sink);
    }
    let mut uses = Vec::new();
    for operation in spec.operations.iter().filter(|operation| operation.service == entry.service) {
        uses.extend(fields::of_operation(&operation.file));
    }
    let in_responses = types.reachability(uses.iter().filter(|field| field.part == FieldPart::Response));
    // The first field of each type is the type itself.
    for field in in_responses.reachable.iter().flat_map(|ty| ty.fields.iter().skip(1)) {
        required_reason(field, sink);
    }
    for ty in types.reachability(uses.iter()).unreachable {
        unused(ty.key, "type", "use it as the `type` of a field, or remove it", sink);
    }
    types.fields().map(LocatedField::type_word).collect()
}

/// Every field has a description. A path parameter whose type is an identifier needs none: the identifier has one.
fn description(field: &LocatedField<'_>, spec: &Spec, sink: &mut Sink) {
    let Some(key) = field.key.filter(|_| field.decl.doc.is_none()) else { return };
    let identifiers = spec.api.as_ref().and_then(|api| api.identifiers.as_ref());
    let is_identifier = identifiers.is_some_and(|identifiers| identifiers.mentions(field.type_word()));
    if field.part != FieldPart::Path || !is_identifier {
        sink.report(Code::MissingDescription, &key.place, format!("`{}` has no description", key.value))
            .help("describe it in `doc`");
    }
}

/// Every enum value has a description, and differs from the others in more than case.
fn enum_values(decl: &FieldDecl, sink: &mut Sink) {
    let mut collisions = CaseCollisions::default();
    for entry in decl.values.iter().flatten() {
        let (key, value) = (&entry.key, &entry.value);
        if value.doc.is_none() {
            sink.report(Code::MissingDescription, &key.place, format!("the value `{}` has no description", key.value))
                .help("write its description after the colon");
        }
        collisions.check(key, value.rename.is_some(), sink);
    }
}

/// A required field of a response has a reason: a response without it cannot be decoded.
fn required_reason(field: &LocatedField<'_>, sink: &mut Sink) {
    let LocatedField { key: Some(key), decl, .. } = field else { return };
    if decl.required == Some(true) && decl.reason.is_none() {
        let message = format!("`{}` is required in a response, and no `reason` is given", key.value);
        sink.report(Code::UnexplainedRequired, &decl.place.key("required").on_key(), message)
            .help("add a `reason`, or remove `required`, so that responses without the field can be decoded");
    }
}

/// Every row has a description, codes differ in more than case, and `refresh_token` comes with `refused`.
fn error_table(rows: &[ErrorRowDecl], sink: &mut Sink) {
    let mut collisions = CaseCollisions::default();
    for row in rows {
        let code = &row.code;
        if row.doc.is_none() && !code.is_placeholder() {
            let message = format!("the row of `{}` has no description", code.value);
            sink.report(Code::MissingDescription, &code.place, message).help("describe the error in `doc`");
        }
        collisions.check(code, row.rename.is_some(), sink);
        let refreshes = row.retry.as_ref().filter(|retry| retry.as_str() == Retry::RefreshToken.word());
        let has_refused = || rows.iter().any(|other| other.code.value == code.value && other.refused.is_some());
        if let Some(retry) = refreshes.filter(|_| !has_refused()) {
            let message = "`retry: refresh_token` without `refused`";
            sink.report(Code::MissingRefused, &retry.place, message).help("add `refused: true`");
        }
    }
}

/// Finds texts of one list that differ in case alone.
#[derive(Default)]
struct CaseCollisions<'a> {
    /// The first spelling of each text and whether it has a `rename`, by the text in lower case.
    first: HashMap<String, (&'a PlacedText, bool)>,
    /// Every spelling so far: a code may have several rows, and only the first one has the `rename`.
    spellings: HashSet<&'a str>,
}

impl<'a> CaseCollisions<'a> {
    /// Reports a collision, unless a `rename` shows that both texts are intended.
    fn check(&mut self, text: &'a PlacedText, renamed: bool, sink: &mut Sink) {
        if !self.spellings.insert(&text.value) {
            return;
        }
        let (first, named) = *self.first.entry(text.value.to_lowercase()).or_insert((text, renamed));
        // Two texts with one Rust name are an error, which is reported elsewhere.
        let is_clash = names::derive(NameKind::Value, &first.value) == names::derive(NameKind::Value, &text.value);
        if first.value != text.value && !named && !renamed && !is_clash {
            let message = format!("`{}` and `{}` above differ in case alone", text.value, first.value);
            sink.report(Code::CaseCollision, &text.place, message)
                .help("correct the misspelt one; if the service sends both, give one of them a `rename`");
        }
    }
}

fn unused_identifiers(spec: &Spec, used: &HashSet<&str>, sink: &mut Sink) {
    let identifiers = spec.api.iter().filter_map(|api| api.identifiers.as_ref()).flatten();
    for key in identifiers.map(|entry| &entry.key).filter(|key| !used.contains(key.as_str())) {
        unused(key, "identifier", "use it as the `type` of a field, or remove it", sink);
    }
}

/// Operations differ in method or path, by more than the names of parameters.
fn repeated_endpoints(spec: &Spec, sink: &mut Sink) {
    let mut first: HashMap<(&str, String), &OperationEntry> = HashMap::new();
    for entry in &spec.operations {
        let (method, path) = (&entry.file.request.method, &entry.file.request.path);
        if method.is_placeholder() || path.is_placeholder() {
            continue;
        }
        let first = *first.entry((method.as_str(), address::template(path.as_str()))).or_insert(entry);
        if !std::ptr::eq(first, entry) {
            let message =
                format!("`{} {}` is the endpoint of `{}` already", method.value, path.value, first.file_name());
            sink.report(Code::RepeatedEndpoint, &path.place, message)
                .help("remove one of the two operations, or correct the method or the path");
        }
    }
}

/// Every service has a description in `api.yaml`.
fn undescribed_services(spec: &Spec, sink: &mut Sink) {
    let Some(api) = &spec.api else { return };
    let place = api.services.as_ref().map_or_else(|| api.place.clone(), |services| services.place.on_key());
    let is_described = |service: &str| {
        let services = api.services.as_ref();
        services.is_some_and(|services| services.is_placeholder() || services.mentions(service))
    };
    for service in spec.folders.iter().filter(|service| !is_described(service)) {
        sink.report(Code::MissingDescription, &place, format!("the service `{service}` has no description"))
            .help(format!("add `{service}: {{ doc: … }}` to `services`"));
    }
}

fn unused(key: &PlacedText, what: &str, help: &str, sink: &mut Sink) {
    sink.report(Code::Unused, &key.place, format!("unused {what} `{}`", key.value)).help(help);
}
