//! Codes that rows of an error table confirm for each other.

use super::{ErrorCells, ScoredCells};
use std::collections::{HashMap, HashSet};

/// Codes known from other rows.
#[derive(Debug, Default)]
pub(super) struct KnownCodes(HashSet<String>);

/// Statistics of a candidate code.
#[derive(Default)]
struct CodeCandidate {
    rows: usize,
    is_likeliest: bool,
    /// First characters of the text after it.
    behind: HashSet<char>,
}

impl KnownCodes {
    /// Collects codes that are certain or doubled in a row, and codes that are the best candidate of one row and
    /// possible in most ambiguous rows with different following text.
    pub(super) fn of(rows: &[ScoredCells]) -> Self {
        let mut known = HashSet::new();
        let mut possible: HashMap<&str, CodeCandidate> = HashMap::new();
        let mut open = 0;
        for readings in rows {
            let Some((_, first)) = readings.first() else { continue };
            if readings.len() == 1 || first.message.as_ref() == Some(&first.code) {
                known.insert(first.code.clone());
            }
            if readings.len() > 1 {
                open += 1;
                let behind = readings.iter().map(|(_, cells)| (cells.code.as_str(), behind(cells)));
                for (code, behind) in behind.collect::<HashMap<_, _>>() {
                    let possible = possible.entry(code).or_default();
                    possible.rows += 1;
                    possible.is_likeliest |= code == first.code;
                    possible.behind.extend(behind);
                }
            }
        }
        let shared = |one: &CodeCandidate| one.is_likeliest && one.behind.len() > 1 && one.rows * 2 > open;
        known.extend(possible.into_iter().filter(|(_, one)| shared(one)).map(|(code, _)| code.to_owned()));
        known.remove("");
        Self(known)
    }

    pub(super) fn has(&self, code: &str) -> bool {
        self.0.contains(code)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Returns the character after the code.
fn behind(cells: &ErrorCells) -> Option<char> {
    let message = cells.message.iter().flat_map(|message| message.chars());
    message.chain(cells.description.chars()).next()
}
