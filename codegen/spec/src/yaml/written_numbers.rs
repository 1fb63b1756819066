//! Gives numbers the text that stands in the file: `serde_yaml` reads their values alone.

use crate::yaml::node::Node;
use crate::yaml::outline::{Outline, OutlineKind};

/// The notations of whole numbers that are printed differently.
const NOTATIONS: &[&str] = &["0x", "0o", "0b", "+"];

/// Takes the text of each number below a node, which is the root of the file.
pub(crate) fn fill(source: &str, node: &mut Node) {
    if !has_float(node) && !NOTATIONS.iter().any(|notation| source.contains(notation)) {
        return;
    }
    if let Some(root) = Outline::of(source) {
        fill_below(node, &root, &root);
    }
}

fn has_float(node: &Node) -> bool {
    match node {
        Node::Number(number) => number.is_float(),
        Node::List(items) => items.iter().any(has_float),
        Node::Map(entries) => entries.iter().any(|(_, value)| has_float(value)),
        Node::Null | Node::Bool(_) | Node::Text(_) => false,
    }
}

fn fill_below(node: &mut Node, outline: &Outline, root: &Outline) {
    match (node, &root.resolve(outline).kind) {
        (Node::Number(number), OutlineKind::Scalar { text, .. }) => number.set_written(text),
        (Node::List(nodes), OutlineKind::List { items, .. }) => {
            nodes.iter_mut().zip(items).for_each(|(node, item)| fill_below(node, item, root));
        }
        // A node leaves out keys that are errors, so entries are matched by their names.
        (Node::Map(nodes), OutlineKind::Map { entries, .. }) => {
            let mut entries = entries.iter();
            for (name, node) in nodes {
                if let Some(entry) = entries.find(|entry| entry.name() == Some(name)) {
                    fill_below(node, &entry.value, root);
                }
            }
        }
        _ => {}
    }
}
