//! Aligns the rows of a page with those of a spec, independent of their order.

use super::error_comparison::similarity;
use super::resolved_rows::ResolvedRow;
use crate::facts::{FieldNode, FieldTree};
use crate::page::Part;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// Maximum number of pairs to score for one name. Beyond it, rows pair up in order.
const MAX_SCORED: usize = 1 << 20;

/// A row of the spec, or `None` for the top level.
pub(super) type SpecPosition = Option<usize>;

/// Alignment of the rows of one part.
#[derive(Debug)]
pub(super) struct RowAlignment<'a> {
    pub(super) part: Part,
    pub(super) rows: Vec<ResolvedRow<'a>>,
    pub(super) tree: &'a FieldTree,
    /// Position of each page row in the spec; `None` if the spec lacks it.
    pub(super) at: Vec<Option<SpecPosition>>,
    /// Page row of each spec row; `None` if the page lacks it.
    pub(super) row_of: Vec<Option<usize>>,
    /// Page rows that are matched under another name.
    pub(super) renamed: Vec<usize>,
}

impl<'a> RowAlignment<'a> {
    /// Aligns rows by name and parent, then by a unique name, then greedily by score among rows with the same name.
    pub(super) fn new(part: Part, rows: Vec<ResolvedRow<'a>>, tree: &'a FieldTree) -> Self {
        let (at, row_of) = (vec![None; rows.len()], vec![None; tree.nodes.len()]);
        let mut alignment = Self { part, rows, tree, at, row_of, renamed: Vec::new() };
        alignment.nested();
        alignment.same_names();
        alignment.nested();
        alignment.nameless();
        alignment
    }

    pub(super) fn take(&mut self, row: usize, node: usize) {
        self.at[row] = Some(Some(node));
        self.row_of[node] = Some(row);
    }

    /// Returns the unmatched rows of the page.
    pub(super) fn free_rows(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|row| self.at[*row].is_none()).collect()
    }

    /// Returns the unmatched rows of the spec.
    pub(super) fn free_nodes(&self) -> Vec<usize> {
        (0..self.tree.nodes.len()).filter(|node| self.row_of[*node].is_none()).collect()
    }

    /// Returns the position of a row's parent.
    pub(super) fn above(&self, row: usize) -> Option<SpecPosition> {
        match self.rows[row].row.parent {
            None => Some(None),
            Some(parent) => self.at[parent],
        }
    }

    fn is(&self, row: usize, node: &FieldNode) -> bool {
        let name = self.rows[row].name();
        name.is_some_and(|name| {
            name == node.name || (self.part == Part::Header && name.eq_ignore_ascii_case(&node.name))
        })
    }

    fn agrees(&self, row: usize, node: usize) -> bool {
        self.rows[row].meaning().is_some_and(|meaning| self.tree.nodes[node].kind.agrees(meaning))
    }

    /// Matches rows with settled nesting, from the top down.
    fn nested(&mut self) {
        for row in 0..self.rows.len() {
            if self.at[row].is_some() || !self.rows[row].row.settled {
                continue;
            }
            let Some(above) = self.above(row) else { continue };
            if self.rows[row].is_nameless() {
                self.item(row, above);
                continue;
            }
            let node = self
                .tree
                .below(above)
                .find(|node| self.row_of[*node].is_none() && self.is(row, &self.tree.nodes[*node]));
            if let Some(node) = node
                && (self.agrees(row, node) || !self.has_better(row, node))
            {
                self.take(row, node);
            }
        }
    }

    /// Returns `true` if a later sibling of the same name has a better type.
    fn has_better(&self, row: usize, node: usize) -> bool {
        let is_duplicate = |other: usize| {
            let (one, other) = (&self.rows[row], &self.rows[other]);
            one.name() == other.name() && one.row.parent == other.row.parent
        };
        (row + 1..self.rows.len())
            .any(|other| self.at[other].is_none() && is_duplicate(other) && self.agrees(other, node))
    }

    /// Matches a row without a name: to an item or a value below a row, or to the whole value.
    fn item(&mut self, row: usize, above: SpecPosition) {
        match self.free_item(above) {
            Some(node) => self.take(row, node),
            None if self.above(row) == Some(None) && self.tree.item(None).is_none() => self.at[row] = Some(None),
            None => {}
        }
    }

    /// Returns the outermost unmatched item below a row.
    fn free_item(&self, above: SpecPosition) -> Option<usize> {
        let mut next = self.tree.item(above);
        while let Some(node) = next.filter(|node| self.row_of[*node].is_some()) {
            next = self.tree.item(Some(node));
        }
        next
    }

    /// Matches rows without a name and with open nesting to the row before them.
    fn nameless(&mut self) {
        for row in self.free_rows() {
            if !self.rows[row].is_nameless() {
                continue;
            }
            let before = row.checked_sub(1).and_then(|before| self.at[before]).unwrap_or_default();
            self.item(row, if self.free_item(before).is_some() { before } else { None });
        }
    }

    /// Matches rows that share a name or have open nesting.
    fn same_names(&mut self) {
        let mut groups: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let folded = |name: &str| if self.part == Part::Header { name.to_lowercase() } else { name.to_owned() };
        for row in self.free_rows() {
            let Some(name) = self.rows[row].name().filter(|name| !name.is_empty()) else { continue };
            groups.entry(folded(name)).or_default().0.push(row);
        }
        for node in self.free_nodes() {
            let name = &self.tree.nodes[node].name;
            if let Some(group) = groups.get_mut(&folded(name)).filter(|_| !name.is_empty()) {
                group.1.push(node);
            }
        }
        // Unique names first: their neighbors help to place the others.
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = groups.into_values().collect();
        groups.sort_by_key(|(rows, nodes)| rows.len() * nodes.len());
        for (rows, nodes) in groups {
            self.pair(&rows, &nodes);
        }
    }

    /// Greedy matching by score, in order among equal scores.
    fn pair(&mut self, rows: &[usize], nodes: &[usize]) {
        if rows.len() * nodes.len() > MAX_SCORED {
            rows.iter().zip(nodes).for_each(|(row, node)| self.take(*row, *node));
            return;
        }
        let all = rows.iter().flat_map(|row| nodes.iter().map(move |node| (*row, *node)));
        let mut all: Vec<(u8, usize, usize)> = all.map(|(row, node)| (self.score(row, node), row, node)).collect();
        all.sort_by_key(|(score, row, node)| (Reverse(*score), *row, *node));
        for (_, row, node) in all {
            if self.at[row].is_none() && self.row_of[node].is_none() {
                self.take(row, node);
            }
        }
    }

    /// Scores a pair of rows with the same name.
    fn score(&self, row: usize, node: usize) -> u8 {
        let target = &self.tree.nodes[node];
        let at_home = self.above(row).is_some_and(|above| self.named(above) == self.named(target.parent));
        let states = |row: Option<usize>, node: Option<usize>| {
            let at = row.and_then(|row| self.at.get(row).copied().flatten());
            at.flatten().is_some_and(|at| Some(at) == node)
        };
        let behind = states(row.checked_sub(1), node.checked_sub(1));
        let before = states(row.checked_add(1), node.checked_add(1));
        8 * u8::from(target.expected)
            + 4 * u8::from(self.agrees(row, node))
            + 3 * u8::from(at_home)
            + u8::from(behind)
            + u8::from(before)
    }

    /// Returns the nearest ancestor with a name, including the row itself.
    pub(super) fn named(&self, at: SpecPosition) -> SpecPosition {
        self.tree.path_from(at).find(|node| !self.tree.nodes[*node].is_nameless())
    }

    /// Matches a row to a renamed one with the same type and place and a similar name.
    pub(super) fn rename(&mut self) {
        let known: HashSet<&str> = self.tree.nodes.iter().map(|node| node.name.as_str()).collect();
        let is_fresh = |row: &usize| self.rows[*row].name().is_some_and(|name| !known.contains(name));
        let fresh: Vec<usize> = self.free_rows().into_iter().filter(is_fresh).collect();
        for row in fresh {
            let found = self.free_nodes().into_iter().filter(|node| self.may_be_renamed(row, *node));
            let alike = found.filter_map(|node| Some((self.similarity(row, node)?, node)));
            if let Some((_, node)) = alike.max_by(|one, other| one.0.total_cmp(&other.0)) {
                self.take(row, node);
                self.renamed.push(row);
            }
        }
        self.nested();
    }

    fn may_be_renamed(&self, row: usize, node: usize) -> bool {
        let target = &self.tree.nodes[node];
        let row_above = self.above(row).map(|above| self.named(above));
        let same_place = !self.rows[row].row.settled || row_above == Some(self.named(target.parent));
        target.expected && !target.is_nameless() && self.agrees(row, node) && same_place
    }

    fn similarity(&self, row: usize, node: usize) -> Option<f64> {
        let name = self.rows[row].name().unwrap_or_default();
        similarity(&name.to_lowercase(), &self.tree.nodes[node].name.to_lowercase())
    }
}
