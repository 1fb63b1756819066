//! Specs as OpenAPI documents: what they become, that an independent validator finds nothing wrong with them, and that their examples
//! fit their schemas.

#[path = "support/progenitor.rs"]
mod progenitor;
mod support;

use dingtalk_cli::openapi;
use dingtalk_codegen::{Model, load, load_texts};
use roas::validation::{Options, Validate as _};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const API: &str = r#"
name: Demo
doc: A made-up API.
hosts: { main: { url: "https://demo.example", doc: The only one. } }
token: { header: x-demo-token }
headers: { request_id: x-request-id, trace_id: x-trace-id }
envelope: { code: [code, Code], message: [message], request_id: [requestId], scopes: [denied.scopes, denied.more], throttle: [status] }
identifiers: { ItemId: { doc: Identifies an item. } }
errors:
  - { status: 429, code: slow.down, doc: Too many calls., retry: backoff, refused: true }
"#;

const TYPES: &str = "
types:
  Page: { type: object, fields: { next: { type: string }, kind: { type: Kind } } }
  Kind: { type: enum, doc: What it is., values: { FILE: A file., OLD: { doc: Something old., deprecated: use FILE } } }
";

/// Every location of a value, and every kind of documentation.
const FIND: &str = r#"
name: find
summary: Find items.
doc: Those that fit.
deprecated: use `search`
pages: [{ language: en, title: Find, url: "https://demo.example/find", reviewed: 2026-11-22 }]
access: { apps: [internal_app], permissions: [{ code: Item.Read, name: Read items }] }
request:
  method: POST
  path: /items/{itemId}.{ending}/find
  idempotent: true
  path_parameters: { itemId: { type: ItemId }, ending: { type: string } }
  query:
    tags: { type: array, items: { type: string, max_length: 9 }, style: repeated, max_items: 5, doc: All of them. }
    ids: { type: array, items: { type: ItemId }, style: comma, required: true }
    filter: { type: object, name: Filter, style: json, fields: { node: { type: Node } } }
    size: { type: int32, default: 10, min: 1, max: 100, unit: items, deprecated: it is ignored }
    wide: { type: int32, default: 3000000000, max: 3000000000 }
    since: { type: datetime, min: "2020-01-01", default: now, format: ISO 8601 }
  headers: { x-modes: { type: array, items: { type: string }, style: comma } }
  constant_headers: { x-version: "2" }
  body:
    node: { type: object, name: Node, required: true, fields: { child: { type: Node, doc: The one below. }, all: { type: array, items: { type: Node, doc: One of them. } } } }
    content: { type: bytes, required_when: there is no node }
    secret: { type: secret }
    kinds: { type: map, items: { type: Kind } }
response:
  page: { type: Page, required: true, reason: it was seen in every response }
  rest: { type: any }
  found: { type: array, items: { type: object, name: Found, fields: { name: { type: string }, id: { type: ItemId }, more: { type: map, items: { type: int64 } } } } }
errors:
  - { status: [200, 400], code: not|there, message: { en: Not there, zh: 没有 }, doc: There is none., on: [en] }
  - { status: 400, code: bad, retry: never }
  - { status: [404, 410], code: gone, message: It is gone. }
example:
  request: { itemId: i, ending: txt, ids: [a, b], node: { child: { all: [null], child: null } } }
  response: { page: { next: null, kind: NEW }, rest: [1, null], found: [null, { name: n, id: null, more: { a: 1, b: null } }] }
"#;

#[test]
fn the_real_spec_becomes_this_document() {
    insta::assert_snapshot!(document(&folder("spec")));
}

#[test]
fn everything_that_a_spec_can_say_is_in_the_document() {
    insta::assert_snapshot!(document(&demo(&[("find", FIND), ("send", &form()), ("raw", &raw())])));
}

#[test]
fn every_document_is_valid() {
    let folders = ["spec", "tests/fixtures/accept", "tests/other_api/spec"].map(folder);
    for model in folders.into_iter().chain([demo(&[("find", FIND), ("send", &form()), ("raw", &raw())])]) {
        validate(&document(&model));
    }
}

fn validate(document: &str) {
    let parsed: roas::v3_0::spec::Spec = serde_json::from_str(document).expect("OpenAPI");
    // Unused declarations are not in the document.
    let options = Options::IgnoreUnusedSchemas | Options::IgnoreUnusedTags;
    if let Err(error) = parsed.validate(options, None) {
        panic!("{error}\n{document}");
    }
}

/// The client of the real spec compiles, too. In the fixtures, fields have names that are one to progenitor.
#[test]
#[ignore = "downloads and compiles progenitor, which takes minutes"]
fn progenitor_generates_a_client_from_every_document() {
    let program = support::workspace().join("benches/build/programs/progenitor_call.rs");
    progenitor::compile(&document(&folder("spec")), &fs::read_to_string(program).expect("a program"));
    for model in [folder("tests/fixtures/accept"), demo(&[("find", FIND), ("send", &form()), ("raw", &raw())])] {
        progenitor::compile(&document(&model), "fn main() {}");
    }
}

#[test]
fn what_is_not_valid_is_noticed() {
    let mut broken: Value = serde_json::from_str(&document(&folder("spec"))).expect("JSON");
    broken["paths"]["/x/{id}"] =
        json!({ "get": { "responses": { "200": { "$ref": "#/components/responses/none" } } } });
    let parsed: roas::v3_0::spec::Spec = serde_json::from_value(broken).expect("OpenAPI");
    let error = parsed.validate(Options::IgnoreUnusedSchemas.into(), None).expect_err("two errors").to_string();
    assert!(error.contains("#/components/responses/none") && error.contains("`{id}`"), "{error}");
}

#[test]
fn every_example_fits_its_schema() {
    let mut held = 0;
    for model in [folder("spec"), folder("tests/fixtures/accept"), demo(&[("find", FIND)])] {
        let document: Value = serde_json::from_str(&document(&model)).expect("JSON");
        each_example(&document["paths"], &mut |schema, example| {
            let schema = json!({ "allOf": [schema], "components": document["components"] });
            let validator = jsonschema::draft4::new(&schema).expect("a schema");
            assert!(validator.is_valid(example), "{example} does not fit {}", schema["allOf"]);
            held += 1;
        });
    }
    assert!(held > 20, "{held} examples");
}

#[test]
fn an_error_fits_in_every_way_in_which_it_is_sent() {
    let document: Value = serde_json::from_str(&document(&folder("spec"))).expect("JSON");
    let validator = jsonschema::draft4::new(&document["components"]["schemas"]["error"]).expect("a schema");
    for error in [json!({ "code": "forbidden", "message": "No." }), json!({ "errcode": 88 }), json!({ "status": 1111 })]
    {
        assert!(validator.is_valid(&error), "{error}");
    }
    for other in [json!({ "code": [] }), json!({ "status": "1111" })] {
        assert!(!validator.is_valid(&other), "{other}");
    }
}

#[test]
fn a_success_status_of_a_shared_error_means_either() {
    let document: Value = serde_json::from_str(&document(&folder("tests/other_api/spec"))).expect("JSON");
    // The operation has no errors of its own.
    let content = &document["paths"]["/parcels"]["get"]["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["schema"]["anyOf"][1], json!({ "$ref": "#/components/schemas/error" }), "{content:#}");
}

#[test]
fn a_long_text_is_shown_under_one_status() {
    const ROWS: u16 = 20;
    let message = "m".repeat(4096);
    // Each of the first statuses has one row more than the one before.
    let row = |row: u16| {
        let statuses: Vec<String> = (100 + row..600 - row).map(|status| status.to_string()).collect();
        format!("  - {{ status: [{}], code: code.{row}, message: {message} }}\n", statuses.join(", "))
    };
    let rows: String = (0..ROWS).map(row).collect();
    let text =
        format!("name: all\nsummary: It.\nrequest: {{ method: GET, path: /all, idempotent: true }}\nerrors:\n{rows}");
    let document = document(&demo(&[("all", &text)]));
    // In the table for people, and in the rows for tools.
    assert_eq!(document.matches(&message).count(), 2 * usize::from(ROWS));
    assert!(document.contains("| `code.0` |  | See 100. |"));
}

#[test]
fn two_operations_in_one_place_are_both_named() {
    let (one, two) = (by_id("one", "GET", "a", ""), by_id("two", "GET", "b", ""));
    let error = openapi(&demo(&[("one", &one), ("two", &two)])).expect_err("a conflict").to_string();
    assert_eq!(
        error,
        "an OpenAPI document holds GET /x/{a} once, and both things/one.yaml and things/two.yaml describe it"
    );
    let (three, again) = (by_id("three", "POST", "a", ""), by_id("again", "POST", "a", ""));
    let conflicts = demo(&[("again", &again), ("one", &one), ("three", &three), ("two", &two)]);
    assert_eq!(openapi(&conflicts).expect_err("conflicts").to_string().lines().count(), 2);
}

/// The names of path parameters are not sent, so a document may have others.
#[test]
fn methods_of_one_path_have_one_name_for_each_parameter() {
    let operations = [
        ("one", by_id("one", "GET", "a", "query: { b: { type: string } }")),
        ("two", by_id("two", "PUT", "b", "query: { A: { type: string } }")),
        ("three", by_id("three", "DELETE", "c", "")),
    ];
    let document = document(&demo(&operations.each_ref().map(|(name, text)| (*name, text.as_str()))));
    validate(&document);
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/x/{path_a}"]);
    for (method, parameters) in [
        ("get", json!([["path", "path_a"], ["query", "b"]])),
        ("put", json!([["path", "path_a"], ["query", "A"]])),
        ("delete", json!([["path", "path_a"]])),
    ] {
        let named = paths["/x/{path_a}"][method]["parameters"].as_array().expect("parameters");
        let named: Vec<Value> = named.iter().map(|parameter| json!([parameter["in"], parameter["name"]])).collect();
        assert_eq!(Value::from(named), parameters, "{method}");
    }
}

/// An operation with a path parameter of this name.
fn by_id(name: &str, method: &str, parameter: &str, more: &str) -> String {
    format!(
        "name: {name}\nsummary: It.\nrequest:\n  method: {method}\n  path: /x/{{{parameter}}}\n  idempotent: true\n  \
         path_parameters: {{ {parameter}: {{ type: string }} }}\n  {more}\n"
    )
}

/// A form with an empty response.
fn form() -> String {
    let body = "tags: { type: array, items: { type: string }, style: repeated }, extra: { type: any, style: json }, one: { type: string }";
    format!(
        "name: send\nsummary: Send a form.\nrequest:\n  {{ method: POST, path: /form, idempotent: false, token: false, body_format: form, body: \
         {{ {body} }} }}\nerrors:\n  - {{ status: 200, code: full }}\n"
    )
}

/// Bytes in request and response, with a method for which OpenAPI has no body.
fn raw() -> String {
    let response = "response: { type: bytes, doc: The file. }\nerrors:\n  - { status: 200, code: gone }";
    format!(
        "name: raw\nsummary: Fetch a file.\nrequest:\n  {{ method: GET, path: /raw, idempotent: true, body: {{ type: bytes, required: true }} \
         }}\n{response}\n"
    )
}

fn document(model: &Model) -> String {
    openapi(model).unwrap_or_else(|error| panic!("{error}"))
}

/// The model of a folder of the workspace.
fn folder(below: &str) -> Model {
    let folder: PathBuf = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(below);
    load(folder).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

/// The model of the made-up API with these operations.
fn demo(operations: &[(&str, &str)]) -> Model {
    let files = operations.iter().map(|(name, text)| (format!("things/{name}.yaml"), (*text).to_owned()));
    let shared = [("api.yaml".to_owned(), API.to_owned()), ("things/types.yaml".to_owned(), TYPES.to_owned())];
    let texts: BTreeMap<String, String> = files.chain(shared).collect();
    load_texts(texts).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

/// Calls for each schema that has an example beside it.
fn each_example(value: &Value, call: &mut dyn FnMut(&Value, &Value)) {
    match value {
        Value::Object(members) => {
            if let (Some(schema), Some(example)) = (members.get("schema"), members.get("example")) {
                call(schema, example);
            }
            members.values().for_each(|value| each_example(value, call));
        }
        Value::Array(items) => items.iter().for_each(|value| each_example(value, call)),
        _ => {}
    }
}
