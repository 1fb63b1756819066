//! Matching of a request's path against the path of an operation.

use percent_encoding::percent_decode_str;

/// The parameters of a path, decoded, with their names; `None` if it does not match the template. The path may have a
/// prefix, that of the base URL.
pub(super) fn parameters(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut expected: Vec<&'static str> = segments(template).collect();
    let mut received: Vec<&str> = segments(path).collect();
    let mut parameters = Vec::new();
    while let Some(template) = expected.pop() {
        match_segment(template, received.pop()?, &mut parameters)?;
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

fn match_segment(
    mut template: &'static str,
    mut segment: &str,
    parameters: &mut Vec<(&'static str, String)>,
) -> Option<()> {
    while let Some((before, rest)) = template.split_once('{') {
        let (name, after) = rest.split_once('}')?;
        segment = segment.strip_prefix(before)?;
        // The value ends where the text after the parameter begins, and is not empty.
        let literal = after.split('{').next().unwrap_or_default();
        let end = match literal {
            "" if after.is_empty() => segment.len(),
            "" => segment.chars().next().map_or(0, char::len_utf8),
            literal => segment.rfind(literal)?,
        };
        let (value, rest) = segment.split_at_checked(end).filter(|(value, _)| !value.is_empty())?;
        parameters.push((name, percent_decode_str(value).decode_utf8().ok()?.into_owned()));
        (template, segment) = (after, rest);
    }
    (segment == template).then_some(())
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
