//! Drafts a spec file from a page. Uncertain places have review marks.
//!
//! `Page -> fields -> Rust names -> YAML`. Every draft passes the checker: what a spec cannot express is left out and
//! marked.

mod access_section;
mod addition;
mod draft_field;
mod endpoint;
mod error_section;
mod example_section;
mod example_values;
mod exceptions;
mod field_drafter;
mod file_name;
mod inferred_types;
mod list_styles;
mod pagination;
mod request_section;
mod review_marks;
mod rust_names;
mod yaml_layout;

use self::draft_field::{DraftField, DraftFields};
use self::error_section::DraftError;
use self::example_values::FieldExamples;
use self::field_drafter::FieldDrafter;
use self::list_styles::ListStyles;
use self::request_section::DraftRequest;
use self::review_marks::{PendingAmbiguities, quoted};
use self::yaml_layout::{YamlItem, YamlMap, YamlValue};
use super::facts::{DialectFacts, SpecFacts};
use super::page::{Page, Part, ResponseExample};
use crate::json::Json;
pub(crate) use addition::DraftedPage;
use dingtalk_codegen::model::{Model, Operation};
use dingtalk_spec::address::{is_same_page, template};

/// Header of every draft.
const HEAD: [&str; 2] = [
    "yaml-language-server: $schema=../schema.json",
    "A draft, made from a page. Write every `doc` in your own words, look at whatever is marked, and take this line and the marks out.",
];

/// Maximum nesting depth of a draft, below that of a spec.
const MAX_DEPTH: usize = 20;

/// Maximum number of alternative readings in a mark.
const MAX_READINGS: usize = 3;

/// Maximum size of a spec file in bytes.
const MAX_BYTES: usize = 1 << 20;

/// A draft of the spec file for the operation that a page describes.
///
/// It passes `check` as is. Lines that need attention are marked with `# review:`, on the line or above it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Draft {
    /// Text of the file.
    pub text: String,
    /// Number of review marks.
    pub marks: usize,
    /// The spec file that already describes the page, by URL or by method and path.
    pub described: Option<String>,
    service: String,
    operation: String,
    is_new_service: bool,
    /// Key of the dialect; empty for the default one.
    dialect: String,
}

impl Draft {
    /// Returns the line to add to `services` in `api.yaml`, if the service is new.
    #[must_use]
    pub fn service_line(&self) -> Option<String> {
        let dialect = if self.dialect.is_empty() { String::new() } else { format!(", dialect: {}", self.dialect) };
        self.is_new_service
            .then(|| format!("  {}: {{ doc: What the operations of the service are about.{dialect} }}", self.service))
    }

    /// Returns the file name within a spec, such as `conv_file/send_link.yaml`.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}/{}.yaml", self.service, self.operation)
    }
}

impl Page {
    /// Drafts a spec file. `reviewed` is the date, such as `2026-11-22`. `spec` is the spec that the file is for, whose
    /// names and hosts are taken into account.
    ///
    /// The page agrees with the draft: where it contradicts itself, the draft has an exception.
    #[must_use]
    pub fn draft(&self, reviewed: &str, spec: Option<&SpecFacts>) -> Draft {
        let names = self.operation_name();
        let model = spec.and_then(|spec| spec.model.as_ref());
        let context = DraftContext::new(self, spec);
        let mut drafted = DraftParts::new(self, &context, &names.0, &ListStyles::default());
        let (mut text, mut marks) = drafted.text(reviewed, &names, true);
        drafted.exceptions =
            exceptions::exceptions(self, &format!("{}/{}.yaml", names.0, names.1), &text, context.index, spec);
        if !drafted.exceptions.is_empty() {
            (text, marks) = drafted.text(reviewed, &names, true);
        }
        if text.len() >= MAX_BYTES {
            (text, marks) = drafted.text(reviewed, &names, false);
        }
        let described = model.and_then(|model| described(self, model)).map(|operation| operation.file.clone());
        let has_service = |model: &Model| model.services.iter().any(|service| service.module.bare() == names.0);
        let is_new_service = model.is_some_and(|model| !has_service(model));
        let dialect = context.dialect.key.clone();
        Draft { service: names.0, operation: names.1, text, marks, described, is_new_service, dialect }
    }

    /// Returns the service and operation names, and a mark if they are uncertain.
    fn operation_name(&self) -> (String, String, Option<String>) {
        if let Some(sdk) = &self.sdk {
            return (file_name::service(&sdk.service), file_name::operation(&sdk.operation), None);
        }
        let (service, operation) = file_name::of_path(endpoint::method(self).0, &endpoint::path(self).0);
        let why = "made of the path; take the name that the official SDKs have for it, for the file as well";
        (file_name::service(&service), file_name::operation(&operation), Some(why.to_owned()))
    }
}

/// The spec that a draft is for.
struct DraftContext<'a> {
    model: Option<&'a Model>,
    /// Dialect of the page's host, with its index.
    dialect: DialectFacts,
    index: usize,
    /// Set if the spec names the page's host.
    knows_host: bool,
}

impl<'a> DraftContext<'a> {
    fn new(page: &Page, spec: Option<&'a SpecFacts>) -> Self {
        let host = page.basics.host.as_ref().map(|host| host.text.as_str());
        let known = spec.zip(host).and_then(|(spec, host)| spec.dialect_of_host(host));
        let index = known.unwrap_or(0);
        let dialect = spec.and_then(|spec| spec.dialects.get(index).cloned());
        Self {
            model: spec.and_then(|spec| spec.model.as_ref()),
            dialect: dialect.unwrap_or_else(DialectFacts::unknown),
            index,
            knows_host: known.is_some(),
        }
    }
}

/// Content of a draft.
struct DraftParts<'a> {
    page: &'a Page,
    request: DraftRequest,
    response: DraftField,
    /// Rows, and marks about rows that are left out.
    errors: (Vec<DraftError>, Vec<String>),
    example: YamlMap,
    host: Option<String>,
    ambiguities: Vec<String>,
    exceptions: Vec<YamlItem>,
}

impl<'a> DraftParts<'a> {
    fn new(page: &'a Page, context: &DraftContext<'_>, service: &str, styles: &ListStyles) -> Self {
        let (spec, dialect) = (context.model, &context.dialect);
        let token_header = dialect.token_header.as_deref();
        let shown = request_section::shown(page, token_header);
        let responses: Vec<&Json> = page.responses.iter().filter_map(success_body).collect();
        let mut rows = FieldDrafter::new(page);
        let mut request = DraftRequest::new(page, &shown, token_header, styles, &mut rows);
        let mut response = response(&mut rows, &FieldExamples::new(responses.iter().copied()), dialect);
        rust_names::assign_names(&mut request, &mut response, spec, service);
        if let Some(model) = spec {
            let parameters = request.parameters.iter_mut().flat_map(|(_, fields)| &mut fields.list);
            parameters.for_each(|(wire, field)| rust_names::mark_identifiers(wire, field, model));
            rust_names::mark_identifiers("", &mut request.body, model);
            rust_names::mark_identifiers("", &mut response, model);
        }
        let mut ambiguities: PendingAmbiguities = rows.ambiguities;
        let mut errors =
            page.errors.as_ref().map(|table| error_section::errors(table, &mut ambiguities)).unwrap_or_default();
        if page.basics.is_of_older_host() && !context.knows_host && !errors.0.is_empty() {
            errors.1.push("the page gives no status: the older host returns errors with status 200".to_owned());
        }
        let broken = ambiguities.of_examples();
        let shown_response = responses.first().and_then(|body| match &dialect.payload {
            None => Some(*body),
            Some(payload) => field_of(body, payload),
        });
        let example = example_section::example(&request, &response, shown.first(), shown_response, broken);
        let host = unknown_host(page).filter(|_| spec.is_some() && !context.knows_host);
        let (ambiguities, exceptions) = (ambiguities.rest(), Vec::new());
        Self { page, request, response, errors, example, host, ambiguities, exceptions }
    }

    /// Returns the text and its number of marks.
    fn text(&self, reviewed: &str, names: &(String, String, Option<String>), with_example: bool) -> (String, usize) {
        let title = self.page.title.as_deref().and_then(review_marks::clean);
        let (title, untitled) = match title {
            Some(title) => (title, None),
            None => (names.1.replace('_', " "), Some("the page has no title".to_owned())),
        };
        let mut root = YamlMap::spread();
        root.put("name", YamlValue::text(&names.1), names.2.iter().cloned().collect());
        root.put("summary", YamlValue::text(&title), vec!["say in one sentence what it does".to_owned()]);
        root.put("pages", access_section::page(self.page, &title, reviewed), untitled.into_iter().collect());
        if !self.exceptions.is_empty() {
            root.put("except", YamlValue::List(self.exceptions.clone()), Vec::new());
        }
        let mut access = access_section::access(&self.page.basics);
        if access.is_empty() {
            root.mark(access.take_marks());
        } else {
            root.put("access", YamlValue::Map(access), Vec::new());
        }
        root.put_apart("request", YamlValue::Map(self.request.map(self.host.clone())), Vec::new());
        self.put_response(&mut root);
        if let Some(pagination) = pagination::pagination(&self.request, &self.response) {
            let mark = "made of the names of the fields; take it out if the operation returns one page only";
            root.put_apart("pagination", YamlValue::Map(pagination), vec![mark.to_owned()]);
        }
        let (rows, left) = &self.errors;
        if rows.is_empty() {
            root.mark(left.clone());
        } else {
            let rows = rows.iter().map(|row| row.item.clone()).collect();
            root.put_apart("errors", YamlValue::List(rows), left.clone());
        }
        let mut example = self.example.clone();
        if !with_example {
            root.mark(["the example is too large to stand here".to_owned()]);
        } else if example.is_empty() {
            root.mark(example.take_marks());
        } else {
            root.put_apart("example", YamlValue::Map(example), Vec::new());
        }
        yaml_layout::text(&HEAD, &self.ambiguities, &root)
    }

    fn put_response(&self, root: &mut YamlMap) {
        let fields = &self.response.fields;
        match self.response.ty {
            "object" if fields.is_empty() => root.mark(fields.marks.clone()),
            "object" => root.put_apart("response", YamlValue::Map(fields.map()), Vec::new()),
            _ => {
                let (value, marks) = self.response.value();
                root.put_apart("response", value, marks);
            }
        }
    }
}

/// Pages do not state which response fields are always present.
fn response(rows: &mut FieldDrafter<'_>, samples: &FieldExamples<'_>, dialect: &DialectFacts) -> DraftField {
    let mut response = rows.content(Part::Response, samples);
    response.each(&mut |field: &mut DraftField| field.required = false);
    if let Some(payload) = &dialect.payload {
        return in_field(response, payload, &dialect.envelope);
    }
    let code = response.fields.list.iter_mut().find(|(wire, _)| wire == "errcode");
    if let Some((_, code)) = code {
        code.marks.push("part of the envelope: 0 is success, anything else the code of an error".to_owned());
    }
    response
}

/// Returns a field of an object.
fn field_of<'j>(body: &'j Json, name: &str) -> Option<&'j Json> {
    if let Json::Object(object) = body { object.get(name) } else { None }
}

/// Returns the response in a field of the body. Fields that belong to neither it nor the envelope are marked.
fn in_field(body: DraftField, payload: &str, envelope: &[String]) -> DraftField {
    let (mut response, mut others) = (None, body.fields.marks);
    for (wire, field) in body.fields.list {
        if wire == payload {
            response = Some(field);
        } else if !envelope.contains(&wire) {
            others.push(format!("{} is outside {}, which holds the response", quoted(&wire), quoted(payload)));
        }
    }
    let mut response = response.unwrap_or_else(|| DraftField::object(DraftFields::default()));
    response.name = None;
    response.mark_fields(others);
    response
}

/// Returns the body of a successful response.
fn success_body(example: &ResponseExample) -> Option<&Json> {
    let succeeds = example.status.is_none_or(|status| (200..300).contains(&status));
    example.body.json().filter(|_| succeeds)
}

/// Returns the operation that has the page's URL, or its method and path.
fn described<'m>(page: &Page, model: &'m Model) -> Option<&'m Operation> {
    let basics = &page.basics;
    let called = basics.method.as_ref().zip(basics.path.as_ref());
    let is_described = |operation: &&Operation| {
        let mut urls = operation.pages.iter().filter_map(|page| page.url.as_ref());
        let is_called = called.is_some_and(|(method, path)| {
            method.text.trim().eq_ignore_ascii_case(operation.method.word())
                && template(&path.text) == template(&operation.path)
        });
        is_called || page.url.as_ref().is_some_and(|url| urls.any(|known| is_same_page(known, url)))
    };
    model.services.iter().flat_map(|service| &service.operations).find(is_described)
}

/// Returns a mark for a host that is not in the spec.
fn unknown_host(page: &Page) -> Option<String> {
    let host = &page.basics.host.as_ref()?.text;
    Some(format!("the page names the host {}, which api.yaml does not", quoted(host)))
}

#[cfg(test)]
mod tests;
