//! The rows of the trees that are tried, and the places that are open to a row.

use dingtalk_spec::json::{Json, Object};

/// A row at its place in one of the trees.
#[derive(Debug)]
pub(super) struct SearchNode<'a> {
    pub(super) row: usize,
    pub(super) parent: Option<usize>,
    /// The row before, in that tree.
    pub(super) before: Option<usize>,
    /// The one before that has the same parent.
    pub(super) sibling: Option<usize>,
    /// How far the tree disagrees with the example.
    pub(super) conflicts: u32,
    /// How unlikely it is otherwise.
    pub(super) penalty: u32,
    /// Tells rows that stand below different ones apart.
    pub(super) place: u64,
    /// Whether another place is nearly as good.
    pub(super) contested: bool,
    /// Rows for which there is another place as good as the one in this tree.
    pub(super) ties: Vec<usize>,
    pub(super) values: Vec<&'a Json>,
    pub(super) objects: Vec<&'a Object>,
}

/// A place for a row.
pub(super) struct Placement<'a> {
    pub(super) parent: usize,
    pub(super) conflicts: u32,
    pub(super) penalty: u32,
    /// Whether another place is nearly as good.
    pub(super) contested: bool,
    pub(super) sibling: Option<usize>,
    pub(super) values: Vec<&'a Json>,
}

impl<'a> Placement<'a> {
    pub(super) fn below(parent: usize, conflicts: u32, values: Vec<&'a Json>) -> Self {
        Self { parent, conflicts, penalty: 0, contested: false, sibling: None, values }
    }
}
