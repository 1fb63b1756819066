//! Matches rows of two lists in passes with decreasing strictness.

/// Minimum similarity for treating a name as renamed.
const MIN_SIMILARITY: f64 = 0.6;

/// Returns the similarity of two names if it is high enough. Names of very different length are skipped.
pub(super) fn similarity(one: &str, other: &str) -> Option<f64> {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    if one_length.max(other_length) > one_length.min(other_length) * 2 {
        return None;
    }
    Some(strsim::normalized_levenshtein(one, other)).filter(|similarity| *similarity >= MIN_SIMILARITY)
}

/// Maximum number of pairs of free rows to compare by similarity. Beyond it, none are paired.
const MAX_PAIRS: usize = 1 << 20;

/// A matching between two lists. Each row has at most one partner, so repeated rows are counted.
#[derive(Debug)]
pub(super) struct RowPairs {
    pub(super) of_left: Vec<Option<usize>>,
    pub(super) of_right: Vec<Option<usize>>,
}

impl RowPairs {
    pub(super) fn new(left: usize, right: usize) -> Self {
        Self { of_left: vec![None; left], of_right: vec![None; right] }
    }

    /// Pairs equal free rows in order.
    pub(super) fn pair_equal(&mut self, same: impl Fn(usize, usize) -> bool) {
        for left in 0..self.of_left.len() {
            if self.of_left[left].is_some() {
                continue;
            }
            let found = self.free_right().find(|right| same(left, *right));
            if let Some(right) = found {
                self.join(left, right);
            }
        }
    }

    /// Greedily pairs free rows with their most similar partner.
    pub(super) fn pair_similar(&mut self, alike: impl Fn(usize, usize) -> Option<f64>) {
        let free_left = self.of_left.iter().filter(|right| right.is_none()).count();
        if free_left * self.free_right().count() > MAX_PAIRS {
            return;
        }
        for left in 0..self.of_left.len() {
            if self.of_left[left].is_some() {
                continue;
            }
            let rated = self.free_right().filter_map(|right| Some((alike(left, right)?, right)));
            let found = rated.max_by(|one, other| one.0.total_cmp(&other.0));
            if let Some((_, right)) = found {
                self.join(left, right);
            }
        }
    }

    fn free_right(&self) -> impl Iterator<Item = usize> {
        (0..self.of_right.len()).filter(|right| self.of_right[*right].is_none())
    }

    fn join(&mut self, left: usize, right: usize) {
        self.of_left[left] = Some(right);
        self.of_right[right] = Some(left);
    }
}
