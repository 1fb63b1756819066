//! Generated specs with small mutations: errors are reported, and nothing panics or hangs.

use dingtalk_generated_specs::{Mix, spec};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// Replacements of characters.
const OTHER: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "  ",
    "- ",
    ": ",
    ":",
    "#",
    " # ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|",
    ">",
    "%",
    "@",
    "`",
    "*a",
    "&a ",
    "!x ",
    "!!str ",
    "? ",
    "<<: ",
    "---\n",
    "...\n",
    "\r",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "名",
    "\u{10ffff}",
    "~",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "999999999999999999999",
    "0x",
    "type: object",
    "type: Request",
    "name: x",
    "fields: {}",
    "items:",
    "required: yes",
];

/// A mutation of a text.
#[derive(Clone, Debug)]
enum Mutation {
    /// Replaces characters.
    Characters { at: Index, count: usize, other: &'static str },
    /// Moves or copies a line.
    Line { from: Index, to: Index, stays: bool },
    /// Removes a value of the tree, inserts another one beside it, or replaces it.
    Node { at: Index, other: Index, how: usize },
}

fn mutations() -> impl Strategy<Value = Mutation> {
    let other = proptest::sample::select(OTHER);
    prop_oneof![
        (any::<Index>(), 0..4_usize, other).prop_map(|(at, count, other)| Mutation::Characters { at, count, other }),
        (any::<Index>(), any::<Index>(), any::<bool>()).prop_map(|(from, to, stays)| Mutation::Line {
            from,
            to,
            stays
        }),
        (any::<Index>(), any::<Index>(), 0..3_usize).prop_map(|(at, other, how)| Mutation::Node { at, other, how }),
    ]
}

impl Mutation {
    fn apply(&self, text: &str) -> String {
        match self {
            Self::Characters { at, count, other } => {
                let characters: Vec<char> = text.chars().collect();
                let at = at.index(characters.len() + 1);
                let after = (at + count).min(characters.len());
                let before: String = characters[..at].iter().collect();
                before + other + &characters[after..].iter().collect::<String>()
            }
            Self::Line { from, to, stays } => {
                let mut lines: Vec<&str> = text.lines().collect();
                let from = from.index(lines.len().max(1));
                let Some(line) = lines.get(from).copied() else { return text.to_owned() };
                if !stays {
                    lines.remove(from);
                }
                lines.insert(to.index(lines.len() + 1), line);
                lines.join("\n")
            }
            Self::Node { at, other, how } => {
                let Ok(mut tree) = serde_yaml::from_str::<Value>(text) else { return text.to_owned() };
                let mut nodes = Vec::new();
                collect(&tree, &mut nodes);
                let other = nodes[other.index(nodes.len())].clone();
                let mut left = at.index(nodes.len());
                edit(&mut tree, &mut left, &other, *how);
                serde_yaml::to_string(&tree).unwrap_or_default()
            }
        }
    }
}

fn collect(tree: &Value, nodes: &mut Vec<Value>) {
    nodes.push(tree.clone());
    match tree {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, nodes)),
        Value::Mapping(entries) => entries.values().for_each(|value| collect(value, nodes)),
        _ => {}
    }
}

/// Mutates the node at index `left` in preorder. Returns true if it exists.
fn edit(tree: &mut Value, left: &mut usize, other: &Value, how: usize) -> bool {
    if *left == 0 {
        *tree = if how == 2 { Value::Null } else { other.clone() };
        return true;
    }
    *left -= 1;
    match tree {
        Value::Sequence(items) => {
            for index in 0..items.len() {
                if how == 1 && *left == 0 {
                    items.insert(index, other.clone());
                    return true;
                }
                if edit(&mut items[index], left, other, how) {
                    return true;
                }
            }
            false
        }
        Value::Mapping(entries) => {
            let found = entries.iter_mut().find_map(|(key, value)| {
                let here = *left == 0;
                edit(value, left, other, how).then(|| here.then(|| key.clone()))
            });
            match found {
                Some(Some(key)) if how == 1 => {
                    entries.remove(&key);
                    true
                }
                Some(_) => true,
                None => false,
            }
        }
        _ => false,
    }
}

fn changed() -> impl Strategy<Value = BTreeMap<String, String>> {
    let mixes = prop_oneof![Just(Mix::DENSE), Just(Mix::HOSTILE)];
    let mutations = proptest::collection::vec((any::<Index>(), mutations()), 1..4);
    (mixes, any::<u64>(), 1..3_usize, mutations).prop_map(|(mix, seed, operations, mutations)| {
        let mut texts = spec(mix, seed, operations);
        let names: Vec<String> = texts.keys().cloned().collect();
        for (file, change) in mutations {
            let name = file.get(&names);
            let text = change.apply(&texts[name]);
            texts.insert(name.clone(), text);
        }
        texts
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(2), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn errors_are_reported_without_panics(texts in changed()) {
        match dingtalk_codegen::load_texts(texts) {
            Ok(model) => {
                prop_assert!(!model.warnings().to_string().contains("error[D"));
                for (path, text) in dingtalk_codegen::generate(&model, "generated") {
                    prop_assert!(syn::parse_file(&text).is_ok(), "{path} is not Rust:\n{text}");
                }
            }
            Err(diagnostics) => {
                prop_assert!(!diagnostics.is_empty());
                let shown = diagnostics.to_string();
                let unseen = |c: char| c != '\n' && c.is_control();
                prop_assert!(shown.contains("error[D") && !shown.contains(unseen), "{shown:?}");
            }
        }
    }
}
