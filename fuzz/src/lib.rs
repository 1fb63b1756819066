//! The checks of the targets.

mod response;
mod pages;

pub use response::RawResponse;
pub use pages::{API, change, copied, draft};

use std::collections::BTreeMap;

/// Files by their names. A line of `=== name` begins each file.
pub fn files(text: &str) -> BTreeMap<String, String> {
    let files = text.split("=== ").skip(1).take(5);
    files
        .map(|file| file.split_once('\n').unwrap_or((file, "")))
        .map(|(name, text)| (name.into(), text.into()))
        .collect()
}

/// Loads the spec. Errors are rendered; a valid spec becomes Rust files within its folder.
pub fn check(texts: BTreeMap<String, String>) {
    let model = match dingtalk_codegen::load_texts(texts) {
        Ok(model) => model,
        Err(diagnostics) => {
            let shown = diagnostics.to_string();
            assert!(shown.contains("error[D"), "{shown}");
            return;
        }
    };
    // Rendering must not panic.
    let _ = model.warnings().to_string();
    let _ = dingtalk_cli::openapi(&model);
    for (path, text) in dingtalk_codegen::generate(&model, "fuzzed") {
        let stays = |part: &str| part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        let stem = path.strip_suffix(".rs").unwrap_or("?");
        assert!(stem.split('/').count() <= 2 && stem.split('/').all(stays), "{path} leads out of the folder");
        assert!(syn::parse_file(&text).is_ok(), "{path} is not Rust:\n{text}");
    }
}
