//! Shapes that hold themselves: which members have to be on the heap, and which shapes could never be built.

use crate::diag::{Code, Place, Sink};
use crate::model::{Definition, Name};
use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;
use std::collections::HashMap;

/// A member that holds a shape itself, not a list or a map of it.
pub(crate) struct Edge {
    pub(crate) owner: Name,
    /// The index of the member.
    pub(crate) member: usize,
    pub(crate) target: Name,
    pub(crate) required: bool,
    /// Where the member stands in the spec.
    pub(crate) place: Place,
}

/// Puts members on the heap that may hold their own shape again. A cycle of required members has no end, which is
/// reported; so every cycle has an optional member, and only those need the heap.
pub(crate) fn resolve(definitions: &mut [Definition], edges: &[Edge], sink: &mut Sink) {
    report_endless(edges, sink);
    let circles = Circles::of(edges.iter());
    let boxed: Vec<&Edge> = edges.iter().filter(|edge| !edge.required && circles.hold(edge)).collect();
    if boxed.is_empty() {
        return;
    }
    let mut shapes: HashMap<Name, _> = HashMap::new();
    for definition in definitions {
        if let Definition::Shape(shape) = definition {
            shapes.insert(shape.name.clone(), &mut shape.members);
        }
    }
    for edge in boxed {
        if let Some(member) = shapes.get_mut(&edge.owner).and_then(|members| members.get_mut(edge.member)) {
            member.boxed = true;
        }
    }
}

/// Reports each circle of required members once, at its first one.
fn report_endless(edges: &[Edge], sink: &mut Sink) {
    let circles = Circles::of(edges.iter().filter(|edge| edge.required));
    let mut reported = Vec::new();
    for edge in edges.iter().filter(|edge| edge.required && circles.hold(edge)) {
        let circle = circles.number(&edge.owner);
        if reported.contains(&circle) {
            continue;
        }
        reported.push(circle);
        let message = format!("`{}` requires a `{}`, and that another `{0}`, without an end", edge.owner, edge.target);
        let message = if edge.owner == edge.target { format!("`{}` requires itself", edge.owner) } else { message };
        sink.error(Code::EndlessShape, &edge.place, message)
            .help("leave `required` out of one member on the way, or make it a list");
    }
}

/// The groups of shapes that lead to each other.
struct Circles<'a> {
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Circles<'a> {
    fn of(edges: impl Iterator<Item = &'a Edge>) -> Self {
        let graph: DiGraphMap<&str, ()> = edges.map(|edge| (edge.owner.as_str(), edge.target.as_str())).collect();
        let groups = kosaraju_scc(&graph).into_iter().enumerate();
        Self { by_name: groups.flat_map(|(number, names)| names.into_iter().map(move |name| (name, number))).collect() }
    }

    fn number(&self, name: &Name) -> Option<usize> {
        self.by_name.get(name.as_str()).copied()
    }

    /// Whether the edge leads back to where it starts.
    fn hold(&self, edge: &Edge) -> bool {
        self.number(&edge.owner).is_some() && self.number(&edge.owner) == self.number(&edge.target)
    }
}
