//! Looks up what a spec states for a fact.

use super::error_facts::ErrorFact;
use super::field_tree::{FieldNode, FieldTree};
use super::spec_operation::SpecOperation;
use crate::page::{Part, RequiredFlag};

const LISTS: &str = "lists it";

impl SpecOperation {
    /// Returns the spec's statement, such as ``says `string` `` or `lists it`, or `None` for an unknown fact.
    pub(crate) fn statement(&self, fact: &str) -> Option<String> {
        let (word, rest) = fact.split_once(' ').unwrap_or((fact, ""));
        let listed = |found: bool| found.then(|| LISTS.to_owned());
        match word {
            "method" => Some(says(&self.file.request.method.value)),
            "url" => Some(says(&self.file.request.path.value)),
            "host" => Some("has its hosts in `api.yaml`".to_owned()),
            "app" => listed(self.facts.apps.iter().any(|app| app.value == rest)),
            "permission" => listed(self.facts.permissions.iter().any(|own| own.code.as_deref() == Some(rest))),
            "error" if rest.is_empty() => listed(!self.facts.errors.is_empty()),
            "error" => self.facts.errors.iter().find_map(|row| of_error(row, fact)),
            "example" => self.of_example(rest),
            _ => self.facts.trees.iter().find(|tree| tree.part.word() == word).and_then(|tree| of_tree(tree, fact)),
        }
    }

    fn of_example(&self, rest: &str) -> Option<String> {
        let (side, path) = rest.split_once(' ').unwrap_or((rest, ""));
        let is_response = side == "response";
        let mut trees = self.facts.trees.iter().filter(|tree| (tree.part == Part::Response) == is_response);
        if path.is_empty() {
            return trees.any(|tree| !tree.nodes.is_empty()).then(|| LISTS.to_owned());
        }
        trees.find_map(|tree| of_tree(tree, &format!("{} {path} type", tree.part.word())))
    }
}

fn says(text: &str) -> String {
    format!("says `{text}`")
}

fn of_error(row: &ErrorFact, fact: &str) -> Option<String> {
    match fact.strip_prefix(&row.key)? {
        "" => Some(LISTS.to_owned()),
        " message" => row.messages().first().map(|message| says(message)),
        _ => None,
    }
}

fn of_tree(tree: &FieldTree, fact: &str) -> Option<String> {
    let of_row = tree.nodes.iter().find_map(|node| of_node(node, tree.part, fact.strip_prefix(&node.key)?));
    let of_whole = || match fact.strip_prefix(tree.part.word())? {
        _ if tree.nodes.is_empty() => None,
        "" => Some(LISTS.to_owned()),
        " type" => Some(says("object")),
        _ => None,
    };
    of_row.or_else(of_whole)
}

fn of_node(node: &FieldNode, part: Part, cell: &str) -> Option<String> {
    match cell {
        "" => Some(LISTS.to_owned()),
        " type" => Some(says(&node.word)),
        " required" => node.required.as_ref().map(RequiredFlag::word).map(says),
        " place" => Some(says(part.word())),
        _ => node.value(cell.strip_prefix(" value ")?).map(|_| LISTS.to_owned()),
    }
}
