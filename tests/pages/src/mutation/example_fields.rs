//! Changes of the examples: a renamed field, and a value of another type.

use super::{Mutation, Visibility};
use crate::cells::Part;
use crate::page::Page;
use crate::row_syntax;

pub(super) fn of(page: &Page) -> Vec<Mutation> {
    let mut all = side(page, "request", Part::Body, &page.request_example, |page, text| page.request_example = text);
    all.extend(side(page, "response", Part::Response, &page.response_example, |page, text| {
        page.response_example = text;
    }));
    all
}

fn side(page: &Page, word: &str, part: Part, text: &str, set: fn(&mut Page, String)) -> Vec<Mutation> {
    // Invalid examples are not compared.
    if text.contains(",\n}") {
        return Vec::new();
    }
    let fields = page.fields(part);
    let known: Vec<_> = (0..fields.len()).map(|row| row_syntax::path(fields, row)).collect();
    let mut all = Vec::new();
    for ExampleLine { number, name, value, path } in lines(text).into_iter().filter(|line| known.contains(&line.path)) {
        let line = text.lines().nth(number).unwrap_or_default();
        let fact = format!("example {word} {path}");
        let renamed = line.replacen(&format!("\"{name}\""), &format!("\"{name}X\""), 1);
        let facts = [fact.clone(), format!("{fact}X")];
        let other = replaced(text, number, &renamed);
        all.push(page.mutated("example's name", format!("{fact}X"), facts, |page| set(page, other)));
        let kind = if value.starts_with('"') { "{ }" } else { "\"text\"" };
        let comma = if line.ends_with(',') { "," } else { "" };
        if !value.ends_with(['{', '[']) {
            let head = line.split_once(" : ").map_or("", |(head, _)| head);
            let other = replaced(text, number, &format!("{head} : {kind}{comma}"));
            all.push(page.mutated("example's kind", format!("{fact} as {kind}"), [fact], |page| set(page, other)));
        }
    }
    all.into_iter().map(|mutation| mutation.visibility(Visibility::Example)).collect()
}

/// Returns an example with a line before that of a field, or `None` if no line is about the field.
pub(super) fn with_line_before(text: &str, path: &str, new: &str) -> Option<String> {
    let number = lines(text).into_iter().find(|line| line.path == path)?.number;
    let line = text.lines().nth(number)?;
    Some(replaced(text, number, &format!("{new}\n{line}")))
}

fn replaced(text: &str, number: usize, line: &str) -> String {
    let lines = text.lines().enumerate().map(|(at, old)| if at == number { line } else { old });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// A field of an example, on a line of its own.
struct ExampleLine<'a> {
    number: usize,
    name: &'a str,
    value: &'a str,
    path: String,
}

/// Returns the fields of an example, nested by indentation.
fn lines(text: &str) -> Vec<ExampleLine<'_>> {
    let mut lines: Vec<ExampleLine<'_>> = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        if inner == "[ {" {
            open.push((0, "[]".to_owned()));
        }
        let Some((name, value)) = inner.strip_prefix('"').and_then(|rest| rest.split_once("\" : ")) else { continue };
        open.retain(|(depth, _)| *depth < indent);
        let holder = open.last().map_or("", |(_, path)| path.as_str());
        let path = if holder.is_empty() { name.to_owned() } else { format!("{holder}.{name}") };
        let items = if value.ends_with("[ {") { "[]" } else { "" };
        open.push((indent, format!("{path}{items}")));
        lines.push(ExampleLine { number, name, value: value.trim_end_matches(','), path });
    }
    lines
}
