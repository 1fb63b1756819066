//! Parses the request line of a code block.

use crate::labels::METHODS;

/// A request line and the text below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestLine<'a> {
    pub(crate) method: &'a str,
    /// Host, if the target is an absolute URL.
    pub(crate) host: Option<&'a str>,
    pub(crate) path: &'a str,
    /// Query string without the `?`.
    pub(crate) query: &'a str,
    /// The target as written.
    pub(crate) target: &'a str,
    pub(crate) below: &'a str,
}

impl<'a> RequestLine<'a> {
    /// Parses the request line that a code block starts with.
    pub(crate) fn of(code: &'a str) -> Option<Self> {
        let code = code.trim_start();
        let (line, below) = code.split_once('\n').unwrap_or((code, ""));
        let (method, target) = line.trim().split_once(char::is_whitespace)?;
        let target = target.trim_start();
        // Values are not always escaped, so a target may contain spaces.
        let target = target.rfind(" HTTP/").map_or(target, |end| target[..end].trim_end());
        let absolute = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"));
        if !METHODS.contains(&method) || !(target.starts_with('/') || absolute.is_some()) {
            return None;
        }
        let (host, rest) = match absolute {
            Some(rest) => {
                let (host, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
                (Some(host), rest)
            }
            None => (None, target),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Some(Self { method, host, path, query, target, below })
    }
}
