//! What the documentation says of a value, none of which is enforced.

use serde_json::Value;

/// A value that the documentation names.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentedValue {
    pub value: Value,
    /// As it stands in the spec: a text without quotes, a number as it is written.
    pub text: String,
}

/// What the documentation says of a member, a parameter, an item or a whole body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldDocs {
    pub doc: Option<String>,
    /// What to use instead, where it should not be used any more.
    pub deprecated: Option<String>,
    /// Why an answer is known to have it always.
    pub reason: Option<String>,
    pub unit: Option<String>,
    pub format: Option<String>,
    pub default: Option<DocumentedValue>,
    pub min: Option<DocumentedValue>,
    pub max: Option<DocumentedValue>,
    pub max_length: Option<DocumentedValue>,
    pub max_items: Option<DocumentedValue>,
    pub required_when: Option<String>,
    /// What is said of each item of a list, or each value of a map.
    pub items: Option<Box<FieldDocs>>,
}
