//! `Debug` of objects.

use std::fmt;

use super::{Object, Wire};

/// Formats an object like a derived implementation. `names` are those of the type and of its fields, separated by
/// whitespace.
///
/// # Errors
/// Fails if the formatter does.
pub fn debug(object: &dyn Object, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut names = names.split_whitespace().map(|name| name.trim_start_matches("r#"));
    let mut fields = f.debug_struct(names.next().unwrap_or_default());
    object.views(&mut |_, values: &[&dyn Wire]| {
        for (name, value) in names.by_ref().zip(values) {
            fields.field(name, value);
        }
    });
    fields.finish()
}
