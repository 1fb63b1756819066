//! Makes a line of a spec safe to print.

use dingtalk_policy::is_invisible;

/// The number of characters stays the same, so that the caret stays below its character.
pub(super) fn line(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}
