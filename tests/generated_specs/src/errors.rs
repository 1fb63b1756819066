//! Error tables.

use crate::dice::Dice;
use crate::names::{self, Names};
use crate::text;
use crate::yaml::{list, map, put};
use serde_yaml::{Mapping, Value};
use std::collections::HashMap;

const STATUSES: &[(u32, u64)] =
    &[(60, 400), (8, 401), (12, 403), (10, 404), (15, 500), (3, 502), (4, 503), (2, 200), (1, 201)];

/// The rows of a table, as a page has them.
pub(crate) fn rows(count: usize, dice: &mut Dice) -> Value {
    let mut names = Names::new(&[]);
    let mut codes: Vec<String> = Vec::new();
    let mut policies: HashMap<String, RetryPolicy> = HashMap::new();
    let mut rows = Vec::new();
    for number in 0..count {
        let repeated = !codes.is_empty() && dice.often(60);
        let code = if repeated { dice.pick(&codes) } else { code(dice) };
        let mut row = map([("status", status(dice)), ("code", code.as_str().into())]);
        // Rows with one code differ in their messages.
        let is_new = !codes.contains(&code);
        put(&mut row, "message", message(if is_new { None } else { Some(number) }, dice));
        put(&mut row, "doc", text::sentence(dice));
        // Rows with one code and status have the same policy.
        let policy = *policies.entry(code.clone()).or_insert_with(|| policy(dice));
        if let Some(retry) = policy.retry {
            put(&mut row, "retry", retry);
        }
        if let Some(refused) = policy.refused {
            put(&mut row, "refused", refused);
        }
        if dice.often(20) {
            put(&mut row, "on", list([dice.pick(&["zh", "en", "zh-Hans"])]));
        }
        if is_new {
            names::rename(&mut names, &code, "code", "Failure", "", &mut row);
            codes.push(code);
        }
        rows.push(row);
    }
    list(rows)
}

/// The maximum length of a code. Rust names are longer by a prefix, and have at most 255 characters.
const MAX_CODE: usize = 240;

fn code(dice: &mut Dice) -> String {
    let code = match dice.between(0..=19) {
        0 => dice.between(1000..=99_999).to_string(),
        1 => text::word(dice),
        2..=9 => format!("{}.{}", names::wire(dice), names::wire(dice)),
        _ => names::wire(dice),
    };
    if code.len() > MAX_CODE { names::wire(dice) } else { code }
}

/// The retry policy of a code, if it has one.
#[derive(Clone, Copy)]
struct RetryPolicy {
    retry: Option<&'static str>,
    refused: Option<bool>,
}

fn policy(dice: &mut Dice) -> RetryPolicy {
    let retry = dice.often(60).then(|| dice.pick(&["never", "backoff", "refresh_token"]));
    let refused = match retry {
        Some("refresh_token") => Some(true),
        _ => dice.often(60).then(|| dice.often(500)),
    };
    RetryPolicy { retry, refused }
}

fn status(dice: &mut Dice) -> Value {
    let first = dice.weigh(STATUSES);
    let second = dice.weigh(STATUSES);
    if first != second && dice.often(30) { list([first, second]) } else { first.into() }
}

fn message(number: Option<usize>, dice: &mut Dice) -> Value {
    let number = number.map(|number| format!(" {number}")).unwrap_or_default();
    if dice.often(40) {
        let mut messages = Mapping::new();
        put(&mut messages, "en", text::phrase(dice) + &number);
        put(&mut messages, "zh", "出错了".to_owned() + &number);
        return messages.into();
    }
    if dice.often(300) { format!("%s{number}").into() } else { (text::phrase(dice) + &number).into() }
}
