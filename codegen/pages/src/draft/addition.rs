//! Parts of a draft that are added to a spec.

use super::draft_field::{DraftField, enum_values};
use super::error_section::DraftError;
use super::list_styles::ListStyles;
use super::yaml_layout::YamlValue;
use super::{DraftContext, DraftParts};
use crate::facts::{SpecFacts, SpecOperation};
use crate::page::{Page, RowId};
use dingtalk_spec::Node;

/// A page, drafted for an operation of a spec.
pub(crate) struct DraftedPage<'a>(DraftParts<'a>);

impl<'a> DraftedPage<'a> {
    pub(crate) fn new(page: &'a Page, operation: &SpecOperation, spec: &SpecFacts) -> Self {
        let service = operation.file.place.file_name().rsplit('/').nth(1).unwrap_or_default();
        Self(DraftParts::new(page, &DraftContext::new(page, Some(spec)), service, &ListStyles::of(operation)))
    }

    /// Returns the wire name and the value of the parameter or field that a row describes, or what a person has to
    /// decide about it.
    pub(crate) fn field(&self, row: RowId) -> Option<(&str, Result<Node, String>)> {
        let (wire, field) = self.find(row)?;
        let (value, marks) = field.value();
        let value = match marks.first().map(String::as_str).or_else(|| value.first_mark()) {
            Some(mark) => Err(mark.to_owned()),
            None if field.required => Err("it is required".to_owned()),
            None => Ok(value.node()),
        };
        Some((wire, value))
    }

    /// Returns the enum values that a row lists, with their declarations. A person names numbers.
    pub(crate) fn values(&self, row: RowId) -> Vec<(String, Node)> {
        let field = self.find(row).map(|(_, field)| field.innermost()).filter(|field| field.of.is_none());
        let values = field.map_or(&[][..], |field| &field.values);
        match YamlValue::Map(enum_values(values)).node() {
            Node::Map(values) => values,
            _ => Vec::new(),
        }
    }

    /// Returns the name and the value of an error row, or what a person has to decide about it.
    pub(crate) fn error(&self, row: RowId) -> Option<(&str, Result<Node, String>)> {
        let DraftError { key, item, .. } = self.0.errors.0.iter().find(|drafted| drafted.row == row)?;
        Some((key, item.marks.first().map_or_else(|| Ok(item.value.node()), |mark| Err(mark.clone()))))
    }

    fn find(&self, row: RowId) -> Option<(&str, &DraftField)> {
        self.0.request.find(row).or_else(|| self.0.response.find(row))
    }
}
