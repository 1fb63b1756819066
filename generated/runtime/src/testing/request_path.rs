//! Matching of a request's path against the path of an operation.

use percent_encoding::percent_decode_str;

use crate::path_template::{TemplatePart, parts};

/// The parameters of a path, decoded, with their names; `None` if it does not match the template. The path may have a
/// prefix, that of the base URL.
pub(super) fn parameters(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut expected: Vec<&'static str> = segments(template).collect();
    let mut received: Vec<&str> = segments(path).collect();
    let mut parameters = Vec::new();
    while let Some(template) = expected.pop() {
        let template: Vec<TemplatePart<'static>> = parts(template).collect::<Result<_, _>>().ok()?;
        if !match_segment(&template, received.pop()?, &mut parameters) {
            return None;
        }
    }
    Some(parameters)
}

/// The number of segments without a parameter. Of several matching templates, the one with the most of them is meant.
pub(super) fn literal_segments(template: &str) -> usize {
    segments(template).filter(|segment| !segment.contains('{')).count()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.trim_start_matches('/').split('/')
}

/// Matches a segment, with the shortest values that do. Returns false without a match.
fn match_segment(
    template: &[TemplatePart<'static>],
    segment: &str,
    parameters: &mut Vec<(&'static str, String)>,
) -> bool {
    let Some((part, template)) = template.split_first() else { return segment.is_empty() };
    let name = match part {
        TemplatePart::Text(text) => {
            return segment.strip_prefix(text).is_some_and(|segment| match_segment(template, segment, parameters));
        }
        TemplatePart::Parameter(name) => *name,
    };
    let first_end = if template.is_empty() { segment.len() } else { 1 };
    (first_end..=segment.len()).any(|end| {
        let Some((value, rest)) = segment.split_at_checked(end).filter(|(value, _)| is_whole(value)) else {
            return false;
        };
        let Ok(value) = percent_decode_str(value).decode_utf8() else { return false };
        let count = parameters.len();
        parameters.push((name, value.into_owned()));
        let is_match = match_segment(template, rest, parameters);
        if !is_match {
            parameters.truncate(count);
        }
        is_match
    })
}

/// Returns true for a value that is not empty and does not end within an escape.
fn is_whole(value: &str) -> bool {
    !value.is_empty() && !value.bytes().rev().take(2).any(|byte| byte == b'%')
}

#[cfg(test)]
mod tests {
    use super::{literal_segments, parameters};

    #[test]
    fn parameters_are_decoded_after_any_prefix() {
        let found = parameters("/v1/chats/{chatId}/convert", "/prefix/v1/chats/a%2Fb%20%E4%BD%A0/convert");
        assert_eq!(found, Some(vec![("chatId", "a/b 你".to_owned())]));
        assert_eq!(parameters("/v1/x-{a}.json", "/v1/x-b.json"), Some(vec![("a", "b".to_owned())]));
        assert_eq!(parameters("/v1/{a}:{b}", "/v1/x:y"), Some(vec![("a", "x".to_owned()), ("b", "y".to_owned())]));
        assert_eq!(
            parameters("/v1/{a}{b}", "/v1/%E4%BD%A0b"),
            Some(vec![("a", "你".to_owned()), ("b", "b".to_owned())])
        );
        let found = parameters("/v1/{a}.{b}.json", "/v1/x.y.json");
        assert_eq!(found, Some(vec![("a", "x".to_owned()), ("b", "y".to_owned())]));
        assert_eq!(parameters("/v1/list", "/v1/list"), Some(Vec::new()));
    }

    #[test]
    fn other_paths_do_not_match() {
        for path in ["/v1/chats//convert", "/v1/chats/convert", "/v1/chats/a/convert/", "/chats/a/convert2", "/"] {
            assert_eq!(parameters("/v1/chats/{chatId}/convert", path), None, "{path}");
        }
        assert!(literal_segments("/v1/users/me") > literal_segments("/v1/users/{id}"));
    }
}
