//! Code spans of Markdown.

use dingtalk_policy::is_invisible;

/// A text in a code span, in which nothing is markup, a mention or a reference to an issue.
pub(crate) fn code_span(text: &str) -> String {
    let text: String = text.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
    let runs = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let (fence, space) = ("`".repeat(runs + 1), if runs > 0 { " " } else { "" });
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code_span;

    #[test]
    fn backticks_stay_in_the_span() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a `b` @c"), "`` a `b` @c ``");
        assert_eq!(code_span("``\n"), "``` ``  ```");
    }
}
