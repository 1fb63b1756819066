//! Random decisions from a seed.

use crate::mix::{Mix, Texts};
use std::ops::RangeInclusive;

/// Decides with the frequencies of a mix.
pub(crate) struct Dice {
    mix: Mix,
    random: fastrand::Rng,
    /// The number of unclosed brackets in this file's texts.
    open: usize,
}

/// The maximum number of unclosed brackets in a file; the reader rejects more.
const MOST_OPEN: usize = 60;

impl Dice {
    pub(crate) fn new(mix: Mix, seed: u64) -> Self {
        // Small seeds would begin with similar numbers.
        Self { mix, random: fastrand::Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)), open: 0 }
    }

    /// True with a probability per mille.
    pub(crate) fn often(&mut self, of_thousand: u32) -> bool {
        self.random.u32(0..1000) < of_thousand
    }

    /// True as often as in this number of a hundred thousand cases of the real API. Mixes with more rare constructs clamp
    /// the frequency, so that each occurs within a few operations and none dominates.
    pub(crate) fn rarely(&mut self, of_hundred_thousand: u32) -> bool {
        let wanted = match self.mix.rare {
            1 => of_hundred_thousand,
            more => of_hundred_thousand.saturating_mul(more).clamp(3_000, 33_000),
        };
        self.random.u32(0..100_000) < wanted
    }

    pub(crate) fn between(&mut self, range: RangeInclusive<usize>) -> usize {
        self.random.usize(range)
    }

    pub(crate) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.random.usize(0..list.len())].clone()
    }

    /// A random word of a text.
    pub(crate) fn word(&mut self, words: &'static str) -> &'static str {
        let words: Vec<&str> = words.split_whitespace().collect();
        self.pick(&words)
    }

    /// A random item by weight.
    pub(crate) fn weigh<T: Copy>(&mut self, list: &[(u32, T)]) -> T {
        let mut left = self.random.u32(0..list.iter().map(|(weight, _)| weight).sum());
        let found = list.iter().find(|(weight, _)| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        found.unwrap_or(&list[0]).1
    }

    /// Begins another file.
    pub(crate) fn next_file(&mut self) {
        self.open = 0;
    }

    /// Closes the text's brackets, if the file has left too many open.
    pub(crate) fn closed(&mut self, mut text: String) -> String {
        let mut open: usize = 0;
        for c in text.chars() {
            match c {
                '{' | '[' => open += 1,
                '}' | ']' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        if self.open + open > MOST_OPEN {
            text.push_str(&"}".repeat(open));
        } else {
            self.open += open;
        }
        text
    }

    pub(crate) fn is_hostile(&self) -> bool {
        self.mix.texts == Texts::Hostile
    }
}
