//! One operation beside an `api.yaml` without errors.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

const API: &str = include_str!("../../tests/fixtures/reject/api.yaml");

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // The name must be that of the file.
    let texts = [("api.yaml", API.to_owned()), ("demo/x.yaml", format!("name: x\n{text}"))];
    dingtalk_fuzz::check(BTreeMap::from(texts.map(|(name, text)| (name.to_owned(), text))));
});
