//! Facts of one operation, as a spec or a page states them.

use super::dialect_facts::DialectFacts;
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
    pub(crate) dialect: DialectFacts,
    pub(crate) apps: Vec<PlacedText>,
    pub(crate) permissions: Vec<PermissionFact>,
    /// One tree for each part.
    pub(crate) trees: Vec<FieldTree>,
    pub(crate) errors: Vec<ErrorFact>,
    /// Language of messages without a language.
    pub(crate) language: String,
    /// Place of the file.
    pub(crate) place: NodePath,
}

/// A permission. A page may state only its name.
#[derive(Debug)]
pub(crate) struct PermissionFact {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) place: NodePath,
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
