//! Looks up what a spec states for a fact.

use super::spec_operation::SpecOperation;
use crate::page::Part;

/// The name of a fact, and the value that a spec has for it; none for an item of a list.
type StatedFact = (String, Option<String>);

impl SpecOperation {
    /// Returns the spec's statement, such as ``says `string` `` or `lists it`, or `None` for an unknown fact.
    pub(crate) fn statement(&self, fact: &str) -> Option<String> {
        let facts = self.stated_facts();
        let find = |name: &str| facts.iter().find(|(known, _)| known == name);
        let (_, value) = match fact.strip_prefix("example ") {
            _ if fact == "host" => return Some("has its hosts in `api.yaml`".to_owned()),
            None => find(fact)?,
            Some(rest) => {
                let (side, path) = rest.split_once(' ').unwrap_or((rest, ""));
                let mut parts = Part::ALL.into_iter().filter(|part| (*part == Part::Response) == (side == "response"));
                parts.find_map(|part| match path {
                    "" => find(part.word()),
                    path => find(&format!("{} {path} type", part.word())),
                })?
            }
        };
        Some(value.as_ref().map_or_else(|| "lists it".to_owned(), |value| format!("says `{value}`")))
    }

    fn stated_facts(&self) -> Vec<StatedFact> {
        let (request, facts) = (&self.file.request, &self.facts);
        let says = |fact: &str, value: &str| (fact.to_owned(), Some(value.to_owned()));
        let mut stated = vec![says("method", &request.method.value), says("url", &request.path.value)];
        stated.extend(facts.apps.iter().map(|app| (format!("app {}", app.value), None)));
        let codes = facts.permissions.iter().filter_map(|permission| permission.code.as_ref());
        stated.extend(codes.map(|code| (format!("permission {code}"), None)));
        stated.extend((!facts.errors.is_empty()).then(|| ("error".to_owned(), None)));
        for row in &facts.errors {
            stated.push((row.key.clone(), None));
            stated.extend(row.messages().first().map(|message| says(&format!("{} message", row.key), message)));
        }
        for tree in &facts.trees {
            for node in &tree.nodes {
                let cell = |name: &str, value: &str| says(&format!("{} {name}", node.key), value);
                stated.extend([(node.key.clone(), None), cell("type", &node.word), cell("place", tree.part.word())]);
                stated.extend(node.required.as_ref().map(|flag| cell("required", flag.word())));
                let spellings = node.values.iter().flatten().flat_map(|value| &value.spellings);
                stated.extend(spellings.map(|spelling| (format!("{} value {spelling}", node.key), None)));
            }
            if !tree.nodes.is_empty() {
                let part = tree.part.word();
                stated.extend([(part.to_owned(), None), says(&format!("{part} type"), "object")]);
            }
        }
        stated
    }
}
