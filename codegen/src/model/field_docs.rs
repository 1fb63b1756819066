//! Documentation of fields and their constraints, which nothing enforces.

use dingtalk_spec::Node;

/// The documentation of a field, a parameter, an item or a whole body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldDocs {
    pub doc: Option<String>,
    /// The replacement, if it is deprecated.
    pub deprecated: Option<String>,
    /// The reason why responses always have it.
    pub reason: Option<String>,
    pub unit: Option<String>,
    pub format: Option<String>,
    pub default: Option<Node>,
    pub min: Option<Node>,
    pub max: Option<Node>,
    pub max_length: Option<Node>,
    pub max_items: Option<Node>,
    pub required_when: Option<String>,
    /// The documentation of each item of a list, or each value of a map.
    pub items: Option<Box<FieldDocs>>,
}

/// A fact of a field that has a label of its own in documentation.
pub enum FieldFact<'a> {
    Text(&'a str),
    Value(&'a Node),
}

impl FieldDocs {
    /// The facts with their labels, in the order of the documentation.
    pub fn facts(&self) -> impl Iterator<Item = (&'static str, FieldFact<'_>)> {
        let facts = [
            ("Unit", self.unit.as_deref().map(FieldFact::Text)),
            ("Format", self.format.as_deref().map(FieldFact::Text)),
            ("Default", self.default.as_ref().map(FieldFact::Value)),
            ("Minimum", self.min.as_ref().map(FieldFact::Value)),
            ("Maximum", self.max.as_ref().map(FieldFact::Value)),
            ("Maximum length", self.max_length.as_ref().map(FieldFact::Value)),
            ("Maximum number of items", self.max_items.as_ref().map(FieldFact::Value)),
            ("Required when", self.required_when.as_deref().map(FieldFact::Text)),
            ("Always present", self.reason.as_deref().map(FieldFact::Text)),
        ];
        facts.into_iter().filter_map(|(label, fact)| Some((label, fact?)))
    }
}
