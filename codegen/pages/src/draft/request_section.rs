//! Drafts the `request` section.

use super::draft_field::{DraftField, DraftFields, REFERENCE};
use super::endpoint;
use super::example_values::{FieldExamples, SentExample};
use super::field_drafter::FieldDrafter;
use super::list_styles::ListStyles;
use super::review_marks::quoted;
use super::yaml_layout::{YamlMap, YamlValue};
use crate::json::Json;
use crate::page::{FieldCells, Page, PageRow, Part, RequestExample, RequiredFlag, RowId, TOKEN_PARAMETER};
use dingtalk_codegen::resolve::headers::{RESERVED_HEADERS, is_name};
use dingtalk_spec::Node;
use serde_json::Value;
use std::collections::HashSet;

/// The drafted request.
pub(super) struct DraftRequest {
    method: (&'static str, Option<String>),
    address: (String, Option<String>),
    /// Parameters by part, in the order of [`SentExample::parameters`].
    pub(super) parameters: [(Part, DraftFields); 3],
    pub(super) body: DraftField,
    /// Set if the page's request has no access token.
    tokenless: bool,
}

/// Returns the values of the example requests.
pub(super) fn shown<'a>(page: &'a Page, token_header: Option<&str>) -> Vec<SentExample<'a>> {
    let (path, _) = endpoint::path(page);
    let names: Vec<&str> = cells(page, Part::Header).map(|cells| cells.name.trim()).collect();
    let is_sent = |name: &str| is_own(name, token_header) && is_name(name);
    page.requests.iter().map(|example| SentExample::new(example, &path, &names, is_sent)).collect()
}

impl DraftRequest {
    pub(super) fn new(
        page: &Page,
        shown: &[SentExample<'_>],
        token_header: Option<&str>,
        styles: &ListStyles,
        rows: &mut FieldDrafter<'_>,
    ) -> Self {
        let address = endpoint::path(page);
        let path_samples = FieldExamples::new(shown.iter().map(|one| &one.parameters[0]));
        let path = path_parameters(page, &address.0, rows.parameters(Part::Path, &path_samples));
        let query_samples = FieldExamples::new(shown.iter().map(|one| &one.parameters[1]));
        let mut query = rows.parameters(Part::Query, &query_samples);
        query.list.retain(|(wire, _)| wire != TOKEN_PARAMETER);
        query_samples.complete(&mut query, 0);
        styles.assign(&mut query, Part::Query, &query_samples);
        let header_samples = FieldExamples::new(shown.iter().map(|one| &one.parameters[2]));
        let mut headers = rows.parameters(Part::Header, &header_samples);
        header_samples.complete(&mut headers, 0);
        let mut headers = own_headers(headers, token_header);
        styles.assign(&mut headers, Part::Header, &header_samples);
        let mut body = rows.content(Part::Body, &FieldExamples::new(shown.iter().filter_map(|one| one.body)));
        let tokenless = match token_header {
            Some(header) => page.sends(header).map_or_else(|| !page.mentions(header), |sends| !sends),
            None => !page.sends_in_query(),
        };
        mark_unsaid(page, token_header, &mut query, &mut body);
        let parameters = [(Part::Path, path), (Part::Query, query), (Part::Header, headers)];
        Self { method: endpoint::method(page), address, parameters, body, tokenless }
    }

    /// Returns the parameter or field that is from a row, with its wire name.
    pub(super) fn find(&self, row: RowId) -> Option<(&str, &DraftField)> {
        let mut parameters = self.parameters.iter();
        parameters.find_map(|(_, fields)| fields.find(row)).or_else(|| self.body.find(row))
    }

    /// Visits every field, parents first.
    pub(super) fn each_field(&mut self, act: &mut impl FnMut(&mut DraftField)) {
        self.parameters.iter_mut().for_each(|(_, fields)| fields.each_field(act));
        self.body.each(act);
    }

    /// Returns the request as YAML.
    pub(super) fn map(&self, host: Option<String>) -> YamlMap {
        let mut map = YamlMap::spread();
        let (method, mark) = &self.method;
        map.put("method", YamlValue::text(*method), mark.iter().cloned().collect());
        let (path, mark) = &self.address;
        map.put("path", YamlValue::text(path), mark.iter().cloned().chain(host).collect());
        let reads = *method == "GET";
        let mark = (!reads).then(|| "may it be sent twice without harm?".to_owned());
        map.put("idempotent", YamlValue::Scalar(Node::Bool(reads)), mark.into_iter().collect());
        if self.tokenless {
            map.put(
                "token",
                YamlValue::Scalar(Node::Bool(false)),
                vec!["the page does not list the access token".to_owned()],
            );
        }
        for (key, (_, fields)) in ["path_parameters", "query", "headers"].into_iter().zip(&self.parameters) {
            put_fields(&mut map, key, fields);
        }
        if self.body.ty == "object" {
            put_fields(&mut map, "body", &self.body.fields);
        } else {
            let (value, marks) = self.body.value();
            map.put("body", value, marks);
        }
        map
    }
}

/// Marks what a page says of the request and the draft does not: the token in the query, and a form.
fn mark_unsaid(page: &Page, token_header: Option<&str>, query: &mut DraftFields, body: &mut DraftField) {
    if page.sends_in_query() && token_header.is_some() {
        let mark = "the page has the access token in the query, as `@`: the client sends a header";
        query.marks.insert(0, mark.replace('@', TOKEN_PARAMETER));
    }
    if page.requests.iter().any(RequestExample::is_form) {
        let mark = "the example sends a form: `body_format: form`, unless the service takes JSON";
        body.mark_fields(vec![mark.to_owned()]);
    }
}

/// Adds fields to a map. Without fields, their marks stand alone.
fn put_fields(map: &mut YamlMap, key: &str, fields: &DraftFields) {
    if fields.is_empty() {
        map.mark(fields.marks.iter().map(|mark| format!("{key}: {mark}")));
    } else {
        map.put(key, YamlValue::Map(fields.map()), Vec::new());
    }
}

/// Returns the likeliest cells of each row of a part.
fn cells(page: &Page, part: Part) -> impl Iterator<Item = &FieldCells> {
    page.rows(part).iter().filter_map(PageRow::likeliest)
}

/// Returns `true` for headers that the client does not set itself.
fn is_own(name: &str, token_header: Option<&str>) -> bool {
    let lower = name.to_ascii_lowercase();
    !RESERVED_HEADERS.contains(&lower.as_str()) && token_header.is_none_or(|token| !name.eq_ignore_ascii_case(token))
}

/// Matches path parameters to the placeholders of the path.
fn path_parameters(page: &Page, path: &str, rows: DraftFields) -> DraftFields {
    let places = endpoint::names(path);
    let mut fields = DraftFields { list: Vec::new(), marks: rows.marks };
    for (wire, mut field) in rows.list {
        if !places.contains(&wire.as_str()) {
            fields.marks.push(format!("the path has no place for {}", quoted(&wire)));
            fields.marks.append(&mut field.marks);
            continue;
        }
        // Path parameters are always required.
        field.required = false;
        let optional = |cells: &FieldCells| cells.name.trim() == wire && cells.required == Some(RequiredFlag::No);
        if cells(page, Part::Path).any(optional) {
            field.marks.push("the page says that it need not be there".to_owned());
        }
        if !field.is_single() {
            field = field.into_text("in a path it is one text");
        }
        fields.list.push((wire, field));
    }
    for place in places {
        if fields.get(place).is_none() {
            fields.list.push((place.to_owned(), DraftField::of("string").marked("no row describes it")));
        }
    }
    fields
}

/// Returns the headers that the operation declares.
fn own_headers(rows: DraftFields, token_header: Option<&str>) -> DraftFields {
    let mut fields = DraftFields { list: Vec::new(), marks: rows.marks };
    let mut seen = HashSet::new();
    for (wire, field) in rows.list {
        if !is_own(&wire, token_header) {
            continue;
        }
        if is_name(&wire) && seen.insert(wire.to_ascii_lowercase()) {
            fields.list.push((wire, field));
        } else {
            fields.marks.push(format!("{} is no name of a header, or stands there twice", quoted(&wire)));
            fields.marks.extend(field.marks);
        }
    }
    fields
}

/// Converts a string parameter to its type.
pub(super) fn typed(field: &DraftField, shown: &Json) -> Json {
    let items = field.items.as_deref().filter(|_| field.ty == "array");
    match (items, shown) {
        (Some(items), Json::List(texts)) => return Json::List(texts.iter().map(|text| typed(items, text)).collect()),
        (Some(items), text) if field.style == Some("repeated") => return Json::List(vec![typed(items, text)]),
        (Some(items), Json::Value(Value::String(text))) if field.style == Some("comma") => {
            return Json::List(text.split(',').map(|text| typed(items, &text.into())).collect());
        }
        _ => {}
    }
    let Json::Value(Value::String(text)) = shown else { return shown.clone() };
    let read = match field.ty {
        "int32" | "int64" | "float64" | "bool" => {
            let value = serde_json::from_str::<Value>(text.trim()).ok();
            value.filter(|value| value.is_number() || value.is_boolean()).map(Json::Value)
        }
        "object" | "array" | "map" | REFERENCE => serde_json::from_str(text).ok(),
        _ => None,
    };
    read.unwrap_or_else(|| shown.clone())
}
