//! Facts of one operation, as a spec or a page states them.

use super::error_facts::ErrorFact;
use super::field_tree::FieldTree;
use crate::page::Part;
use dingtalk_spec::PlacedText;
use dingtalk_spec::diag::NodePath;

/// Facts of one operation.
#[derive(Debug)]
pub(crate) struct OperationFacts {
    pub(crate) method: Option<PlacedText>,
    pub(crate) path: Option<PlacedText>,
    /// Hosts that serve it.
    pub(crate) hosts: Vec<PlacedText>,
    /// Header of the access token, if it is in one.
    pub(crate) token_header: Option<String>,
    /// Field of the response body that holds the response, if it is not the whole body.
    pub(crate) payload: Option<String>,
    pub(crate) apps: Vec<PlacedText>,
    pub(crate) permissions: Vec<PermissionFact>,
    /// One tree for each part.
    pub(crate) trees: Vec<FieldTree>,
    pub(crate) errors: Vec<ErrorFact>,
    /// Language of messages without a language.
    pub(crate) language: String,
    /// Places of new app types, permissions and error rows.
    pub(crate) new_places: NewPlaces,
}

/// A permission. A page may state only its name.
#[derive(Debug)]
pub(crate) struct PermissionFact {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) place: NodePath,
}

/// Places of facts that are added to a list.
#[derive(Debug)]
pub(crate) struct NewPlaces {
    pub(crate) apps: NodePath,
    pub(crate) permissions: NodePath,
    pub(crate) errors: NodePath,
}

impl OperationFacts {
    /// Returns the tree of a part.
    pub(crate) fn tree(&self, part: Part) -> Option<&FieldTree> {
        self.trees.iter().find(|tree| tree.part == part)
    }
}

impl PermissionFact {
    /// Returns `true` if both state the same permission: by code, or by name if one of them has no code.
    pub(crate) fn is_same(&self, code: Option<&str>, name: Option<&str>) -> bool {
        match (self.code.as_deref(), code) {
            (Some(own), Some(code)) => own == code,
            _ => name.is_some() && self.name.as_deref() == name,
        }
    }
}
