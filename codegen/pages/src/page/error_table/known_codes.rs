//! The codes that rows of a table settle for each other.

use super::ErrorCells;
use std::collections::{HashMap, HashSet};

/// Codes that stand in other rows of the table.
#[derive(Debug, Default)]
pub(super) struct KnownCodes(HashSet<String>);

/// What is known of a code that rows may have.
#[derive(Default)]
struct CodeCandidate {
    rows: usize,
    is_likeliest: bool,
    /// What the text behind it begins with, in these rows.
    behind: HashSet<char>,
}

impl KnownCodes {
    /// The codes that are certain in a row of the table, or stand in it twice; and those that are the likeliest in one row, and possible
    /// in most of those that have several readings, before texts that begin in different ways.
    pub(super) fn of<'r>(rows: impl Iterator<Item = &'r [ErrorCells]>) -> Self {
        let mut known = HashSet::new();
        let mut possible: HashMap<&str, CodeCandidate> = HashMap::new();
        let mut open = 0;
        for readings in rows {
            let Some(first) = readings.first() else { continue };
            if readings.len() == 1 || first.message.as_ref() == Some(&first.code) {
                known.insert(first.code.clone());
            }
            if readings.len() > 1 {
                open += 1;
                let behind = readings.iter().map(|cells| (cells.code.as_str(), behind(cells)));
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

/// What stands right behind the code.
fn behind(cells: &ErrorCells) -> Option<char> {
    let message = cells.message.iter().flat_map(|message| message.chars());
    message.chain(cells.description.chars()).next()
}
