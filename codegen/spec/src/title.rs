//! Titles of pages.

/// Returns true if two titles are those of the same page: copies differ in case, white space and punctuation.
pub fn is_same_title(one: &str, other: &str) -> bool {
    one == other || (!plain(one).is_empty() && plain(one) == plain(other))
}

fn plain(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::is_same_title;

    #[test]
    fn letters_and_digits_make_a_title() {
        assert!(is_same_title("List Books (v2)", "list books(V2)"));
        assert!(is_same_title("列出 图书", "列出图书。"));
        assert!(!is_same_title("List books", "List book"));
        assert!(!is_same_title("?", "!"));
    }
}
