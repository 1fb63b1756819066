//! Code blocks that page files do not contain: the request line of older pages, and client code, which readers must
//! skip.

use crate::cells::{Field, Part};
use crate::page::Page;
use crate::row_syntax;
use std::fmt::Write as _;

/// Renders the request line of older pages, with type names as values.
pub(crate) fn request_line(page: &Page) -> String {
    let (host, path) = address(&page.url);
    let query: Vec<_> = page.fields(Part::Query).iter().map(|row| format!("{}={}", row.name, row.ty)).collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let mut text = format!("{} {path}{query} HTTP/1.1\nHost:{host}\n", page.method);
    for header in page.fields(Part::Header) {
        let _ = writeln!(text, "{}:{}", header.name, header.ty);
    }
    text.push_str("Content-Type:application/json\n");
    let body = page.fields(Part::Body);
    if !body.is_empty() {
        let _ = write!(text, "\n{{\n{}\n}}", object(body, None, 1));
    }
    text
}

/// Splits a URL into host and path.
fn address(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or((rest, "/"), |at| rest.split_at(at))
}

fn object(fields: &[Field], of: Option<usize>, depth: usize) -> String {
    let own = (0..fields.len()).filter(|row| row_syntax::parent(fields, *row) == of);
    let field = |row: usize| {
        let Field { name, ty, .. } = &fields[row];
        let blank = "  ".repeat(depth);
        if row_syntax::has_children(fields, row) {
            format!("{blank}\"{name}\" : {{\n{}\n{blank}}}", object(fields, Some(row), depth + 1))
        } else if ty == "String" {
            format!("{blank}\"{name}\" : \"String\"")
        } else {
            format!("{blank}\"{name}\" : {ty}")
        }
    };
    own.map(field).collect::<Vec<_>>().join(",\n")
}

/// Returns client code by language label.
pub(crate) fn of(page: &Page) -> Vec<(&'static str, String)> {
    let (_, path) = address(&page.url);
    let method = &page.method;
    // With hash comments, labels in comments, and a comment that resembles a table.
    vec![
        (
            "Java",
            format!(
                "public class Sample {{\n\n    // Request body\n    public static void main(String[] args) {{\n        \
                 Library.call(\"{method}\", \"{path}\"); // Response\n    }}\n}}"
            ),
        ),
        (
            "Python",
            format!("# -*- coding: utf-8 -*-\n# Error codes\nimport library\n\nlibrary.call('{method}', '{path}')"),
        ),
        ("PHP", format!("<?php\n\n/* Name | Type | Required */\n$library->call(\"{method}\", \"{path}\");")),
        ("Go", format!("package main\n\nfunc main() {{\n  _ = library.Call(\"{method}\", \"{path}\")\n}}")),
        ("Node.js", format!("import Library, * as $L from 'library';\n\nLibrary.call('{method}', `{path}`);")),
        ("C#", format!("using System.Collections.Generic;\n\nvar ids = new List<string>();\nCall(\"{path}\", ids);")),
        ("C", format!("#include <library.hpp>\n\nint main() {{ return call(\"{method}\", \"{path}\"); }}")),
    ]
}
