//! Which row of a page states which row of a spec, whatever their order.

use super::page_rows::PageRow;
use crate::facts::{FieldNode, FieldTree};
use crate::page::Part;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// How alike two names are at least for one to be taken for the other's new name.
const MIN_SIMILARITY: f64 = 0.6;

/// How many pairs of rows with one name are weighed against each other; beyond that their order decides.
const MAX_SCORED: usize = 1 << 20;

/// Where a row stands in a spec: at the top, or at one of its rows.
pub(super) type SpecPosition = Option<usize>;

/// The rows of a part of a page beside those of a spec.
#[derive(Debug)]
pub(super) struct RowAlignment<'a> {
    pub(super) part: Part,
    pub(super) rows: Vec<PageRow<'a>>,
    pub(super) tree: &'a FieldTree,
    /// What each row of the page states; none if the spec has nothing of it.
    pub(super) at: Vec<Option<SpecPosition>>,
    /// Which row of the page states it; none if the page has none.
    pub(super) row_of: Vec<Option<usize>>,
    /// The rows of the page whose name the spec does not know, and which are taken for others nevertheless.
    pub(super) renamed: Vec<usize>,
}

impl<'a> RowAlignment<'a> {
    /// Pairs rows by name and by what they belong to, then by name alone where one page and one spec row have it, then by
    /// type and order among those of one name.
    pub(super) fn new(part: Part, rows: Vec<PageRow<'a>>, tree: &'a FieldTree) -> Self {
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

    /// The rows of the page that state nothing of the spec.
    pub(super) fn free_rows(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|row| self.at[*row].is_none()).collect()
    }

    /// The rows of the spec that no row of the page states.
    pub(super) fn free_nodes(&self) -> Vec<usize> {
        (0..self.tree.nodes.len()).filter(|node| self.row_of[*node].is_none()).collect()
    }

    /// What the row that a page's row belongs to states.
    pub(super) fn above(&self, row: usize) -> Option<SpecPosition> {
        match self.rows[row].parent {
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

    /// Rows whose nesting the page settles, from the top down.
    fn nested(&mut self) {
        for row in 0..self.rows.len() {
            if self.at[row].is_some() || !self.rows[row].settled {
                continue;
            }
            if self.rows[row].is_nameless() {
                self.item(row);
                continue;
            }
            let Some(above) = self.above(row) else { continue };
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

    /// Whether a later row of the same name and place fits better by its type.
    fn has_better(&self, row: usize, node: usize) -> bool {
        let is_duplicate = |other: usize| {
            let (one, other) = (&self.rows[row], &self.rows[other]);
            one.name() == other.name() && one.parent == other.parent
        };
        (row + 1..self.rows.len())
            .any(|other| self.at[other].is_none() && is_duplicate(other) && self.agrees(other, node))
    }

    /// A row without a name: an item or a value of the row that it belongs to, or the whole.
    fn item(&mut self, row: usize) {
        if let Some(above) = self.above(row) {
            match self.free_item(above) {
                Some(node) => self.take(row, node),
                None if above.is_none() && self.whole().is_none() => self.at[row] = Some(None),
                None => {}
            }
        }
    }

    /// The outermost item below a row that has no row on the page yet.
    fn free_item(&self, above: SpecPosition) -> Option<usize> {
        let nodes = &self.tree.nodes;
        let mut next = nodes.iter().position(|node| node.parent == above && node.is_nameless());
        while let Some(node) = next.filter(|node| self.row_of[*node].is_some()) {
            next = nodes.iter().position(|inner| inner.parent == Some(node) && inner.is_nameless());
        }
        next
    }

    /// The row that stands for the whole of a body or an answer, if that is one value.
    pub(super) fn whole(&self) -> Option<usize> {
        self.tree.nodes.iter().position(|node| node.parent.is_none() && node.is_nameless())
    }

    /// Rows without a name whose nesting is not settled: they go with the row in front of them.
    fn nameless(&mut self) {
        for row in self.free_rows() {
            if !self.rows[row].is_nameless() {
                continue;
            }
            let before = row.checked_sub(1).and_then(|before| self.at[before]).unwrap_or_default();
            match self.free_item(before).or_else(|| self.free_item(None)) {
                Some(node) => self.take(row, node),
                None if self.rows[row].parent.is_none() && self.whole().is_none() => self.at[row] = Some(None),
                None => {}
            }
        }
    }

    /// Rows that have their name in common with others, or whose nesting is open.
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
        // Names that stand there once come first: what is next to them helps to tell the others apart.
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = groups.into_values().collect();
        groups.sort_by_key(|(rows, nodes)| rows.len() * nodes.len());
        for (rows, nodes) in groups {
            self.pair(&rows, &nodes);
        }
    }

    /// Pairs rows with one name, those first for which most speaks; where as much speaks for several, in order.
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

    /// How much speaks for a pair of rows with one name.
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

    /// The nearest row with a name, from a row upwards.
    pub(super) fn named(&self, mut at: SpecPosition) -> SpecPosition {
        while let Some(node) = at.map(|index| &self.tree.nodes[index]).filter(|node| node.is_nameless()) {
            at = node.parent;
        }
        at
    }

    /// Takes a row for another's new name, where type and place are the same and the names are alike.
    pub(super) fn rename(&mut self) {
        let known: HashSet<&str> = self.tree.nodes.iter().map(|node| node.name.as_str()).collect();
        let is_fresh = |row: &usize| self.rows[*row].name().is_some_and(|name| !known.contains(name));
        let fresh: Vec<usize> = self.free_rows().into_iter().filter(is_fresh).collect();
        for row in fresh {
            let found = self.free_nodes().into_iter().filter(|node| self.may_be_renamed(row, *node));
            let alike = found
                .map(|node| (self.similarity(row, node), node))
                .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY);
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
        let same_place = !self.rows[row].settled || row_above == Some(self.named(target.parent));
        target.expected && !target.is_nameless() && self.agrees(row, node) && same_place
    }

    fn similarity(&self, row: usize, node: usize) -> f64 {
        let name = self.rows[row].name().unwrap_or_default();
        strsim::normalized_levenshtein(&name.to_lowercase(), &self.tree.nodes[node].name.to_lowercase())
    }
}
