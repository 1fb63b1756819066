//! A spec file in any layout, and a page that requires changes.

#![no_main]

use dingtalk_pages::Page;
use dingtalk_fuzz::API;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

/// The operation of each page, before and after the service changed.
const PAGES: [(&str, [&str; 2]); 2] = [
    (
        "list",
        [
            include_str!("../../codegen/cli/tests/walk/october/list-loans.md"),
            include_str!("../../codegen/cli/tests/walk/november/list-loans.md"),
        ],
    ),
    (
        "renew",
        [
            include_str!("../../codegen/cli/tests/walk/october/renew-a-loan.txt"),
            include_str!("../../codegen/cli/tests/walk/november/renew-a-loan.txt"),
        ],
    ),
];

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let name = text.lines().find_map(|line| line.strip_prefix("name: "));
    let Some((name, pages)) = PAGES.iter().find(|(of, _)| name == Some(*of)) else { return };
    let texts = [("api.yaml".to_owned(), API.to_owned()), (format!("loans/{name}.yaml"), text.to_owned())];
    let texts = BTreeMap::from(texts);
    for page in pages {
        dingtalk_fuzz::change(&texts, &Page::read("page", page.as_bytes()).expect("a page"));
    }
});
