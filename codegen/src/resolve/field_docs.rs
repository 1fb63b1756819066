//! The documentation of a field.

use crate::model::FieldDocs;
use dingtalk_spec::{FieldDecl, PlacedText, Scalar};

/// The keys of a field beside its name and type.
pub(crate) fn of(field: &FieldDecl) -> FieldDocs {
    let text = |text: &Option<PlacedText>| text.as_ref().map(|text| text.value.clone());
    let scalar = |scalar: &Option<Scalar>| scalar.as_ref().map(|scalar| scalar.value.clone());
    FieldDocs {
        doc: text(&field.doc),
        deprecated: text(&field.deprecated),
        reason: text(&field.reason),
        unit: text(&field.unit),
        format: text(&field.format),
        default: scalar(&field.default),
        min: scalar(&field.min),
        max: scalar(&field.max),
        max_length: scalar(&field.max_length),
        max_items: scalar(&field.max_items),
        required_when: text(&field.required_when),
        items: field.items.as_ref().map(|items| Box::new(of(items))),
    }
}
