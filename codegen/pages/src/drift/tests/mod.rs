//! Hand-made pages against a small spec.

mod error_rows;
mod values;
mod whole_value;

use super::{DifferenceClass, DifferenceKind, Drift, drift};
use crate::facts::SpecFacts;
use crate::json::{Json, JsonObject};
use crate::page::{
    AppKind, BasicInfo, ErrorCells, ErrorRow, ExampleBody, FieldCells, FieldRow, FieldTable, Language, ListedValue,
    Page, PagePermission, PageText, Part, RequiredFlag, ResponseExample, TypeCell, TypeMeaning,
};

const API: &str = "
name: Example
doc: An API.
hosts:
  main: { url: 'https://api.example.com', doc: One. }
  other: { url: 'https://api.example.org', doc: Another. }
token: { header: x-token }
headers: { request_id: x-id, trace_id: x-trace }
envelope: { code: [code], message: [message], request_id: [requestid], scopes: [scopes], throttle: [status] }
";

const OPERATION: &str = "
name: list
summary: List the shelves.
pages:
  - { language: en, title: List shelves, url: 'https://docs.example.com/a/list-shelves', reviewed: 2026-11-22 }
  - { language: zh, title: 书架, reviewed: 2026-11-22 }
access: { apps: [internal_app], permissions: [Shelf.Read] }
request:
  method: POST
  path: /v1.0/shelves/{shelfId}/list
  idempotent: true
  path_parameters: { shelfId: { type: string, doc: One. } }
  query: { kind: { type: enum, doc: Which., values: { FILE: A file., LINK: A link. } } }
  body:
    id: { type: string, required: true, doc: One. }
    owner:
      type: object
      doc: One.
      fields:
        id: { type: int64, doc: One. }
        names: { type: array, doc: Some., items: { type: string } }
response:
  tree:
    type: object
    name: Tree
    doc: One.
    fields:
      id: { type: int64, doc: One. }
      below: { type: array, doc: More., items: { type: Tree } }
errors:
  - { status: 400, code: paramError, message: '%s', doc: One. }
  - { status: 400, code: paramError, message: No id, doc: One. }
  - { status: [400, 500], code: busy, message: { en: Busy, zh: 忙 }, doc: One. }
  - { status: 403, code: denied, doc: One., on: [zh] }
";

fn spec(operation: &str) -> SpecFacts {
    spec_in("shelves/list.yaml", operation)
}

fn spec_in(file: &str, operation: &str) -> SpecFacts {
    let texts = [("api.yaml", API), (file, operation)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    SpecFacts::load_texts(texts.into()).unwrap()
}

fn fact(text: &str) -> PageText {
    PageText { text: text.to_owned(), line: None }
}

fn cells(name: &str, ty: TypeMeaning, required: Option<RequiredFlag>) -> FieldCells {
    FieldCells {
        name: name.to_owned(),
        ty: TypeCell { text: format!("{ty:?}"), meaning: ty },
        required,
        description: String::new(),
        example: None,
        default: None,
        values: Vec::new(),
    }
}

fn values_of(listed: &[&str]) -> Vec<ListedValue> {
    let value = |value: &&str| ListedValue { value: (*value).to_owned(), description: String::new() };
    listed.iter().map(value).collect()
}

fn row(readings: Vec<FieldCells>, parent: Option<usize>, settled: bool) -> FieldRow {
    let text = readings.first().map(|cells| format!("{}{}", cells.name, cells.ty.text)).unwrap_or_default();
    FieldRow { parent, settled, ..FieldRow::new(PageText { text, line: Some(7) }, readings) }
}

fn table(part: Part, rows: Vec<FieldRow>) -> FieldTable {
    FieldTable { part, rows }
}

fn error(status: &[u16], code: &str, message: &str) -> ErrorRow {
    let (code, message, status) = (code.to_owned(), message.to_owned(), status.to_vec());
    let text = format!("{}{code}{message}", status[0]);
    let cells = ErrorCells { status, code, message: Some(message), description: String::new() };
    ErrorRow::new(PageText { text, line: None }, vec![cells])
}

/// A page that agrees, with its rows in another order.
fn page() -> Page {
    let (yes, no) = (Some(RequiredFlag::Yes), Some(RequiredFlag::No));
    let mut kind = cells("kind", TypeMeaning::String, no.clone());
    kind.values = values_of(&["LINK", "FILE"]);
    let strings = TypeMeaning::Array(Some(Box::new(TypeMeaning::String)));
    let body = vec![
        row(vec![cells("owner", TypeMeaning::Named("OwnerVO".to_owned()), no.clone())], None, true),
        row(vec![cells("id", TypeMeaning::Long, no.clone())], Some(0), false),
        row(vec![cells("names", strings, no)], Some(0), false),
        row(vec![cells("id", TypeMeaning::String, yes.clone())], None, false),
    ];
    let response = vec![
        row(vec![cells("tree", TypeMeaning::Object, None)], None, true),
        row(vec![cells("id", TypeMeaning::Number, None)], Some(0), true),
        row(vec![cells("below", TypeMeaning::Array(None), None)], Some(0), true),
    ];
    // Pages list these headers, and specs do not declare them.
    let headers = ["X-Token", "Content-Type", "Host"];
    let headers = headers.map(|name| row(vec![cells(name, TypeMeaning::String, yes.clone())], None, true)).into();
    let basics = BasicInfo {
        method: Some(fact("post")),
        path: Some(fact("/v1.0/shelves/{shelfId}/list")),
        host: Some(fact("api.example.org")),
        apps: Some(vec![AppKind {
            word: "internal_app".to_owned(),
            text: "Internal app".to_owned(),
            known: true,
            line: None,
        }]),
        apps_open: false,
        permissions: Some(vec![PagePermission { code: Some("Shelf.Read".to_owned()), name: None, line: None }]),
        rows: Vec::new(),
    };
    Page {
        file: "page.md".to_owned(),
        language: Language::English,
        title: None,
        url: Some("http://docs.example.com/a/list-shelves/?x=y".to_owned()),
        basics,
        tables: vec![
            table(Part::Header, headers),
            table(Part::Path, vec![row(vec![cells("shelfId", TypeMeaning::String, yes)], None, true)]),
            table(Part::Query, vec![row(vec![kind], None, true)]),
            table(Part::Body, body),
            table(Part::Response, response),
        ],
        errors: Some(vec![
            error(&[500, 400], "busy", "Busy"),
            error(&[400], "paramError", "%s"),
            error(&[400], "paramError", "No id"),
        ]),
        requests: Vec::new(),
        responses: Vec::new(),
        sdk: None,
        ambiguities: Vec::new(),
    }
}

fn compare(page: Page) -> Drift {
    drift(&[page], &spec(OPERATION))
}

/// Fact differences, each with its direction.
fn facts(found: &Drift) -> Vec<String> {
    let facts = found.differences().filter(|difference| difference.class == DifferenceClass::Fact);
    facts.map(|difference| format!("{} {}", difference.change.word(), difference.fact)).collect()
}

#[track_caller]
fn differs(change: impl FnOnce(&mut Page), expected: &[&str]) {
    let mut page = page();
    change(&mut page);
    let found = compare(page);
    assert_eq!(facts(&found), expected, "{found}");
    assert!(!found.agrees());
}

fn field(page: &mut Page, part: usize, index: usize) -> &mut FieldCells {
    &mut page.tables[part].rows[index].readings[0]
}

#[test]
fn a_page_in_another_order_with_open_nesting_agrees() {
    let found = compare(page());
    assert!(found.agrees(), "{found}");
    assert_eq!(found.differences().count(), 0, "{found}");
}

#[test]
fn each_changed_cell_is_named() {
    differs(|page| page.basics.method = Some(fact("GET")), &["changed method"]);
    differs(|page| page.basics.path = Some(fact("/v1.0/shelf/{shelfId}/list")), &["changed url"]);
    differs(|page| page.basics.host = Some(fact("other.example.com")), &["changed host"]);
    differs(|page| page.basics.apps = Some(Vec::new()), &["removed app internal_app"]);
    differs(|page| page.basics.permissions = Some(Vec::new()), &["removed permission Shelf.Read"]);
    differs(|page| field(page, 0, 0).ty.meaning = TypeMeaning::Long, &["changed header x-token type"]);
    differs(|page| page.tables[0].rows.clear(), &["removed header x-token"]);
    differs(|page| field(page, 1, 0).required = Some(RequiredFlag::No), &["changed path shelfId required"]);
    differs(|page| field(page, 2, 0).values.truncate(1), &["removed query kind value FILE"]);
    differs(|page| field(page, 3, 1).ty.meaning = TypeMeaning::String, &["changed body owner.id type"]);
    differs(|page| field(page, 3, 3).required = Some(RequiredFlag::No), &["changed body id required"]);
    differs(|page| field(page, 3, 2).name = "nameX".to_owned(), &["changed body owner.names"]);
    differs(
        |page| field(page, 4, 2).name = "zzz".to_owned(),
        &["added response tree.zzz", "removed response tree.below"],
    );
}

#[test]
fn a_parameter_in_another_part_has_changed_its_place() {
    differs(
        |page| {
            let row = page.tables[2].rows.remove(0);
            page.tables[3].rows.push(row);
        },
        &["changed query kind place"],
    );
}

#[test]
fn a_joined_row_is_read_with_the_spec() {
    let mut page = page();
    let wrong = cells("idLong", TypeMeaning::String, Some(RequiredFlag::Yes));
    let right = cells("id", TypeMeaning::Long, Some(RequiredFlag::No));
    page.tables[3].rows[1].readings = vec![wrong, right];
    let rows = page.errors.as_mut().unwrap();
    rows[1].readings = Vec::new();
    rows[1].written.text = "400paramError%sA parameter is wrong".to_owned();
    let found = compare(page);
    assert!(found.agrees(), "{found}");
}

#[test]
fn an_example_is_held_against_the_types() {
    let mut page = page();
    let tree = JsonObject::new().with("id", "7").with("other", "x");
    let body = ExampleBody::Json(Json::from(JsonObject::new().with("tree", tree)));
    page.responses = vec![ResponseExample { status: Some(200), body, line: Some(3) }];
    let found = compare(page);
    assert_eq!(facts(&found), ["added example response tree.other"], "{found}");
    assert!(
        found.differences().any(|one| one.class == DifferenceClass::Note && one.fact == "example response tree.id")
    );
}

#[test]
fn a_page_is_found_by_address_path_or_nearest_path_and_otherwise_new() {
    let found_with = |change: fn(&mut Page)| {
        let mut page = page();
        page.url = None;
        change(&mut page);
        compare(page).pages.len()
    };
    assert_eq!(found_with(|_| {}), 1);
    assert_eq!(found_with(|page| page.basics.path = Some(fact("/v2.0/shelves/{id}/list"))), 1);
    assert_eq!(found_with(|page| page.basics.method = None), 1);
    let other = |page: &mut Page| {
        page.basics.path = Some(fact("/v1.0/users/search"));
        page.tables.clear();
        page.errors = None;
    };
    assert_eq!(found_with(other), 0);
}

#[test]
fn an_exception_holds_or_is_named() {
    let excepted = |says: &str| {
        let entry = format!("except: [{{ fact: body id type, says: {says}, because: It works. }}]\naccess:");
        let mut page = page();
        field(&mut page, 3, 3).ty = TypeCell { text: "Boolean".to_owned(), meaning: TypeMeaning::Boolean };
        drift(&[page], &spec(&OPERATION.replacen("access:", &entry, 1)))
    };
    assert!(excepted("Boolean").agrees());
    assert_eq!(facts(&excepted("Long")), ["changed body id type", "changed except body id type"]);
}

#[test]
fn an_addition_names_its_map() {
    let mut page = page();
    page.tables[3].rows.push(row(vec![cells("size", TypeMeaning::Long, Some(RequiredFlag::No))], Some(0), true));
    let found = compare(page);
    let one = found.differences().next().unwrap();
    assert_eq!((one.fact.as_str(), one.change, one.page_line), ("body owner.size", DifferenceKind::Added, Some(7)));
    let position = one.position.as_ref().unwrap();
    let line = OPERATION.lines().nth(position.line - 1).unwrap();
    assert_eq!((position.file.as_str(), line.trim()), ("shelves/list.yaml", "id: { type: int64, doc: One. }"));
}
