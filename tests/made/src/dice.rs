//! Decisions by chance that a seed repeats.

use crate::mix::{Mix, Texts};
use std::ops::RangeInclusive;

/// Decides, in proportions that the mix sets.
pub(crate) struct Dice {
    mix: Mix,
    random: fastrand::Rng,
}

impl Dice {
    pub(crate) fn new(mix: Mix, seed: u64) -> Self {
        Self { mix, random: fastrand::Rng::with_seed(seed) }
    }

    /// Yes in so many of a thousand cases.
    pub(crate) fn often(&mut self, of_thousand: u32) -> bool {
        self.random.u32(0..1000) < of_thousand
    }

    /// Yes in so many of a hundred thousand cases of the real API, and as much more often as the mix says: up to a
    /// third, so that nothing rare drives out the rest.
    pub(crate) fn rarely(&mut self, of_hundred_thousand: u32) -> bool {
        self.random.u32(0..100_000) < of_hundred_thousand.saturating_mul(self.mix.rare).min(33_000)
    }

    pub(crate) fn between(&mut self, range: RangeInclusive<usize>) -> usize {
        self.random.usize(range)
    }

    pub(crate) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.random.usize(0..list.len())].clone()
    }

    /// One of a list, each as often as its weight says.
    pub(crate) fn weigh<T: Copy>(&mut self, list: &[(u32, T)]) -> T {
        let mut left = self.random.u32(0..list.iter().map(|(weight, _)| weight).sum());
        let found = list.iter().find(|(weight, _)| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        found.unwrap_or(&list[0]).1
    }

    pub(crate) fn is_hostile(&self) -> bool {
        self.mix.texts == Texts::Hostile
    }
}
