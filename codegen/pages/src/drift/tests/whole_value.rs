//! Responses with one unnamed row and an object as the example.

use super::{facts, spec_in};
use crate::drift::{DifferenceClass, Drift, drift};
use crate::page::Page;

/// Compares a page with this type in its table with a spec that has this response.
fn found(ty: &str, response: &str, example: &str) -> Drift {
    let operation = format!(
        "name: lend\nsummary: Lends.\npages:\n  - {{ language: en, title: Lend, reviewed: 2026-11-22 }}\n\
         request: {{ method: POST, path: /v1.0/loans, idempotent: true }}\n{response}\n"
    );
    let page = format!(
        "# Lend\n\n## Request\n\n### Basic information\n\n| Field | Value |\n|---|---|\n| HTTP URL | https://api.example.com/v1.0/loans |\n\
         | HTTP Method | POST |\n\n### Request header\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| x-token | String | Yes | A. |\n\n\
         ## Response\n\n### Response body\n\n| Name | Type | Description |\n|---|---|---|\n|  | {ty} | Whether it went well. |\n\n\
         ### Response body example\n\n```\nHTTP/1.1 200 OK\n\n{example}\n```\n"
    );
    drift(&[Page::read("lend.md", page.as_bytes()).unwrap()], &spec_in("shelves/lend.yaml", &operation))
}

const MEMBER: &str = "response: { result: { type: bool, doc: Whether it went well. } }";
const WHOLE: &str = "response: { type: bool, doc: Whether it went well. }";

#[test]
fn a_page_that_contradicts_itself_agrees_with_either() {
    for response in [MEMBER, WHOLE] {
        let found = found("Boolean", response, "{ \"result\": true }");
        assert!(found.agrees(), "{found}");
        assert!(found.differences().any(|one| one.class == DifferenceClass::Contradiction), "{found}");
    }
    assert!(found("Boolean", WHOLE, "true").agrees());
}

#[test]
fn another_type_or_another_example_is_a_difference() {
    let of = |ty, response, example| facts(&found(ty, response, example));
    assert_eq!(of("String", MEMBER, "{ \"result\": true }"), ["changed response result type"]);
    assert_eq!(of("String", WHOLE, "true"), ["changed response type"]);
    assert_eq!(of("Boolean", MEMBER, "{ \"done\": true }"), ["removed response result", "added example response done"]);
    assert_eq!(of("Boolean", WHOLE, "[]"), ["changed example response"]);
}
