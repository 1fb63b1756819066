//! Every cell of the spec has an effect: if it is changed, renamed or removed, the spec is invalid or other code is emitted.

mod support;

use serde_yaml::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use support::cells::{changes, spec, spec_around};

type Texts = BTreeMap<String, String>;

/// The cells that emit no code of their own: the beginnings of their names, and the reason.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("except", "It describes the docs pages."),
    (
        "example.request.protocol removed",
        "An example without a required enum has its first value, which is that of the page.",
    ),
];

#[test]
fn every_change_of_a_cell_has_an_effect() {
    let cases = &spec().keys().flat_map(|file| cases(file)).collect::<Vec<Case>>();
    assert!(cases.len() > 500, "only {} changes were tried", cases.len());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let unseen: Vec<&str> = std::thread::scope(|scope| {
        // Cases of one file take about the same time, so each worker gets some of every file.
        let part = |first| scope.spawn(move || unseen(cases.iter().skip(first).step_by(workers)));
        let parts: Vec<_> = (0..workers).map(part).collect();
        parts.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
    });
    assert!(unseen.is_empty(), "of {} changes these are not seen: {unseen:#?}", cases.len());
}

/// A spec with one change.
struct Case {
    what: String,
    changed: Texts,
    /// The code generated without the change.
    emitted: Arc<Texts>,
}

/// Every change of one file, in a spec of as few files as possible.
fn cases(file: &str) -> Vec<Case> {
    let spec = spec_around(file);
    let emitted = Arc::new(emit(&spec).expect("the spec is right"));
    let root: Value = serde_yaml::from_str(&spec[file]).expect("YAML");
    let case = |(what, changed)| {
        let mut spec = spec.clone();
        spec.insert(file.to_owned(), serde_yaml::to_string(&changed).expect("YAML"));
        Case { what: format!("{file}: {what}"), changed: spec, emitted: Arc::clone(&emitted) }
    };
    let emits_code = |what: &str| !EXCEPTIONS.iter().any(|(cell, _)| what.starts_with(cell));
    changes(&root).into_iter().filter(|(what, _)| emits_code(what)).map(case).collect()
}

fn unseen<'a>(cases: impl Iterator<Item = &'a Case>) -> Vec<&'a str> {
    let same = |case: &&Case| emit(&case.changed).is_some_and(|changed| changed == *case.emitted);
    cases.filter(same).map(|case| case.what.as_str()).collect()
}

fn emit(spec: &Texts) -> Option<Texts> {
    let model = dingtalk_codegen::load_texts(spec.clone()).ok()?;
    Some(dingtalk_codegen::generate(&model, "dingtalk_client"))
}
