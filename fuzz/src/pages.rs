//! Drafts and changes of a spec from pages.

use dingtalk_pages::{Page, SpecFacts};
use std::collections::BTreeMap;

const DAY: &str = "2026-11-22";

/// The API of drafts. Its services are the last key.
pub const API: &str = include_str!("../../codegen/cli/tests/walk/spec/api.yaml");

/// An operation of its only service, which must have one.
const OTHER: &str = "name: other\nsummary: Another.\nrequest: { method: GET, path: /other, idempotent: true }\n";

/// Drafts an operation, and checks that the spec with it has no errors. Returns that spec.
pub fn draft(page: &Page) -> BTreeMap<String, String> {
    let text = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let mut texts = BTreeMap::from([text("api.yaml", API), text("loans/other.yaml", OTHER)]);
    let spec = SpecFacts::load_texts(texts.clone()).expect("a spec without errors");
    // The API may be unknown.
    drop(page.draft(DAY, None));
    let draft = page.draft(DAY, Some(&spec));
    if draft.described.is_some() {
        return texts;
    }
    let service = draft.service_line().map(|line| line + "\n").unwrap_or_default();
    texts.insert("api.yaml".to_owned(), format!("{API}{service}"));
    texts.insert(draft.file(), draft.text.clone());
    if let Err(diagnostics) = dingtalk_codegen::load_texts(texts.clone()) {
        panic!("{}:\n{}\n{diagnostics}", draft.file(), draft.text);
    }
    texts
}

/// Compares a page with a spec. Checks that accepting the page, or adding what the spec lacks, leaves a spec without
/// errors, and that a repetition changes nothing.
pub fn change(texts: &BTreeMap<String, String>, page: &Page) {
    let Ok(spec) = SpecFacts::load_texts(texts.clone()) else { return };
    let drift = dingtalk_pages::drift(std::slice::from_ref(page), &spec);
    let _ = (drift.to_string(), drift.json());
    for write in [accept, fix] {
        let files = write(page, &spec);
        if files.is_empty() {
            continue;
        }
        let mut changed = texts.clone();
        changed.extend(files);
        let spec = match SpecFacts::load_texts(changed.clone()) {
            Ok(spec) => spec,
            Err(diagnostics) => panic!("{changed:#?}\n{diagnostics}"),
        };
        let again = write(page, &spec);
        assert!(again.is_empty(), "{changed:#?}\nand again:\n{again:#?}");
    }
}

fn accept(page: &Page, spec: &SpecFacts) -> BTreeMap<String, String> {
    dingtalk_pages::accept(&dingtalk_pages::drift(std::slice::from_ref(page), spec), spec, DAY).files
}

fn fix(page: &Page, spec: &SpecFacts) -> BTreeMap<String, String> {
    let pages = std::slice::from_ref(page);
    dingtalk_pages::fix(&dingtalk_pages::drift(pages, spec), pages, spec).files
}

/// Pages with a table of these rows, whose cells are separated by `|`: one with separate cells, and one with joined cells,
/// as in copied text. `kind` selects the table.
pub fn copied(kind: u8, rows: &str) -> [String; 2] {
    let (heading, columns) = match kind % 4 {
        0 => ("Query parameters", "Name|Type|Required|Description"),
        1 => ("Request body", "Name|Type|Required|Description"),
        2 => ("Response body", "Name|Type|Description"),
        _ => ("Error codes", "HttpCode|Error code|Error message|Description"),
    };
    let page = |separator: &str| {
        let basics = "Field|Value\nHTTP URL|https://api.dingtalk.io/v1.0/library/loans\nHTTP Method|POST\n";
        let text = format!("List loans\n\nRequest\n\nBasic information\n\n{basics}\n{heading}\n\n{columns}\n{rows}\n");
        text.replace('|', separator)
    };
    [page("\t"), page("")]
}
