//! What the documentation says of a value, none of which is enforced.

use serde_json::Value;

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
    pub(crate) default: Option<Value>,
    pub(crate) min: Option<Value>,
    pub(crate) max: Option<Value>,
    pub(crate) max_length: Option<Value>,
    pub(crate) max_items: Option<Value>,
    pub(crate) required_when: Option<String>,
    /// What is said of each item of a list, or each value of a map.
    pub(crate) items: Option<Box<About>>,
}
