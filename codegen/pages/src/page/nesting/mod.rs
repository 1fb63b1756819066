//! Finds the parent of each row from row order, types and the example.
//!
//! Beam search: row by row, every open position extends each tree, and the trees with the fewest conflicts with the
//! example are kept. Trees with the same open rows merge. Rows on which the best trees differ are not settled.

mod example_lookup;
mod nesting_ambiguities;
mod search_tree;

use super::page_tables::FieldRow;
use crate::json::Json;
use crate::labels::type_word::TypeMeaning;
use example_lookup::{FieldIndex, MAX_VALUES, inner, objects, shows_scalars};
pub(super) use nesting_ambiguities::{report_deep, report_open};
use search_tree::{Placement, SearchNode};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

/// Nesting of rows with their example values.
#[derive(Debug, Default)]
pub(super) struct Nesting<'a> {
    /// Top-level example values.
    pub(super) top: Vec<&'a Json>,
    /// Example values of each row.
    pub(super) values: Vec<Vec<&'a Json>>,
}

impl Nesting<'_> {
    /// Rows without children or example values.
    pub(super) fn flat(rows: usize) -> Self {
        Self { top: Vec::new(), values: vec![Vec::new(); rows] }
    }
}

/// Beam width.
const BEAM_WIDTH: usize = 48;
/// Maximum depth, as in a spec.
const MAX_DEPTH: usize = 32;
/// Maximum number of open rows tried as the parent, from the innermost. The top level is always tried.
const MAX_OPEN: u32 = 32;
/// Maximum number of siblings searched for a duplicate name.
const MAX_SIBLINGS: usize = 400;
/// Longer tables use a beam width of one.
const MAX_BEAM_ROWS: usize = 500;

/// Finds the parent of each row.
pub(super) fn nest<'a>(rows: &mut [FieldRow], top: Vec<&'a Json>) -> Nesting<'a> {
    let objects = objects(&top);
    let root = SearchNode {
        row: usize::MAX,
        parent: None,
        before: None,
        sibling: None,
        conflicts: 0,
        penalty: 0,
        place: 0,
        contested: false,
        ties: Vec::new(),
        values: top.clone(),
        objects,
    };
    let count = rows.len();
    let mut index = FieldIndex::default();
    index.take_in(&root.objects);
    let mut search = TreeSearch { rows, nodes: vec![root], index, dropped: u32::MAX, has_choices: vec![false; count] };
    let width = if count > MAX_BEAM_ROWS { 1 } else { BEAM_WIDTH };
    let mut trees = vec![0];
    for row in 0..count {
        let mut next: HashMap<u64, usize> = HashMap::new();
        for tree in &trees {
            let mut places = search.places(row, *tree);
            contest(&mut places, *tree);
            search.has_choices[row] |= places.len() > 1;
            for place in places {
                search.extend_tree(row, *tree, place, &mut next);
            }
        }
        trees = search.best(next, width);
    }
    search.finish(&trees, top)
}

/// Marks placements with a close competitor. The first child of the preceding row is never contested.
fn contest(places: &mut [Placement<'_>], last: usize) {
    let conflicts: Vec<u32> = places.iter().map(|place| place.conflicts).collect();
    for (own, place) in places.iter_mut().enumerate() {
        let rivals = conflicts
            .iter()
            .enumerate()
            .filter(|(other, conflicts)| *other != own && **conflicts <= place.conflicts + 1);
        place.contested = place.values.is_empty() && place.parent != last && rivals.count() > 0;
    }
}

struct TreeSearch<'r, 'a> {
    rows: &'r mut [FieldRow],
    nodes: Vec<SearchNode<'a>>,
    /// Index of the objects in all nodes.
    index: FieldIndex<'a>,
    /// Fewest conflicts of a dropped tree.
    dropped: u32,
    /// Set for rows with several placements in some tree.
    has_choices: Vec<bool>,
}

impl<'a> TreeSearch<'_, 'a> {
    fn name(&self, row: usize) -> &str {
        self.rows[row].name()
    }

    /// Returns the type of a row; `None` for the top level.
    fn meaning(&self, node: usize) -> Option<&TypeMeaning> {
        let row = self.rows.get(self.nodes[node].row)?;
        Some(row.meaning().unwrap_or(&TypeMeaning::Unknown))
    }

    /// Returns the possible placements of a row after the last one of a tree.
    fn places(&self, row: usize, last: usize) -> Vec<Placement<'a>> {
        let unnamed = self.name(row).is_empty();
        let mut places = Vec::new();
        let mut through_item = false;
        let mut popped = 0;
        let (mut node, mut below) = (last, None);
        loop {
            let place = match (unnamed, through_item) {
                (true, _) => self.unnamed(row, node, below),
                (false, false) => self.named(row, node, below),
                (false, true) => None,
            };
            places.extend(place.map(|place| Placement { penalty: place.penalty + popped, sibling: below, ..place }));
            // Once an item is open, fields belong to it and not to its list.
            let is_item = self.nodes[node].row != usize::MAX && self.name(self.nodes[node].row).is_empty();
            through_item = is_item && self.opens(node);
            let Some(parent) = self.nodes[node].parent else { break };
            popped += 1;
            (node, below) = if popped > MAX_OPEN { (0, None) } else { (parent, Some(node)) };
        }
        if places.is_empty() {
            places.push(Placement { penalty: popped, ..Placement::below(0, 3, Vec::new()) });
        }
        places
    }

    /// Returns `true` if rows can be nested below a row, by its type or the example.
    fn opens(&self, node: usize) -> bool {
        self.meaning(node).is_none_or(TypeMeaning::holds) || !self.nodes[node].objects.is_empty()
    }

    fn named(&self, row: usize, node: usize, below: Option<usize>) -> Option<Placement<'a>> {
        let name = self.name(row);
        let objects = &self.nodes[node].objects;
        let values: Vec<&Json> =
            objects.iter().filter_map(|object| self.index.get(object, name)).take(MAX_VALUES).collect();
        let duplicate = if self.has_duplicate(name, below) { 3 } else { 0 };
        if !values.is_empty() {
            return Some(Placement::below(node, duplicate, values));
        }
        let by_type = self.meaning(node).is_none_or(TypeMeaning::holds);
        let meaning = self.meaning(node);
        let items = match meaning {
            Some(TypeMeaning::Array(Some(items))) => Some(&**items),
            meaning => meaning,
        };
        let lists = matches!((meaning, items), (Some(TypeMeaning::Array(Some(_))), Some(TypeMeaning::Array(None))));
        let loose = lists || matches!((meaning, items), (Some(TypeMeaning::Map(_)), _) | (_, Some(TypeMeaning::Any)));
        let scalars: Vec<&Json> =
            self.nodes[node].values.iter().copied().filter(|value| shows_scalars(value)).collect();
        // A scalar example of a list type is weak evidence.
        let other = matches!(meaning, Some(TypeMeaning::Array(_)))
            && !scalars.iter().any(|value| matches!(value, Json::List(_)));
        let missing = match (objects.is_empty(), loose) {
            (true, _) if !scalars.is_empty() => 3 - u32::from(other),
            (true, false) => 1,
            (true, true) | (false, false) => 2,
            (false, true) => 3,
        };
        by_type
            .then(|| Placement { penalty: u32::from(loose) * 4, ..Placement::below(node, missing + duplicate, values) })
    }

    /// An unnamed row is the whole response, or an element of the directly preceding list or map.
    fn unnamed(&self, row: usize, node: usize, below: Option<usize>) -> Option<Placement<'a>> {
        let values = &self.nodes[node].values;
        match self.meaning(node) {
            None if row == 0 => Some(Placement::below(node, 0, values.clone())),
            None => Some(Placement::below(node, 3, Vec::new())),
            Some(TypeMeaning::Array(_) | TypeMeaning::Map(_)) => {
                Some(Placement::below(node, if below.is_some() { 2 } else { 0 }, inner(values)))
            }
            Some(_) => None,
        }
    }

    /// Returns `true` if a sibling has the same name. `last` is the last sibling.
    fn has_duplicate(&self, name: &str, last: Option<usize>) -> bool {
        let rows = std::iter::successors(last, |row| self.nodes[*row].sibling);
        rows.take(MAX_SIBLINGS).any(|row| self.name(self.nodes[row].row) == name)
    }

    /// Extends a tree by a row, unless an equivalent tree is at least as good.
    fn extend_tree(&mut self, row: usize, last: usize, place: Placement<'a>, next: &mut HashMap<u64, usize>) {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let key = hasher.hash_one((self.nodes[place.parent].place, row));
        let cost = (self.nodes[last].conflicts + place.conflicts, self.nodes[last].penalty + place.penalty);
        let known = next.get(&key).copied();
        let mut ties = Vec::new();
        if let Some(known) = known {
            let other = &self.nodes[known];
            if other.conflicts == cost.0 {
                ties = self.differences(other.before, Some(last));
            }
            if (other.conflicts, other.penalty) <= cost {
                self.nodes[known].ties.append(&mut ties);
                return;
            }
            if other.conflicts == cost.0 {
                ties.append(&mut self.nodes[known].ties);
            }
        }
        let mut shown = objects(&place.values);
        if matches!(self.rows[row].meaning(), Some(TypeMeaning::Map(_))) {
            // Rows below a map describe its values.
            shown.extend(objects(&inner(&place.values)));
        }
        self.index.take_in(&shown);
        let node = SearchNode {
            row,
            parent: Some(place.parent),
            before: Some(last),
            sibling: place.sibling,
            conflicts: cost.0,
            penalty: cost.1,
            place: key,
            contested: place.contested,
            ties,
            objects: shown,
            values: place.values,
        };
        if let Some(known) = known {
            self.nodes[known] = node;
        } else {
            next.insert(key, self.nodes.len());
            self.nodes.push(node);
        }
    }

    /// Returns the rows with different parents in two trees, given by their last rows.
    fn differences(&self, one: Option<usize>, other: Option<usize>) -> Vec<usize> {
        let (mut one, mut other) = (one, other);
        let mut rows = Vec::new();
        while let (Some(a), Some(b)) = (one, other)
            && a != b
        {
            let (a, b) = (&self.nodes[a], &self.nodes[b]);
            let parent = |node: &SearchNode<'_>| node.parent.map(|parent| self.nodes[parent].row);
            if parent(a) != parent(b) {
                rows.push(a.row);
            }
            (one, other) = (a.before, b.before);
        }
        rows
    }

    fn best(&mut self, next: HashMap<u64, usize>, width: usize) -> Vec<usize> {
        let mut trees: Vec<usize> = next.into_values().collect();
        trees.sort_unstable_by_key(|tree| (self.nodes[*tree].conflicts, self.nodes[*tree].penalty, *tree));
        if let Some(first) = trees.get(width) {
            self.dropped = self.dropped.min(self.nodes[*first].conflicts);
        }
        trees.truncate(width);
        trees
    }

    /// Stores the parents of the best tree in the rows.
    fn finish(self, trees: &[usize], top: Vec<&'a Json>) -> Nesting<'a> {
        let mut values = vec![Vec::new(); self.rows.len()];
        let Some(best) = trees.first().copied() else { return Nesting { top, values } };
        let least = self.nodes[best].conflicts;
        let mut open: HashSet<usize> = HashSet::new();
        for tree in trees.iter().skip(1).filter(|tree| self.nodes[**tree].conflicts == least) {
            open.extend(self.differences(Some(best), Some(*tree)));
        }
        let lost = self.dropped <= least;
        let mut at = Some(best);
        let mut parents = vec![None; self.rows.len()];
        while let Some(node) = at.map(|at| &self.nodes[at]).filter(|node| node.row != usize::MAX) {
            open.extend(&node.ties);
            parents[node.row] = node.parent.map(|parent| self.nodes[parent].row).filter(|row| *row != usize::MAX);
            values[node.row].clone_from(&node.values);
            self.rows[node.row].contested = node.contested;
            at = node.before;
        }
        flatten(&mut parents);
        for (number, row) in self.rows.iter_mut().enumerate() {
            row.parent = parents[number];
            row.settled = !(open.contains(&number) || lost && self.has_choices[number]);
        }
        Nesting { top, values }
    }
}

/// Moves rows beyond the maximum depth up to their parent's level.
fn flatten(parents: &mut [Option<usize>]) {
    let mut depths: Vec<usize> = Vec::with_capacity(parents.len());
    for row in 0..parents.len() {
        // Parents precede their children.
        let depth = |parent: Option<usize>| parent.and_then(|parent| depths.get(parent).copied()).unwrap_or(0);
        if let Some(parent) = parents[row].filter(|_| depth(parents[row]) >= MAX_DEPTH) {
            parents[row] = parents[parent];
        }
        depths.push(depth(parents[row]) + 1);
    }
}
