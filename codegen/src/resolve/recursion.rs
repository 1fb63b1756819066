//! Recursive types: boxes fields, and reports types that could never be built.

use super::components::components;
use super::types::MAX_TYPE_DEPTH;
use crate::model::{Definition, Name};
use dingtalk_spec::diag::{Code, NodePath, Sink};
use std::collections::HashMap;

/// A field that holds an object type, directly or in a list or a map.
pub(crate) struct TypeEdge {
    pub(crate) owner: Name,
    /// The index of the field.
    pub(crate) field: usize,
    pub(crate) target: Name,
    /// True if there is no list or map between them.
    pub(crate) direct: bool,
    pub(crate) required: bool,
    /// The path of the field in the spec.
    pub(crate) place: NodePath,
}

/// Boxes fields that make a type recursive. A cycle of required fields has no end, which is
/// reported; so every other cycle has an optional field, and only optional fields are boxed.
pub(crate) fn resolve(definitions: &mut [Definition], edges: &[TypeEdge], sink: &mut Sink) {
    report_endless(edges, sink);
    report_long(edges, sink);
    let direct = || edges.iter().filter(|edge| edge.direct);
    let circles = Cycles::of(direct());
    let boxed: Vec<&TypeEdge> = direct().filter(|edge| !edge.required && circles.hold(edge)).collect();
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

/// Reports each cycle of required fields once, at its first one.
fn report_endless(edges: &[TypeEdge], sink: &mut Sink) {
    let circles = Cycles::of(edges.iter().filter(|edge| edge.direct && edge.required));
    let mut reported = Vec::new();
    for edge in edges.iter().filter(|edge| edge.direct && edge.required && circles.hold(edge)) {
        let circle = circles.number(&edge.owner);
        if reported.contains(&circle) {
            continue;
        }
        reported.push(circle);
        let TypeEdge { owner, target, .. } = edge;
        let message = if owner == target {
            format!("every `{owner}` requires another `{owner}`, without an end")
        } else {
            format!("every `{owner}` requires a `{target}`, which leads to another `{owner}`, without an end")
        };
        sink.report(Code::EndlessType, &edge.place, message)
            .help("remove `required` from one field of the cycle, or make it a list");
    }
}

/// Reports the first field below which types nest too deeply to compile.
fn report_long(edges: &[TypeEdge], sink: &mut Sink) {
    let depths = depths(edges);
    let depth = |edge: &TypeEdge| depths.get(edge.owner.as_str()).copied().unwrap_or_default();
    if let Some(edge) = edges.iter().find(|edge| depth(edge) > MAX_TYPE_DEPTH) {
        let message = format!("from `{}` on, types nest {} deep", edge.owner, depth(edge));
        sink.report(Code::TooLarge, &edge.place, message)
            .help(format!("the maximum is {MAX_TYPE_DEPTH}; use the type `any` below"));
    }
}

/// The nesting depth of each type; types of one cycle count all together.
fn depths(edges: &[TypeEdge]) -> HashMap<&str, usize> {
    let graph = Graph::of(edges.iter());
    let mut depths = vec![0; graph.targets.len()];
    // Groups are in reverse topological order.
    for group in components(&graph.targets) {
        let targets = group.iter().flat_map(|&ty| &graph.targets[ty]);
        let below = targets.map(|&target| depths[target]).max().unwrap_or_default();
        for &ty in &group {
            depths[ty] = below + group.len();
        }
    }
    graph.numbers.into_iter().map(|(name, number)| (name, depths[number])).collect()
}

/// Types by number, and the types that each holds.
#[derive(Default)]
struct Graph<'a> {
    numbers: HashMap<&'a str, usize>,
    targets: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn of(edges: impl Iterator<Item = &'a TypeEdge>) -> Self {
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

/// The strongly connected components of the types.
struct Cycles<'a> {
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Cycles<'a> {
    fn of(edges: impl Iterator<Item = &'a TypeEdge>) -> Self {
        let graph = Graph::of(edges);
        let mut groups = vec![0; graph.targets.len()];
        for (number, group) in components(&graph.targets).into_iter().enumerate() {
            for ty in group {
                groups[ty] = number;
            }
        }
        Self { by_name: graph.numbers.into_iter().map(|(name, ty)| (name, groups[ty])).collect() }
    }

    fn number(&self, name: &Name) -> Option<usize> {
        self.by_name.get(name.as_str()).copied()
    }

    /// Returns true if the edge is part of a cycle.
    fn hold(&self, edge: &TypeEdge) -> bool {
        self.number(&edge.owner).is_some() && self.number(&edge.owner) == self.number(&edge.target)
    }
}
