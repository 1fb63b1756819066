//! Validates the exceptions of an operation. Comparison with the pages checks whether they still
//! hold.

use super::{fact_names, words};
use dingtalk_spec::ExceptionDecl;
use dingtalk_spec::diag::{Code, Sink};
use std::collections::HashMap;

pub(crate) fn report(entries: &[ExceptionDecl], sink: &mut Sink) {
    let mut above: HashMap<&str, Vec<&ExceptionDecl>> = HashMap::new();
    for entry in entries {
        fact_names::report(&entry.fact, sink);
        for language in entry.on.iter().flatten() {
            words::language(language, sink);
        }
        if entry.fact.is_placeholder() {
            continue;
        }
        let same = above.entry(&entry.fact.value).or_default();
        if same.iter().any(|other| overlap(other, entry)) {
            let message = format!("an entry above is about `{}` on the same pages", entry.fact.value);
            sink.report(Code::RepeatedException, &entry.fact.place, message)
                .help("remove one of them, or set in `on` the languages of each");
        }
        same.push(entry);
    }
}

/// Returns true if both hold for the pages of some language.
fn overlap(one: &ExceptionDecl, other: &ExceptionDecl) -> bool {
    match (&one.on, &other.on) {
        (Some(one), Some(other)) => one.iter().any(|language| other.iter().any(|also| also.value == language.value)),
        _ => true,
    }
}
