//! Path templates: segments with parameters in braces.

use std::iter;

/// A part of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplatePart<'a> {
    /// Text that is sent as it is.
    Text(&'a str),
    /// The name of a parameter.
    Parameter(&'a str),
}

/// Splits a segment into its parts. Fails at a brace that is not closed before the next one opens.
pub(super) fn parts(segment: &str) -> impl Iterator<Item = Result<TemplatePart<'_>, &'static str>> {
    let mut rest = segment;
    iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (part, after) = match rest.strip_prefix('{') {
            Some(parameter) => match parameter.split_once('}') {
                Some((name, after)) if !name.contains('{') => (Ok(TemplatePart::Parameter(name)), after),
                _ => (Err("the path has unbalanced braces"), ""),
            },
            None => {
                let (text, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
                (Ok(TemplatePart::Text(text)), after)
            }
        };
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::TemplatePart::{Parameter, Text};
    use super::parts;

    #[test]
    fn text_and_parameters_alternate_in_any_order() {
        let parsed = |segment| parts(segment).collect::<Result<Vec<_>, _>>();
        assert_eq!(
            parsed("{a}{b}-x.{c}y"),
            Ok(vec![Parameter("a"), Parameter("b"), Text("-x."), Parameter("c"), Text("y")])
        );
        assert_eq!(parsed(""), Ok(Vec::new()));
        assert!(parsed("x{a").is_err());
        assert!(parsed("{a{b}").is_err());
    }
}
