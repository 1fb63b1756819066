//! Review marks of drafts.

use super::API;
use crate::{DifferenceClass, Page, SpecFacts, drift};
use std::collections::BTreeMap;

/// A Markdown page with this request.
fn page(request: &str) -> String {
    format!(
        "# Lend a book\n\n## Request\n\n### Basic information\n\n| Field | Value |\n|---|---|\n\
         | HTTP URL | https://api.dingtalk.com/v1.0/shelf/books |\n| HTTP Method | POST |\n\n{request}\n\
         ## Response\n\nNothing more.\n"
    )
}

/// Drafts such a page.
fn draft(request: &str) -> String {
    drafted("lend.md", &page(request))
}

fn drafted(file: &str, page: &str) -> String {
    Page::read(file, page.as_bytes()).expect("a page").draft("2026-11-22", None).text
}

/// Drafts a page with one row in its body table.
fn row(row: &str) -> String {
    let table = "### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|";
    draft(&format!("{table}\n{row}\n"))
}

/// The request of a page with these rows in its body table, and an example.
fn body(rows: &str, example: &str) -> String {
    format!(
        "### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n{rows}\n\n\
         ### Request example\n\n```\nPOST /v1.0/shelf/books HTTP/1.1\nContent-Type:application/json\n\n{example}\n```\n"
    )
}

/// Lines of a draft that contain a text.
fn lines<'t>(text: &'t str, what: &str) -> Vec<&'t str> {
    text.lines().map(str::trim).filter(|line| line.contains(what)).collect()
}

/// Drafts a page with these rows in the tables of query and response.
fn paged(query: &str, response: &str) -> String {
    let table =
        |head: &str, rows: &str| format!("### {head}\n\n| Name | Type | Description |\n|---|---|---|\n{rows}\n\n");
    let page = page(&table("Query parameters", query));
    drafted("list.md", &page.replace("Nothing more.", &table("Response body", response)))
}

#[test]
fn pagination_is_made_of_the_names_of_fields() {
    let mark = "# review: made of the names of the fields; take it out if the operation returns one page only\n";
    let drafted = |query: &str, response: &str| {
        let text = paged(query, response);
        let (_, pagination) = text.split_once(mark).unwrap_or_default();
        pagination.lines().next().unwrap_or_default().to_owned()
    };
    let list = "| books | Array of String | Books. |\n";
    assert_eq!(
        drafted("| nextToken | String | Position. |", &format!("{list}| next_token | String | Position. |")),
        "pagination: { cursor: nextToken, next: next_token, items: books }"
    );
    let numbers = format!("{list}| nextCursor | Long | Position. |");
    assert_eq!(
        drafted("| cursor | Long | Position. |", &format!("{numbers}\n| hasMore | Boolean | More. |")),
        "pagination: { cursor: cursor, next: nextCursor, items: books, more: hasMore }"
    );
    // A number without `hasMore`, another type, two lists, no list.
    assert_eq!(drafted("| cursor | Long | Position. |", &numbers), "");
    assert_eq!(drafted("| cursor | String | Position. |", &format!("{numbers}\n| hasMore | Boolean | More. |")), "");
    let token = "| nextToken | String | Position. |";
    assert_eq!(drafted(token, &format!("{list}{token}\n| shelves | Array of String | Shelves. |")), "");
    assert_eq!(drafted(token, token), "");
}

#[test]
fn rows_that_only_look_alike_are_not_called_the_same() {
    let page = |rows: &str| {
        let head = "Skip to main content\nLend a book\n\nRequest\n\nBasic information\n\nFieldValue\n\
            HTTP URLhttps://api.dingtalk.com/v1.0/shelf/books\nHTTP MethodPOST\n\nError codes\n\n\
            HttpCodeError codeError messageDescription\n";
        drafted("lend.txt", &format!("{head}{rows}\n\nResponse\n\nNothing more.\n"))
    };
    let open = page("400shelfBusy忙碌\n400shelfBusy太忙");
    let said = "# review: a row is indistinguishable from the one above that is `400shelfBusy忙碌`: `400shelfBusy太忙`";
    assert_eq!(lines(&open, "indistinguishable from"), [said], "{open}");
    assert!(!open.contains("stands on the page twice"), "{open}");
    let twice = page("400noShelfNo such shelfNo such shelf\n400noShelfNo such shelfNo such shelf");
    assert_eq!(lines(&twice, "stands on the page twice").len(), 1, "{twice}");
}

#[test]
fn listed_numbers_are_drafted_as_an_enum_that_a_person_names() {
    let rows = "| conversationTag | Integer | No | The group: - 0：标准群 - 2：内部群 |\n\
        | size | Long | No | Its size. Valid values: 1, 5000000000 |\n\
        | large | Integer | No | Its size. Valid values: 1, 5000000000 |";
    let text = draft(&body(rows, "{ \"conversationTag\": 2, \"size\": 1, \"large\": 1 }"));
    assert_eq!(lines(&text, "of: int"), ["of: int32", "of: int64"], "{text}");
    let values = [
        r#"values: { "0": { rename: Value0 }, "2": { rename: Value2 } }"#,
        r#"values: { "1": { rename: Value1 }, "5000000000": { rename: Value5000000000 } }"#,
    ];
    assert_eq!(lines(&text, "rename: Value"), values, "{text}");
    assert_eq!(lines(&text, "name its values after their meaning").len(), 2, "{text}");
    assert_eq!(lines(&text, "say in `doc` what its values stand for").len(), 1, "{text}");
    assert_eq!(lines(&text, "conversationTag: 2").len(), 1, "{text}");
}

#[test]
fn a_page_that_names_no_token_is_drafted_without_one() {
    let body = "### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| code | String | Yes | The code. |\n";
    let curl = |headers: &str| {
        let example = "### Request example\n\n```curl\ncurl -X POST 'https://api.dingtalk.com/v1.0/shelf/books' \\\n";
        draft(&format!("{body}\n{example}  {headers} \\\n  -d '{{ \"code\": \"a\" }}'\n```\n"))
    };
    let tokenless = "token: false  # review: the page does not list the access token";
    let text = curl("-H 'Content-Type: application/json'");
    assert_eq!(lines(&text, "token:"), [tokenless], "{text}");
    let text = curl("-H 'X-Acs-DingTalk-Access-Token: abc'");
    assert_eq!(lines(&text, "token:"), Vec::<&str>::new(), "{text}");
    let text = draft(&format!("{body}\n### Request example\n\n```json\n{{ \"code\": \"a\" }}\n```\n"));
    assert_eq!(lines(&text, "token:"), [tokenless], "{text}");
}

#[test]
fn what_a_spec_cannot_say_of_the_older_host_is_marked() {
    let table = |heading, rows| {
        format!(
            "### {heading}\n\n| Name | Type | Required | Example | Description |\n|---|---|---|---|---|\n{rows}\n\n"
        )
    };
    let request = table("Query parameters", "| access_token | String | Yes | b9xx | The token. |")
        + &table("Request body", "| book_id | Number | Yes | 17 | The book. |\n| note | String | No | 4 | A note. |")
        + "### Request example\n\n```\ncurl -X POST 'https://oapi.dingtalk.com/shelf/books' \\\n-d 'access_token=b9xx' \\\n\
           -d 'book_id=17' -d note=4\n```\n\n\
           ### Response body\n\n| Name | Type | Example | Description |\n|---|---|---|---|\n| errcode | Number | 0 | The code. |\n\n\
           ### Error codes\n\n| Error code (errcode) | Error code description (errmsg) | Solution |\n|---|---|---|\n\
           | 33012 | Invalid reader | Check the reader. |\n";
    let text = page(&request).replace("https://api.dingtalk.com/v1.0", "https://oapi.dingtalk.com");
    let page = Page::read("lend.md", text.as_bytes()).expect("a page");
    let spec = SpecFacts::of_draft("api.yaml", API, 0, None);
    let draft = page.draft("2026-11-22", Some(&spec));
    let text = &draft.text;
    for line in [
        "# review: query: the page has the access token in the query, as `access_token`: the client sends a header",
        "# review: the example sends a form: `body_format: form`, unless the service takes JSON",
        "# review: part of the envelope: 0 is success, anything else the code of an error",
        "errors:  # review: the page gives no status: the older host returns errors with status 200",
        "- { status: 200, code: \"33012\", message: Invalid reader }",
        "request: { book_id: 17, note: \"4\" }",
        "- { fact: host, says: oapi.dingtalk.com, because: The operation is on the older host. }",
    ] {
        assert_eq!(lines(text, line).len(), 1, "{line}\n{text}");
    }
    for absent in ["access_token: {", "token: false", "b9xx"] {
        assert!(!text.contains(absent), "{absent}\n{text}");
    }
}

#[test]
fn a_single_value_that_is_listed_is_marked() {
    for (description, ty, line) in [
        ("类型，取值：   - **desk**：柜台", "String", "the page lists one value: `desk`"),
        (
            "The way.   - **desk**: At the desk.",
            "String",
            "way: { type: string }  # review: the page lists one value: `desk`",
        ),
        (
            "The way.   - **1**: At the desk.",
            "Integer",
            "way: { type: int32 }  # review: the page lists one value: `1`",
        ),
        (
            "Valid values:   - 1: At the desk.",
            "Integer",
            "way: { type: int32 }  # review: the page lists one value: `1`",
        ),
        (
            "等级。   - 默认如下。    - **-10**：较低   - **0**：普通  - 其他。",
            "Integer",
            "way: { type: int32 }  # review: the page may list values: `-10`, `0`",
        ),
        (
            "结果。   - 状态为DONE时：    - **lent**：借出   - **kept**：在架 - 其他无意义。",
            "String",
            "way: { type: string }  # review: the page may list values: `lent`, `kept`",
        ),
    ] {
        let text = row(&format!("| way | {ty} | No | {description} |"));
        assert_eq!(lines(&text, line).len(), 1, "{description}\n{text}");
    }
}

#[test]
fn every_row_with_an_ambiguous_parent_is_marked() {
    let rows = "| shelf | Object | No | The shelf. |\n| room | String | No | Its room. |\n| labels | Array | No | What stands on it. |\n\
        | word | String | No | The word. |\n| colour | String | No | The colour. |\n| owner | String | No | Whose it is. |";
    let text = draft(&body(rows, r#"{ "shelf": { "room": "A" } }"#));
    let marked = lines(&text, "# review: the page does not settle the parent of this field");
    let named: Vec<&str> = marked.iter().filter_map(|line| line.split(':').next()).collect();
    // The row after `labels` is certainly its child, and the example settles `room`.
    assert_eq!(named, ["labels", "colour", "owner"], "{text}");

    // Lists of lists rarely hold objects.
    let rows = "| grid | Array of Array | No | The books. |\n| total | Long | No | How many. |";
    let text = draft(&body(rows, "{}"));
    let marked = lines(&text, "total: { type: int64 }  # review: the page does not settle the parent of this field");
    assert_eq!(marked.len(), 1, "{text}");
}

#[test]
fn a_spelling_that_the_example_alone_shows_is_drafted_and_agrees() {
    let row = "| kind | String | No | What it is.   - **FILE**: A file.   - **FOLDER**: A folder. |";
    let text = page(&body(row, r#"{ "kind": "file" }"#));
    let drafted = drafted("lend.md", &text);
    assert_eq!(lines(&drafted, "also").first(), Some(&"values: { FILE: { also: [file] }, FOLDER: {} }"), "{drafted}");
    assert_eq!(lines(&drafted, "the example shows `file` for `FILE`").len(), 1, "{drafted}");
    assert_eq!(lines(&drafted, "none of the values listed"), Vec::<&str>::new(), "{drafted}");

    let page = Page::read("lend.md", text.as_bytes()).expect("a page");
    let contradictions = |operation: String| {
        let texts = [("api.yaml".to_owned(), API.to_owned()), ("shelf/books.yaml".to_owned(), operation)];
        let spec = SpecFacts::load_texts(BTreeMap::from(texts)).expect("no errors");
        let found = drift(std::slice::from_ref(&page), &spec);
        found.differences().filter(|difference| difference.class == DifferenceClass::Contradiction).count()
    };
    let without = drafted.replace("{ also: [file] }", "{}");
    assert_eq!((contradictions(drafted), contradictions(without)), (0, 1));
}

#[test]
fn a_value_that_is_no_spelling_is_marked_once() {
    let rows = "| kind | String | No | What it is.   - **FILE**: A file.   - **FOLDER**: A folder. |\n\
        | sort | String | No | The order.   - **ASC**: Up.   - **Asc**: Up as well. |";
    let drafted = draft(&body(rows, r#"{ "kind": "link", "sort": "asc" }"#));
    assert_eq!(lines(&drafted, "the example has `link` for `kind`").len(), 1, "{drafted}");
    assert_eq!(lines(&drafted, "the example has `asc` for `sort`").len(), 1, "{drafted}");
    assert_eq!(lines(&drafted, "also"), Vec::<&str>::new(), "{drafted}");
}

#[test]
fn a_mark_stands_at_its_row_in_a_table_on_one_line() {
    let row = |cells: [&str; 4]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let fields = [
        ["Name", "Type", "Required", "Description"],
        ["first", "String", "No", "The first."],
        ["second", "a?b", "No", "The second."],
        ["third", "String", "No", "The third."],
    ];
    let errors = [
        ["HttpCode", "Error code", "Error message", "Description"],
        ["400", "shelfBusy", "Busy", "The shelf is busy."],
        ["", "shelfGone", "Gone", "There is no shelf."],
        ["500", "systemError", "Failed", "It failed."],
    ];
    let tables = [("Request body", fields), ("Error codes", errors)];
    let tables = tables.map(|(name, rows)| format!("\n### {name}\n\n<table>{}</table>\n", rows.map(row).concat()));
    let text = draft(&tables.concat());
    let between = |from: &str, to: &str| {
        let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("{from}: {text}"));
        rest.split_once(to).map_or(0, |(between, _)| between.matches("# review:").count())
    };
    assert_eq!([between("body:", "first:"), between("second:", "third:")], [0, 0], "{text}");
    assert_eq!(lines(&text, "`a?b` is no type of `second` that is known").len(), 1, "{text}");
    assert_eq!(between("first:", "second:"), 2, "{text}");
    assert_eq!(lines(&text, "of the page)"), Vec::<&str>::new(), "{text}");
    let (fields, errors) = text.split_once("errors:").expect("error rows");
    assert!(!errors.contains("a?b") && !errors.contains("# review:"), "{text}");
    assert!(fields.contains("a row has no status: `shelfGone"), "{text}");
}

#[cfg(unix)]
#[test]
fn many_values_and_spellings_are_drafted_in_time() {
    let of = |count: usize| {
        let values: Vec<String> = (0..count).map(|number| format!(" - **V{number}**: A value.")).collect();
        let shown: Vec<String> = (0..count).map(|number| format!("\"v{number}\"")).collect();
        let row = format!("| kinds | Array of String | No | Which. {} |", values.concat());
        let text = page(&body(&row, &format!("{{ \"kinds\": [{}] }}", shown.join(", "))));
        Page::read("lend.md", text.as_bytes()).expect("a page")
    };
    let (few, many) = (of(2_000), of(16_000));
    let draft = |page: &Page, last: &str| assert!(page.draft("2026-11-22", None).text.contains(last));
    crate::cpu_time::assert_linear("values", || draft(&few, "[v1999]"), || draft(&many, "[v15999]"));
}
