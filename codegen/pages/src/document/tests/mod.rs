//! One small page in every format.

mod bounds;
mod copied;
mod refused;
mod within_cells;

use super::{Block, Document, TableCells};
use std::fmt::Write as _;

/// Renders the blocks of a page, one per line: cells between bars, joined cells between angle brackets.
fn parts(text: &str) -> String {
    show(&Document::read(text.as_bytes()).unwrap())
}

fn show(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => writeln!(out, "# {text}").unwrap(),
            Block::Paragraph { text, .. } => writeln!(out, "{text}").unwrap(),
            Block::Code { text, .. } => writeln!(out, "```{}", text.replace('\n', "⏎")).unwrap(),
            Block::Table(rows) => rows.iter().for_each(|row| match &row.cells {
                TableCells::Separate(cells) => writeln!(out, "| {} |", cells.join(" | ")).unwrap(),
                TableCells::Joined(text) => writeln!(out, "< {text} >").unwrap(),
            }),
        }
    }
    out
}

const PAGE: &str = "\
# Rename a shelf
# Request
# Basic information
| Field | Value |
| HTTP URL | https://api.dingtalk.com/v1.0/demo/shelves |
| HTTP Method | PUT |
# Request body
| Name | Type | Required | Description |
| shelfId | String | Yes | The shelf. - A: open - B: closed |
| labels | List<String> | No | Words, a|b. |
# Request example
HTTP
```PUT /v1.0/demo/shelves HTTP/1.1⏎Host:api.dingtalk.com⏎⏎{⏎  \"shelfId\" : \"s1\"⏎}
Java
```package a.b;⏎⏎class A {⏎}
# Response
# Response body
| Name | Type | Description |
| done | Boolean | Whether it is done. |
# Response body example
```HTTP/1.1 200 OK⏎⏎{⏎  \"done\" : true⏎}
# Error codes
| HttpCode | Error code | Error message | Description |
| 400 | no.shelf | %s | No such shelf |
| 500 | broken | Sorry | Something is broken |
";

#[test]
fn markdown_becomes_parts() {
    let page = r#"---
title: "Rename a shelf"
source_url: "https://open.dingtalk.com/document/demo/rename"
---

# Rename a shelf

## **Request**

**Basic information**

|  |  |
| --- | --- |
| Field | Value |
| HTTP URL | https://api.dingtalk.com/v1.0/demo/shelves |
| HTTP Method | PUT |

### **Request body**

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| shelfId | String | Yes | The [shelf](../shelf.md).   - **A**: open - **B**: closed |
| labels | List<String> | No | Words, a\|b. |

### Request example

HTTP

```
PUT /v1.0/demo/shelves HTTP/1.1
Host:api.dingtalk.com

{
  "shelfId" : "s1"
}
```

Java

```java
package a.b;

class A {
}
```

## Response

### Response body

<table>
<thead><tr><th>Name</th><th>Type</th><th>Description</th></tr></thead>

<tr><td>done<td>Boolean<td>Whether it is <code>done</code>.</tr>
</table>

**Response body example**

```json
HTTP/1.1 200 OK

{
  "done" : true
}
```

### Error codes

| HttpCode | Error code | Error message | Description |
| --- | --- | --- | --- |
| 400 | no.shelf | %s | No such shelf |
| 500 | broken | Sorry | Something is broken |
"#;
    let document = Document::read(page.as_bytes()).unwrap();
    assert_eq!(show(&document), PAGE);
    assert_eq!(document.title.as_deref(), Some("Rename a shelf"));
    assert_eq!(document.url.as_deref(), Some("https://open.dingtalk.com/document/demo/rename"));
    let lines: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(rows) => rows.last().and_then(|row| row.line),
            _ => None,
        })
        .collect();
    assert_eq!(lines, [16, 23, 54, 72]);
}

const HTML: &str = r##"<!DOCTYPE html>
<!-- saved from url=(0055)https://open.dingtalk.com/document/demo/rename -->
<html lang="en"><head><title>Rename a shelf - Docs</title><style>h1 { color: red }</style>
<script>if (a < b) document.write("<table><tr><td>x</td></tr></table>")</script></head>
<body><nav><ul><li>Request<li>Response</ul></nav>
<div id="app"><div><div><h1>Rename a shelf</h1>
<h2>Request<a class="anchor" href="#request">#</a></h2>
<p><strong>Basic information</strong></p>
<div class="table"><table><thead><tr><th>Field</th><th>Value</th></tr></thead>
<tbody><tr><td><p>HTTP URL</p></td><td><p>https://api.dingtalk.com<wbr>/v1.0/demo/shelves</p></td></tr>
<tr><td>HTTP&nbsp;Method</td><td>PUT</td></tr></tbody></table></div>
<h3>Request body</h3>
<table><tr><th>Name<th>Type<th>Required<th>Description
<tr><td>shelf&#8203;Id<td>String<td>Yes<td>The <a href="x">shelf</a>.<ul><li><p><b>A</b>: open</p></li><li>B: closed</li></ul>
<tr><td>labels<td>List&lt;String&gt;<td>No<td>Words,<br>a|b.</table>
<h3>Request example</h3>
<div role="tablist"><button>HTTP</button></div><div>HTTP</div>
<pre><code><span>PUT</span> /v1.0/demo/shelves HTTP/1.1
Host:api.dingtalk.com

{
  "shelfId" : "s1"
}
</code></pre>
<div hidden><span>Java</span><pre><code><div>package a.b;</div><div><br></div><div>class A {</div><div>}</div></code></pre></div>
<h2>Response</h2><h3>Response body</h3>
<div role="table"><div role="row"><div role="columnheader">Name</div><div role="columnheader">Type</div><div role="columnheader">Description</div></div>
<div role="row"><div role="cell">done</div><div role="cell">Boolean</div><div role="cell">Whether it is done.</div></div></div>
<h3>Response body example</h3>
<pre>HTTP/1.1 200 OK

{
  "done" : true
}</pre>
<h3>Error codes</h3>
<table><tr><td>HttpCode</td><td>Error code</td><td>Error message</td><td>Description</td></tr>
<tr><td>400</td><td>no.shelf</td><td>%s</td><td>No such shelf</td></tr>
<tr><td>500</td><td>broken</td><td>Sorry</td><td>Something <table><tr><td>is</td><td>broken</td></tr></table></td></tr></table>
</div></div></div><footer>Contact us</footer></body></html>
"##;

#[test]
fn invisible_characters_are_skipped() {
    let unseen: String =
        ('\u{80}'..=char::MAX).filter(|c| dingtalk_policy::is_invisible(*c) && !c.is_whitespace()).collect();
    assert!(unseen.chars().count() > 4_000);
    let page = HTML.replace("&#8203;", &unseen).replace("HTTP&nbsp;Method", "HTTP\u{3000}\u{2009}Method");
    assert_eq!(parts(&page), PAGE);
}

#[test]
fn html_becomes_the_same_parts() {
    let document = Document::read(HTML.as_bytes()).unwrap();
    assert_eq!(show(&document), PAGE);
    assert_eq!(document.title.as_deref(), Some("Rename a shelf"));
    assert_eq!(document.url.as_deref(), Some("https://open.dingtalk.com/document/demo/rename"));
}

#[test]
fn cells_over_several_rows_stand_in_each() {
    let page = "<table><tr><th colspan=2>HTTP URL</th><th>x</th></tr>\
        <tr><td rowspan=3>a</td><td>b</td><td rowspan=2>c</td></tr><tr><td>d</td></tr><tr><td>e</td><td>f</td></tr></table>";
    assert_eq!(parts(page), "| HTTP URL | x |\n| a | b | c |\n| a | d | c |\n| a | e | f |\n");
}

#[test]
fn cells_beyond_the_columns_of_markdown_are_read() {
    let page = "| Name | Type | Description |\n| --- | --- | --- |\n| a | String | one|two `x`|**three** |\n| b | Long | four |\n";
    assert_eq!(
        parts(page),
        "| Name | Type | Description |\n| a | String | one | two x | three |\n| b | Long | four |\n"
    );
}

#[test]
fn tables_that_are_split_for_a_fixed_header_are_one() {
    let page = "<div>Response body</div><div><table><tr><th>Name</th><th>Type</th></tr></table></div>\
        <div><table><tr><td>a</td><td>String</td></tr></table></div>";
    assert_eq!(parts(page), "# Response body\n| Name | Type |\n| a | String |\n");
}

#[test]
fn a_table_in_a_table_without_a_cell_is_the_same_one() {
    let page = "<div role=grid><table><tr><th>Name</th><th>Type</th></tr><tr><td>a</td><td>String</td></tr></table></div><p>b</p>";
    assert_eq!(parts(page), "| Name | Type |\n| a | String |\nb\n");
}

#[test]
fn types_in_angle_brackets_are_no_markup_of_markdown() {
    let page = "| Name | Type | Description |\n| --- | --- | --- |\n| a | List<Object> | One<br>two, x<sub>2</sub> |\n\
        | b | List<Title> | c<BR>d |\n| e | Array<object> | f |\n";
    let expected = "| Name | Type | Description |\n| a | List<Object> | One two, x2 |\n| b | List<Title> | c d |\n| e | Array<object> | f |\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn only_text_above_the_content_states_the_url() {
    let table = "| Name | Type |\n| --- | --- |\n| a | String |\n";
    let url = |text: String| Document::read(text.as_bytes()).unwrap().url;
    let source = "Source: https://open.dingtalk.com/x\n\n";
    assert_eq!(url(format!("# A page\n\n{source}{table}")).as_deref(), Some("https://open.dingtalk.com/x"));
    assert_eq!(url(format!("{table}\n{source}")), None);
    assert_eq!(url(format!("URL: https://api.dingtalk.com/v1.0/other\n\n{table}")), None);
}

#[test]
fn comments_in_samples_are_no_headings_of_markdown() {
    let sample = "Request example\nPython\nimport os\n## set up\nx = os.name\n";
    let page = format!("{}{sample}Response\nNothing.\n", "Request body\nName\tType\na\tString\n");
    assert!(parts(&page).contains("| a | String |"), "{}", parts(&page));
}

#[test]
fn no_text_has_invisible_characters() {
    let page = "| Name | Type |\n| --- | --- |\n| a\u{2066}b\u{2069}\u{61c}\u{1b}c | String |\n";
    assert_eq!(parts(page), "| Name | Type |\n| abc | String |\n");
}
