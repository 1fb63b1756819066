//! What the pages of an operation say otherwise than the spec: whether each entry can be about something. Whether it still holds
//! is for a comparison with the pages to say.

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
        if entry.fact.is_stand_in() {
            continue;
        }
        let same = above.entry(&entry.fact.value).or_default();
        if same.iter().any(|other| overlap(other, entry)) {
            let message = format!("an entry above is about `{}` on the same pages", entry.fact.value);
            sink.error(Code::RepeatedException, &entry.fact.place, message)
                .help("take one of them out, or say in `on` which languages each is about");
        }
        same.push(entry);
    }
}

/// Whether there is a language for whose pages both hold.
fn overlap(one: &ExceptionDecl, other: &ExceptionDecl) -> bool {
    match (&one.on, &other.on) {
        (Some(one), Some(other)) => one.iter().any(|language| other.iter().any(|also| also.value == language.value)),
        _ => true,
    }
}
