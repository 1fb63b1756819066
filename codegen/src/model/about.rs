//! What the documentation says of a value, none of which is enforced.

use serde_json::Value;

/// A value that the documentation names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Documented {
    pub(crate) value: Value,
    /// As it stands in the spec: a text without quotes, a number as it is written.
    pub(crate) text: String,
}

/// What the documentation says of a member, a parameter, an item or a whole body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct About {
    pub(crate) doc: Option<String>,
    /// What to use instead, where it should not be used any more.
    pub(crate) deprecated: Option<String>,
    /// Why an answer is known to have it always.
    pub(crate) reason: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) default: Option<Documented>,
    pub(crate) min: Option<Documented>,
    pub(crate) max: Option<Documented>,
    pub(crate) max_length: Option<Documented>,
    pub(crate) max_items: Option<Documented>,
    pub(crate) required_when: Option<String>,
    /// What is said of each item of a list, or each value of a map.
    pub(crate) items: Option<Box<About>>,
}
