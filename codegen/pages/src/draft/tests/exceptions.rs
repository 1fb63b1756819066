//! Exceptions of drafts whose page contradicts itself.

use super::API;
use crate::{Drift, Page, SpecFacts, drift};
use std::collections::BTreeMap;

const PAGE: &str = r#"# Lend a book

## Request

### Basic information

| Field | Value |
|---|---|
| HTTP URL | https://api.example.com/v1.0/shelves/{shelfId}/books |
| HTTP Method | POST |

### Path parameters

| Name | Type | Required | Description |
|---|---|---|---|
| shelfId | String | Yes | The shelf. |

### Request body

| Name | Type | Required | Description |
|---|---|---|---|
| count | Integer | Yes | How many. |

### Request example

```
POST /v1.0/shelves/a/books HTTP/1.1
Content-Type:application/json

{ "count": 1 }
```

## Response

### Response body

| Name | Type | Description |
|---|---|---|
| title | String | The title. |

### Response example

```
HTTP/1.1 200 OK
Content-Type:application/json

{ "title": "A" }
```

### Error codes

| HttpCode | Error code | Error message | Description |
|---|---|---|---|
| 400 | busy | Busy | It is lent. |
"#;

/// The exceptions of the draft of a page, which must agree with it.
fn exceptions(text: &str) -> Vec<String> {
    let page = Page::read("lend.md", text.as_bytes()).expect("a page");
    let draft = page.draft("2026-11-22", None);
    assert_eq!(differences(&page, &draft.text), "", "{}", draft.text);
    let lines = draft.text.lines().filter_map(|line| line.trim().strip_prefix("- { fact: "));
    lines.map(|line| line.split(" }").next().unwrap_or_default().to_owned()).collect()
}

/// Compares a page with a draft.
fn compared(page: &Page, draft: &str) -> Drift {
    let texts = [("api.yaml".to_owned(), API.to_owned()), ("shelf/books.yaml".to_owned(), draft.to_owned())];
    let spec = SpecFacts::load_texts(BTreeMap::from(texts)).expect("no errors");
    drift(std::slice::from_ref(page), &spec)
}

/// The report of the facts in which a page differs from a draft; empty if they agree.
fn differences(page: &Page, draft: &str) -> String {
    let found = compared(page, draft);
    if found.agrees() { String::new() } else { found.to_string() }
}

/// The page with one text in place of another.
fn changed(from: &str, to: &str) -> String {
    assert!(PAGE.contains(from), "{from}");
    PAGE.replacen(from, to, 1)
}

#[test]
fn a_page_without_contradictions_has_none() {
    assert_eq!(exceptions(PAGE), Vec::<String>::new());
}

#[test]
fn an_encoded_value_is_the_one_of_the_draft() {
    let table = "### Query parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| since | String | No | When. |";
    let text = changed("### Request body", &format!("{table}\n\n### Request body"));
    let text = text.replace("/books HTTP", "/books?since=10%3A15%2B08:00 HTTP");
    let page = Page::read("lend.md", text.as_bytes()).expect("a page");
    let draft = page.draft("2026-11-22", None).text;
    assert!(draft.contains("since: \"10:15+08:00\""), "{draft}");
    let report = |draft: &str| compared(&page, draft).to_string();
    assert!(!report(&draft).contains("other values"), "{}", report(&draft));
    assert!(report(&draft.replace("10:15", "11:15")).contains("other values than in the spec's example: since"));
}

#[test]
fn each_contradiction_is_one_exception() {
    for (from, to, exception) in [
        (
            r#"{ "title": "A" }"#,
            r#"{ "title": "A", "pages": 7 }"#,
            "response pages, says: nothing, because: Another part of the page has it.",
        ),
        (
            r#"{ "title": "A" }"#,
            r#"{ "title": ["A"] }"#,
            "example response title, says: a list, because: The table says `string`.",
        ),
        (
            r#"{ "count": 1 }"#,
            r#"{ "count": true }"#,
            "example request count, says: true or false, because: The table says `int32`.",
        ),
        (
            "| shelfId | String | Yes |",
            "| shelfId | String | No |",
            "path shelfId required, says: optional, because: A path has all its parameters.",
        ),
    ] {
        assert_eq!(exceptions(&changed(from, to)), [exception], "{to}");
    }
}

#[test]
fn cells_that_a_spec_cannot_express_are_no_contradictions() {
    for (from, to) in [
        ("| count | Integer | Yes |", "| count | Integer | Maybe |"),
        ("| shelfId | String | Yes |", "| shelfId | String[] | Yes |"),
        ("| title | String |", "| title | Weird type |"),
    ] {
        let page = Page::read("lend.md", changed(from, to).as_bytes()).expect("a page");
        let draft = page.draft("2026-11-22", None);
        assert!(!draft.text.contains("except:"), "{to}\n{}", draft.text);
        assert!(draft.marks > 2, "{to}\n{}", draft.text);
    }
}

#[test]
fn error_rows_that_differ_in_their_description_alone_are_one_exception() {
    let rows = "| 400 | busy | Busy | It is lent. |\n| 400 | busy | Busy | It is away. |\n";
    let exception = "\"error 400 busy #2\", says: listed, because: Another row has the same status and code.";
    assert_eq!(exceptions(&changed("| 400 | busy | Busy | It is lent. |\n", rows)), [exception]);
}

#[test]
fn a_change_of_either_value_is_reported() {
    let contradiction = changed(r#"{ "title": "A" }"#, r#"{ "title": ["A"] }"#);
    let page = |text: &str| Page::read("lend.md", text.as_bytes()).expect("a page");
    let draft = page(&contradiction).draft("2026-11-22", None);
    let shown = contradiction.replace(r#"["A"]"#, r#""A""#);
    let report = differences(&page(&shown), &draft.text);
    assert!(
        report.contains("except example response title: the entry has `a list`, which the page does not say any more"),
        "{report}"
    );
    let listed = contradiction.replace("| title | String |", "| title | Boolean |");
    let report = differences(&page(&listed), &draft.text);
    assert!(report.contains("changed response title type: string -> Boolean"), "{report}");
}
