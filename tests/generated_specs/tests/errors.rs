//! Generated specs with small mutations: errors are reported, and nothing panics or hangs.

mod mutation;

use dingtalk_generated_specs::{Mix, spec};
use fastrand::Rng;
use std::collections::BTreeMap;

/// Replacements of characters.
const OTHER: &[&str] = &[
    "", " ", "\n", "\t", "  ", "- ", ": ", ":", "#", " # ", "{", "}", "[", "]", "\"", "'", "|", ">", "%", "@", "`",
    "*a", "&a ", "!x ", "!!str ", "? ", "<<: ", "---\n", "...\n", "\r", "\u{0}", "\u{7f}", "\u{85}", "\u{2028}",
    "\u{feff}", "\u{202e}", "é", "名", "~", "null", "true", "0", "-1", "1e999", "0x",
];

#[test]
fn errors_are_reported_without_panics() {
    for seed in 0..300 {
        let rng = &mut Rng::with_seed(seed);
        let mix = [Mix::DENSE, Mix::HOSTILE][rng.usize(..2)];
        let mut texts = spec(mix, seed, rng.usize(1..3));
        for _ in 0..rng.usize(1..4) {
            let change = [characters, line, mutation::of_tree][rng.usize(..3)];
            mutation::of_file(&mut texts, rng, change);
        }
        assert_reported(seed, texts);
    }
}

fn assert_reported(seed: u64, texts: BTreeMap<String, String>) {
    match dingtalk_codegen::load_texts(texts) {
        Ok(model) => {
            assert!(!model.warnings().to_string().contains("error[D"), "seed {seed}");
            for (path, text) in dingtalk_codegen::generate(&model, "generated") {
                assert!(syn::parse_file(&text).is_ok(), "seed {seed}: {path} is not Rust:\n{text}");
            }
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "seed {seed}");
            let shown = diagnostics.to_string();
            let unseen = |c: char| c != '\n' && c.is_control();
            assert!(shown.contains("error[D") && !shown.contains(unseen), "seed {seed}: {shown:?}");
        }
    }
}

/// Replaces up to three characters.
fn characters(text: &str, rng: &mut Rng) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = rng.usize(..=characters.len());
    let after = (at + rng.usize(..4)).min(characters.len());
    let before: String = characters[..at].iter().collect();
    before + OTHER[rng.usize(..OTHER.len())] + &characters[after..].iter().collect::<String>()
}

/// Moves or copies a line.
fn line(text: &str, rng: &mut Rng) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let from = rng.usize(..lines.len().max(1));
    let Some(line) = lines.get(from).copied() else { return text.to_owned() };
    if rng.bool() {
        lines.remove(from);
    }
    lines.insert(rng.usize(..=lines.len()), line);
    lines.join("\n")
}
