//! The path of an operation: literal text and parameters in braces.

use dingtalk_policy::{describe, is_foreign_blank, is_invisible};

/// The reason why a text is not a path.
#[derive(Debug, PartialEq, Eq)]
pub struct MalformedPath(pub String);

impl MalformedPath {
    fn new(why: &str) -> Self {
        Self(why.to_owned())
    }
}

/// The maximum number of parameters of a path; real ones have up to four.
const MOST: usize = 32;

/// The names of a path's parameters, in order.
pub fn parameters(path: &str) -> Result<Vec<&str>, MalformedPath> {
    if !path.starts_with('/') {
        return Err(MalformedPath::new("a path begins with `/`"));
    }
    if path.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..")) {
        return Err(MalformedPath::new("no segment of a path is empty, `.` or `..`"));
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        literal(&rest[..open])?;
        let inside = rest[open..].strip_prefix('{').ok_or_else(|| MalformedPath::new("a `}` has no `{` before it"))?;
        let close = inside.find(['{', '}']).filter(|close| inside[*close..].starts_with('}'));
        let close = close.ok_or_else(|| MalformedPath::new("a `{` has no `}` after it"))?;
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        let misfit = inside[..close].chars().find(|c| !fits(*c));
        if inside[..close].is_empty() || misfit.is_some() {
            let but = misfit.map(|c| format!(", not {}", shown(c))).unwrap_or_default();
            return Err(MalformedPath(format!("braces hold the name of a parameter: letters, digits and `-._`{but}")));
        }
        names.push(&inside[..close]);
        if names.len() > MOST {
            return Err(MalformedPath::new("a path has at most 32 parameters"));
        }
        rest = &inside[close + 1..];
    }
    literal(rest)?;
    Ok(names)
}

/// Literal text goes out as it is, so it must need no encoding.
fn literal(text: &str) -> Result<(), MalformedPath> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@".contains(c);
    match text.chars().find(|c| !fits(*c)) {
        None => Ok(()),
        Some(_) if text.contains('?') => {
            Err(MalformedPath::new("query parameters belong under `query`, not in the path"))
        }
        Some(c) => {
            Err(MalformedPath(format!("a path holds letters, digits and `-._~!$&'()*+,;=:@`, not {}", shown(c))))
        }
    }
}

/// A character that a path does not hold. One that looks like another has a number.
fn shown(c: char) -> String {
    match c {
        ' ' | '`' => describe(c),
        c if c.is_ascii_graphic() => format!("`{c}`"),
        c if is_invisible(c) || is_foreign_blank(c) => describe(c),
        c => format!("`{c}` ({})", describe(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn parameters_are_found_wherever_they_stand() {
        assert_eq!(parameters("/v1.0/a/{b}/c"), Ok(vec!["b"]));
        assert_eq!(parameters("/v1.0/a/x-{b}:{c}"), Ok(vec!["b", "c"]));
        for wrong in [
            "", "a", "/a//b", "/a/../b", "/a/", "/{", "/}", "/{}", "/{a{b}}", "/a?b=c", "/a b", "/a#b", "/%2e",
            "/{a b}", "/{a\nb}", "/{`}", "/{名}",
        ] {
            assert!(parameters(wrong).is_err(), "{wrong}");
        }
    }
}
