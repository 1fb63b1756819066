//! Nodes and placements of the beam search.

use crate::json::{Json, JsonObject};

/// A row in one of the trees.
#[derive(Debug)]
pub(super) struct SearchNode<'a> {
    pub(super) row: usize,
    pub(super) parent: Option<usize>,
    /// Previous row in this tree.
    pub(super) before: Option<usize>,
    /// Previous sibling.
    pub(super) sibling: Option<usize>,
    /// Number of conflicts with the example.
    pub(super) conflicts: u32,
    /// Penalty for unlikely structure, secondary to conflicts.
    pub(super) penalty: u32,
    /// Hash of the ancestors.
    pub(super) place: u64,
    /// Set if another placement is nearly as good.
    pub(super) contested: bool,
    /// Rows with an equally good placement in a merged tree.
    pub(super) ties: Vec<usize>,
    pub(super) values: Vec<&'a Json>,
    pub(super) objects: Vec<&'a JsonObject>,
}

/// A possible placement of a row.
pub(super) struct Placement<'a> {
    pub(super) parent: usize,
    pub(super) conflicts: u32,
    pub(super) penalty: u32,
    /// Set if another placement is nearly as good.
    pub(super) contested: bool,
    pub(super) sibling: Option<usize>,
    pub(super) values: Vec<&'a Json>,
}

impl<'a> Placement<'a> {
    pub(super) fn below(parent: usize, conflicts: u32, values: Vec<&'a Json>) -> Self {
        Self { parent, conflicts, penalty: 0, contested: false, sibling: None, values }
    }
}
