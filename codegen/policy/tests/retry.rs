//! The table of retries: `retry.txt` has a column for each status of a response, and a line for each set of rows of its code.
//!
//! Rows are written like `429|503 backoff refused`: statuses, then the row's `retry`, then `refused` for `refused: true` or `unknown` for
//! `refused: false`. The method of an operation plays no part, only whether it is idempotent.
//! Rows after ` / ` are shared by all operations. A cell is `b` or `t` if an idempotent call is retried, with backoff or a new
//! token; `n` if the rows say never, and `.` if no remedy is known. A capital, or `!` in place of `.`, means that the service did
//! nothing: the call is retried even if it is not idempotent.

use dingtalk_policy::{ErrorResponse, Retry, RetryRow};

const TABLE: &str = include_str!("retry.txt");

#[test]
fn each_response_leads_to_this() {
    let (head, lines) = TABLE.split_once('\n').expect("a head");
    let statuses: Vec<u16> = head.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let actual = lines.lines().map(|line| {
        let rows = line.split_whitespace().skip(statuses.len()).collect::<Vec<_>>().join(" ");
        let cells = statuses.iter().map(|status| format!("{:<4}", cell(&rows, *status)));
        format!("{}{rows}\n", cells.collect::<String>())
    });
    let actual: String = actual.collect();
    assert!(lines == actual, "\n{head}\n{actual}");
}

fn cell(rows: &str, status: u16) -> char {
    let (own, shared) = match rows {
        "no code" | "gateway" => ("", ""),
        rows => rows.split_once(" / ").unwrap_or((rows, "")),
    };
    let (own, shared) = (Row::parse(own), Row::parse(shared));
    let tables = [&own, &shared].map(|table| table.iter().map(Row::view));
    let response = ErrorResponse { status, rows: (rows != "no code").then_some(tables), throttled: rows == "gateway" };
    let hint = response.hint();
    let [repeatable, once] = [true, false].map(|idempotent| response.allowed_retry(idempotent, true));
    assert_eq!(once, repeatable.filter(|_| hint.refused), "{rows}: {status}");
    let without_token = response.allowed_retry(true, false);
    assert_eq!(without_token, repeatable.filter(|retry| *retry != Retry::RefreshToken), "{rows}: {status}");
    match (repeatable, hint.retry, hint.refused) {
        (Some(Retry::Backoff), _, true) => 'B',
        (Some(Retry::Backoff), _, false) => 'b',
        (Some(Retry::RefreshToken), _, true) => 'T',
        (Some(Retry::RefreshToken), _, false) => 't',
        (_, Some(Retry::Never), true) => 'N',
        (_, Some(Retry::Never), false) => 'n',
        (_, _, true) => '!',
        (_, _, false) => '.',
    }
}

struct Row {
    status: Vec<u16>,
    retry: Option<Retry>,
    refused: Option<bool>,
}

impl Row {
    /// The rows of one table.
    fn parse(rows: &str) -> Vec<Self> {
        let rows = rows.split(" + ").filter(|row| !matches!(*row, "" | "-"));
        rows.map(|row| {
            let has = |word: &str| row.split(' ').any(|other| other == word);
            let status = row.split(' ').next().expect("statuses").split('|').map(number).collect();
            let retry = Retry::WORDS.into_iter().find(|(word, _)| has(word)).map(|(_, retry)| retry);
            let refused = has("refused").then_some(true).or(has("unknown").then_some(false));
            Self { status, retry, refused }
        })
        .collect()
    }

    fn view(&self) -> RetryRow<'_> {
        RetryRow { status: &self.status, retry: self.retry, refused: self.refused }
    }
}

fn number(text: &str) -> u16 {
    text.parse().expect("a status")
}
