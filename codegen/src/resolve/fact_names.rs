//! The names of facts: what is compared between a page and the spec is called alike in exceptions, accepted rows and reports.

use super::words;
use dingtalk_spec::PlacedText;
use dingtalk_spec::diag::{Code, Sink};

/// The facts that have one word for a name.
const ALONE: &[&str] = &["method", "url", "host"];

/// The tables whose rows describe fields.
const PARTS: &[&str] = &["header", "path", "query", "body", "response"];

/// Reports a text that names no fact.
pub(crate) fn report(fact: &PlacedText, sink: &mut Sink) {
    if fact.is_placeholder() || is_name(&fact.value) {
        return;
    }
    let first = ALONE.iter().chain(PARTS).chain(&["app", "error", "example", "permission"]);
    report_unknown(fact, "a fact", &first.copied().collect::<Vec<_>>(), sink);
}

/// Returns true if the text names a fact, as far as the name alone shows.
#[must_use]
pub fn is_name(text: &str) -> bool {
    is_row(text) || is_fact(text)
}

/// Reports a text that names no row of a page.
pub(crate) fn report_row(row: &PlacedText, sink: &mut Sink) {
    if row.is_placeholder() || is_row(&row.value) || is_label(&row.value) {
        return;
    }
    let first = PARTS.iter().chain(&["basic", "error"]);
    report_unknown(row, "a row", &first.copied().collect::<Vec<_>>(), sink);
}

fn report_unknown(text: &PlacedText, what: &str, first: &[&str], sink: &mut Sink) {
    let message = format!("`{}` is not the name of {what}", text.value);
    sink.report(Code::UnknownFact, &text.place, message).help_with(|| {
        let word = text.value.split(' ').next().unwrap_or_default();
        if ALONE.contains(&word) {
            return format!("the name is `{word}` alone");
        }
        if first.contains(&word) {
            return format!("add more after `{word}`, such as {}", example(word));
        }
        words::proposal(word, first)
    });
}

/// A name that begins with a word, whole.
fn example(word: &str) -> &'static str {
    match word {
        "app" => "`app internal_app`",
        "basic" => "`basic HTTP URL`",
        "error" => "`error 400 paramError`, or `error 400/502 paramError` if it has two statuses",
        "example" => "`example request id`, or `example response items[].id`",
        "permission" => "`permission Chat.Read`",
        "header" | "path" | "query" => "`query id`: the name of the parameter",
        _ => "`body items[].id`: the name of the field, after one space",
    }
}

/// Returns true if it names a table, a row or a cell, as far as the name alone shows.
fn is_row(text: &str) -> bool {
    let is_number = |rest: &str| rest.strip_prefix('#').is_some_and(|number| number.parse::<u32>().is_ok());
    match text.split_once(' ') {
        None => text == "error" || PARTS.contains(&text),
        Some(("error", rest)) => {
            let (statuses, code) = rest.split_once(' ').unwrap_or((rest, ""));
            is_number(rest) || (is_statuses(statuses) && is_said(code))
        }
        Some((part, rest)) => PARTS.contains(&part) && is_said(rest),
    }
}

/// Returns true if it names a row of the basic information.
fn is_label(text: &str) -> bool {
    text.strip_prefix("basic ").is_some_and(is_said)
}

/// Returns true if it names another fact that is compared.
fn is_fact(text: &str) -> bool {
    let of_example = |rest: &str| {
        rest == "request"
            || rest == "response"
            || ["request ", "response "].iter().any(|part| rest.strip_prefix(part).is_some_and(is_said))
    };
    match text.split_once(' ') {
        None => ALONE.contains(&text),
        Some(("permission" | "app", rest)) => is_said(rest),
        Some(("example", rest)) => of_example(rest),
        Some(_) => false,
    }
}

fn is_statuses(text: &str) -> bool {
    text.split('/').all(|status| status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns true if the text is not empty and has no space at either end.
fn is_said(text: &str) -> bool {
    !text.is_empty() && text.trim() == text
}
