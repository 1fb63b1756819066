//! Reports the marks that a draft leaves for a person.

use crate::diag::{Code, NodePath, Sink};
use crate::sources::text;
use crate::yaml::outline::Outline;

/// The start of a comment that is a review mark. `draft` wraps a long one: the lines below it are plain comments.
pub const REVIEW_MARK: &str = "# review:";

/// Reports each mark of a file.
pub(crate) fn report(source: &str, root: &NodePath, sink: &mut Sink) {
    if !source.contains(REVIEW_MARK) {
        return;
    }
    let Some(outline) = Outline::of(source) else { return };
    let mut scalars = Vec::new();
    outline.add_scalars(&mut scalars);
    scalars.sort_unstable_by_key(|scalar| scalar.end);
    let is_comment = |byte: usize| {
        let next = scalars.partition_point(|scalar| scalar.end <= byte);
        scalars.get(next).is_none_or(|scalar| !scalar.contains(&byte))
    };
    // One pass, since nothing bounds the number of marks in a file.
    for ((start, content), line) in text::lines(source).zip(1..) {
        let mut before = 0;
        let mut column = 1;
        for (number, part) in content.split(REVIEW_MARK).enumerate() {
            if number > 0 {
                if is_comment(start + before) {
                    sink.report(
                        Code::ReviewMark,
                        &root.exact(line, column),
                        format!("marked for review: {}", part.trim()),
                    )
                    .help("decide what the mark asks, then remove the comment");
                }
                before += REVIEW_MARK.len();
                column += REVIEW_MARK.len();
            }
            before += part.len();
            column += part.chars().count();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::Sources;
    use crate::diag::{NodePath, Sink};

    fn lines(text: &str) -> Vec<usize> {
        let mut sink = Sink::new();
        report(text, &NodePath::file("x.yaml"), &mut sink);
        let sources = Sources::from_texts([("x.yaml".to_owned(), text.to_owned())].into());
        let ((), found) = sink.finish(Some(()), &sources).expect("warnings alone");
        found.iter().map(crate::diag::Diagnostic::line).collect()
    }

    #[test]
    fn comments_are_reported_wherever_they_stand() {
        let text = "# review: a\na: b  # review: b\nc: 'd'  # review: c\ne: &f \"g\"  # review: d\nh: [1, # review: e\n  2] # review: f\n\
                    i: | # review: g\n  j\n# review: h\nk: >\n  l\n\n # review: i\nm:\n  # review: j\n  n: o\n# review: k\n";
        let marked = text.lines().enumerate().filter(|(_, line)| line.contains("review"));
        assert_eq!(lines(text), marked.map(|(index, _)| index + 1).collect::<Vec<_>>());
    }

    #[test]
    fn a_file_full_of_marks_is_read_once() {
        for text in ["# review: a\n".repeat(80_000), "# review:".repeat(100_000), "- b # review: c\n".repeat(40_000)] {
            let text = format!("{text}\n- a\n");
            let mut sink = Sink::new();
            report(&text, &NodePath::file("x.yaml"), &mut sink);
            let ((), found) = sink.finish(Some(()), &Sources::from_texts([].into())).expect("warnings alone");
            assert_eq!(found.iter().count() + found.hidden(), text.matches("# review:").count());
        }
    }

    #[test]
    fn texts_have_no_marks() {
        let text = "a: 'b # review: c'\nd: \"e\n  # review: f\"\ng: |\n  # review: h\n  i\nj: >-\n  k\n  # review: l\nm: &n 'o # review: p'\n\
                    q: [r, 's # review: t']\n";
        assert!(lines(text).is_empty(), "{:?}", lines(text));
    }
}
