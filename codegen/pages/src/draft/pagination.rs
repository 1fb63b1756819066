//! The pagination of a draft, as the names of fields suggest it.

use super::draft_field::DraftField;
use super::request_section::DraftRequest;
use super::yaml_layout::{YamlMap, YamlValue};

/// Names of positions, in lower case and without underscores.
const CURSORS: [&str; 3] = ["cursor", "nextcursor", "nexttoken"];

/// Types of positions.
const CURSOR_TYPES: [&str; 3] = ["string", "int32", "int64"];

/// Returns the `pagination` of an operation whose response is a list in pages: a position in the request, one of the same
/// type in the response, and one array beside it.
pub(super) fn pagination(request: &DraftRequest, response: &DraftField) -> Option<YamlMap> {
    let parameters = request.parameters.iter().flat_map(|(_, fields)| &fields.list).chain(&request.body.fields.list);
    let is_cursor =
        |wire: &str, field: &DraftField| CURSORS.contains(&&*plain(wire)) && CURSOR_TYPES.contains(&field.ty);
    let (cursor, sent) = only(parameters, is_cursor)?;
    let fields = || response.fields.list.iter();
    let (next, _) = only(fields(), |wire, field| is_cursor(wire, field) && field.ty == sent.ty)?;
    let (items, _) = only(fields(), |_, field| field.ty == "array")?;
    let more = only(fields(), |wire, field| plain(wire) == "hasmore" && field.ty == "bool").map(|(more, _)| more);
    // A number cannot be empty after the last page.
    if sent.ty != "string" && more.is_none() {
        return None;
    }
    let map = YamlMap::new().with("cursor", YamlValue::text(cursor)).with("next", YamlValue::text(next));
    Some(map.with("items", YamlValue::text(items)).with_some("more", more.map(YamlValue::text)))
}

/// Returns the only field for which the condition holds.
fn only<'a>(
    fields: impl Iterator<Item = &'a (String, DraftField)>,
    holds: impl Fn(&str, &DraftField) -> bool,
) -> Option<(&'a str, &'a DraftField)> {
    let mut found = fields.filter(|(wire, field)| holds(wire, field));
    let (wire, field) = found.next()?;
    found.next().is_none().then_some((wire, field))
}

/// Returns a name in lower case and without underscores.
fn plain(wire: &str) -> String {
    wire.replace('_', "").to_ascii_lowercase()
}
