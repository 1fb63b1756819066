//! Shapes that hold themselves: which members have to be on the heap, and which shapes could never be built.

use super::components::components;
use crate::model::{Definition, Name};
use dingtalk_spec::diag::{Code, NodePath, Sink};
use std::collections::HashMap;

/// How many shapes hold each other at most: rustc and drops go through all of them. Real answers nest 9 deep.
const LONGEST: usize = 32;

/// A member that holds a shape, be it itself or in a list or a map.
pub(crate) struct Edge {
    pub(crate) owner: Name,
    /// The index of the member.
    pub(crate) field: usize,
    pub(crate) target: Name,
    /// Whether there is neither a list nor a map between them.
    pub(crate) direct: bool,
    pub(crate) required: bool,
    /// Where the member stands in the spec.
    pub(crate) place: NodePath,
}

/// Puts members on the heap that may hold their own shape again. A cycle of required members has no end, which is
/// reported; so every cycle has an optional member, and only those need the heap.
pub(crate) fn resolve(definitions: &mut [Definition], edges: &[Edge], sink: &mut Sink) {
    report_endless(edges, sink);
    report_long(edges, sink);
    let direct = || edges.iter().filter(|edge| edge.direct);
    let circles = Circles::of(direct());
    let boxed: Vec<&Edge> = direct().filter(|edge| !edge.required && circles.hold(edge)).collect();
    if boxed.is_empty() {
        return;
    }
    let mut objects: HashMap<Name, _> = HashMap::new();
    for definition in definitions {
        if let Definition::Object(object) = definition {
            objects.insert(object.name.clone(), &mut object.fields);
        }
    }
    for edge in boxed {
        if let Some(field) = objects.get_mut(&edge.owner).and_then(|fields| fields.get_mut(edge.field)) {
            field.boxed = true;
        }
    }
}

/// Reports each circle of required members once, at its first one.
fn report_endless(edges: &[Edge], sink: &mut Sink) {
    let circles = Circles::of(edges.iter().filter(|edge| edge.direct && edge.required));
    let mut reported = Vec::new();
    for edge in edges.iter().filter(|edge| edge.direct && edge.required && circles.hold(edge)) {
        let circle = circles.number(&edge.owner);
        if reported.contains(&circle) {
            continue;
        }
        reported.push(circle);
        let Edge { owner, target, .. } = edge;
        let message = if owner == target {
            format!("every `{owner}` requires another `{owner}`, without an end")
        } else {
            format!("every `{owner}` requires a `{target}`, which leads to another `{owner}`, without an end")
        };
        sink.error(Code::EndlessShape, &edge.place, message)
            .help("leave `required` out of one member on the way, or make it a list");
    }
}

/// Reports the first member from which more shapes follow, one below the other, than can be compiled.
fn report_long(edges: &[Edge], sink: &mut Sink) {
    let depths = depths(edges);
    let depth = |edge: &Edge| depths.get(edge.owner.as_str()).copied().unwrap_or_default();
    if let Some(edge) = edges.iter().find(|edge| depth(edge) > LONGEST) {
        let message = format!("from `{}` on, {} shapes hold each other", edge.owner, depth(edge));
        sink.error(Code::TooLarge, &edge.place, message)
            .help(format!("at most {LONGEST} do; use the type `any` for what is below"));
    }
}

/// How many shapes each one leads to, one below the other; those that lead to each other count all.
fn depths(edges: &[Edge]) -> HashMap<&str, usize> {
    let graph = Graph::of(edges.iter());
    let mut depths = vec![0; graph.targets.len()];
    // What a group leads to comes before it.
    for group in components(&graph.targets) {
        let targets = group.iter().flat_map(|&shape| &graph.targets[shape]);
        let below = targets.map(|&target| depths[target]).max().unwrap_or_default();
        for &shape in &group {
            depths[shape] = below + group.len();
        }
    }
    graph.numbers.into_iter().map(|(name, number)| (name, depths[number])).collect()
}

/// Shapes by number, and the shapes that each holds.
#[derive(Default)]
struct Graph<'a> {
    numbers: HashMap<&'a str, usize>,
    targets: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn of(edges: impl Iterator<Item = &'a Edge>) -> Self {
        let mut graph = Self::default();
        for edge in edges {
            let (owner, target) = (graph.number(&edge.owner), graph.number(&edge.target));
            graph.targets[owner].push(target);
        }
        graph
    }

    fn number(&mut self, name: &'a Name) -> usize {
        let next = self.targets.len();
        let number = *self.numbers.entry(name.as_str()).or_insert(next);
        if number == next {
            self.targets.push(Vec::new());
        }
        number
    }
}

/// The groups of shapes that lead to each other.
struct Circles<'a> {
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Circles<'a> {
    fn of(edges: impl Iterator<Item = &'a Edge>) -> Self {
        let graph = Graph::of(edges);
        let mut groups = vec![0; graph.targets.len()];
        for (number, group) in components(&graph.targets).into_iter().enumerate() {
            for shape in group {
                groups[shape] = number;
            }
        }
        Self { by_name: graph.numbers.into_iter().map(|(name, shape)| (name, groups[shape])).collect() }
    }

    fn number(&self, name: &Name) -> Option<usize> {
        self.by_name.get(name.as_str()).copied()
    }

    /// Whether the edge leads back to where it starts.
    fn hold(&self, edge: &Edge) -> bool {
        self.number(&edge.owner).is_some() && self.number(&edge.owner) == self.number(&edge.target)
    }
}
