//! Enum values and their alternate spellings.

use super::*;

/// Differences of a page that lists these values for `query kind`, where the spec has `file` as a spelling of `FILE`.
fn in_request(listed: &[&str]) -> Vec<String> {
    let spec = spec(&OPERATION.replacen("FILE: A file.", "FILE: { doc: A file., also: [file] }", 1));
    let mut page = page();
    field(&mut page, 2, 0).values = values_of(listed);
    says(&drift(&[page], &spec))
}

/// Fact differences with the values of page and spec.
fn says(found: &Drift) -> Vec<String> {
    let facts = found.differences().filter(|difference| difference.class == DifferenceClass::Fact);
    let shown = facts.map(|one| format!("{} {}: {} / {}", one.change.word(), one.fact, one.page_says, one.spec_says));
    shown.collect()
}

#[test]
fn another_spelling_in_a_request_is_a_difference() {
    let changed = "changed query kind value FILE: file / FILE";
    assert_eq!(in_request(&["LINK", "file"]), [changed]);
    assert_eq!(in_request(&["LINK", "FILE", "file"]), Vec::<String>::new());
    assert_eq!(
        in_request(&["LINK", "File"]),
        ["added query kind value File:  / ", "removed query kind value FILE:  / "]
    );
}

#[test]
fn another_spelling_in_the_description_of_a_request_is_a_difference() {
    let spec = spec(&OPERATION.replacen("FILE: A file.", "FILE: { doc: A file., also: [file] }", 1));
    let described = |description: &str| {
        let mut page = page();
        field(&mut page, 2, 0).values.clear();
        field(&mut page, 2, 0).description = description.to_owned();
        says(&drift(&[page], &spec))
    };
    assert_eq!(described("One of LINK and file."), ["changed query kind value FILE: file / FILE"]);
    assert_eq!(described("One of LINK and FILE (file)."), Vec::<String>::new());
}

const LEND: &str = "
name: lend
summary: Lend a book.
request:
  method: POST
  path: /v1.0/books
  idempotent: false
  body:
    kind: { type: array, doc: Which., items: { type: enum, name: Asked, values: { FILE: A file., FOLDER: A folder. } } }
response:
  kind: { type: enum, doc: What it is., values: { file: A file., folder: A folder. } }
";

/// A page whose request lists other values than its examples.
const LENT: &str = "# Lend a book

## Request

### Basic information

| Field | Value |
|---|---|
| HTTP URL | https://api.example.com/v1.0/books |
| HTTP Method | POST |

### Request body

| Name | Type | Required | Description |
|---|---|---|---|
| kind | Array of String | No | Which. - **FILE**: A file. - **FOLDER**: A folder. |

### Request example

```
POST /v1.0/books HTTP/1.1
Content-Type:application/json

{ \"kind\": [\"file\"] }
```

## Response

### Response body

| Name | Type | Description |
|---|---|---|
| kind | String | What it is. - **file**: A file. - **folder**: A folder. |

### Response body example

```
HTTP/1.1 200 OK
Content-Type:application/json

{ \"kind\": \"FILE\" }
```
";

#[test]
fn an_example_is_held_against_the_values_of_its_own_row() {
    let contradictions = |operation: &str| -> Vec<String> {
        let page = Page::read("lend.md", LENT.as_bytes()).expect("a page");
        let found = drift(&[page], &spec_in("books/lend.yaml", operation));
        let found = found.differences().filter(|difference| difference.class == DifferenceClass::Contradiction);
        found.map(|difference| difference.page_says.clone()).collect()
    };
    let request = "the example has `file` for `kind`, which is none of the values listed";
    let response = "the example has `FILE` for `kind`, which is none of the values listed";
    assert_eq!(contradictions(LEND), [request, response]);
    let spelled = LEND.replacen("FILE: A file.", "FILE: { doc: A file., also: [file] }", 1);
    assert_eq!(contradictions(&spelled), [response]);
    let spelled = spelled.replacen("file: A file.", "file: { doc: A file., also: [FILE] }", 1);
    assert_eq!(contradictions(&spelled), Vec::<String>::new());
}

#[test]
fn any_spelling_in_a_response_agrees() {
    let listed = LENT.replacen("**file**: A file.", "**FILE**: A file.", 1);
    let operation = LEND.replacen("file: A file.", "file: { doc: A file., also: [FILE] }", 1);
    let page = Page::read("lend.md", listed.as_bytes()).expect("a page");
    let found = drift(&[page], &spec_in("books/lend.yaml", &operation));
    assert!(facts(&found).iter().all(|fact| !fact.contains("value")), "{found}");
}

#[test]
fn numbers_are_compared_like_texts() {
    let one = "type: enum, of: int32, values: { \"0\": { doc: Standard., rename: Standard }, \"2\": { doc: Internal., rename: Internal } }";
    let operation = LEND.replacen(
        "  kind: { type: enum, doc: What it is., values: { file: A file., folder: A folder. } }",
        &format!("  kind: {{ doc: What it is., {one} }}"),
        1,
    );
    let listed = |values: &str| {
        let row = "| kind | String | What it is. - **file**: A file. - **folder**: A folder. |";
        let page =
            LENT.replacen(row, &format!("| kind | Integer | What it is. {values} |"), 1).replacen("\"FILE\"", "2", 1);
        let page = Page::read("lend.md", page.as_bytes()).expect("a page");
        let said = says(&drift(&[page], &spec_in("books/lend.yaml", &operation)));
        said.into_iter().filter(|said| said.contains("response kind")).collect::<Vec<_>>()
    };
    assert_eq!(listed("- 0：Standard. - 2：Internal."), Vec::<String>::new());
    let differs = ["added response kind value 3: Other. / ", "removed response kind value 2:  / "];
    assert_eq!(listed("- 0：Standard. - 3：Other."), differs);
}

#[test]
fn json_text_is_a_string_on_a_page() {
    let text =
        "kind: { type: object, style: json, doc: What it is., fields: { size: { type: int32, doc: Its size. } } }";
    let operation =
        LEND.replacen("kind: { type: enum, doc: What it is., values: { file: A file., folder: A folder. } }", text, 1);
    let found = |row: &str, shown: &str| {
        let page = LENT.replacen("| kind | String | What it is. - **file**: A file. - **folder**: A folder. |", row, 1);
        let page = Page::read("lend.md", page.replacen("\"FILE\"", shown, 1).as_bytes()).expect("a page");
        let said = says(&drift(&[page], &spec_in("books/lend.yaml", &operation)));
        said.into_iter().filter(|said| said.contains("response kind")).collect::<Vec<_>>()
    };
    assert_eq!(found("| kind | String | What it is. |", r#""{\"size\": 1}""#), Vec::<String>::new());
    assert_eq!(found("| kind | Integer | What it is. |", "1"), ["changed response kind type: Integer / string"]);
}
