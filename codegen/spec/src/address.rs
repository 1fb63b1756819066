//! Addresses: which part of one is the host, and whether two lead to the same page.

/// An address without its scheme.
pub struct Address<'a> {
    host: &'a str,
    path: &'a str,
}

impl<'a> Address<'a> {
    /// The address in a URL, whose scheme may be left out.
    pub fn of(url: &'a str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap_or(rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        Self { host, path: path.trim_matches('/') }
    }

    /// The host, with its port.
    pub fn host(&self) -> &'a str {
        self.host
    }

    /// Compares the paths of pages: several hosts serve the same pages.
    pub fn is_page_of(&self, other: &Self) -> bool {
        let path = |address: &Self| if address.path.is_empty() { address.host } else { address.path }.to_lowercase();
        path(self) == path(other)
    }
}

/// Returns true if two addresses lead to the same page.
pub fn is_same_page(one: &str, other: &str) -> bool {
    Address::of(one).is_page_of(&Address::of(other))
}

/// A path without the names of its parameters.
pub fn template(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.trim().trim_end_matches('/').chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                out.push_str("{}");
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Address, is_same_page};

    #[test]
    fn host_scheme_and_query_do_not_tell_pages_apart() {
        let page = "https://docs.example.com/a/List-shelves";
        assert!(is_same_page(page, "http://docs.example.org/a/list-shelves/?x=y#z"));
        assert!(!is_same_page(page, "https://docs.example.com/b/list-shelves"));
        assert!(!is_same_page("https://docs.example.com", "https://docs.example.org/"));
        assert_eq!(Address::of("https://api.example.com/v1.0/a?b").host(), "api.example.com");
        assert_eq!(Address::of("api.example.com").host(), "api.example.com");
    }
}
