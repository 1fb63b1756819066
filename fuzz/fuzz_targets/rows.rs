//! Rows with joined cells, and a spec from the same rows with separate cells.

#![no_main]

use dingtalk_pages::Page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rows)) = bytes.split_first() else { return };
    let Ok(rows) = std::str::from_utf8(rows) else { return };
    let [apart, joined] = dingtalk_fuzz::copied(*kind, rows).map(|text| Page::read("page", text.as_bytes()));
    let (Ok(apart), Ok(joined)) = (apart, joined) else { return };
    let spec = dingtalk_fuzz::draft(&apart);
    dingtalk_fuzz::draft(&joined);
    dingtalk_fuzz::change(&spec, &apart);
    dingtalk_fuzz::change(&spec, &joined);
});
