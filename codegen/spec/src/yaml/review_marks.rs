//! Reports the marks that a draft leaves for a person.

use crate::diag::{Code, NodePath, Sink};
use crate::sources::text;
use crate::yaml::outline::Outline;

/// The beginning of a mark. `draft` wraps a long one: the lines below it are plain comments.
const MARK: &str = "# review:";

/// Reports each mark of a file.
pub(crate) fn report(source: &str, root: &NodePath, sink: &mut Sink) {
    if !source.contains(MARK) {
        return;
    }
    let Some(outline) = Outline::of(source) else { return };
    for (byte, _) in source.match_indices(MARK) {
        if outline.has_text_at(byte) {
            continue;
        }
        let mark = source[byte + MARK.len()..].lines().next().unwrap_or_default().trim();
        let (line, column) = text::position(source, byte);
        sink.report(Code::ReviewMark, &root.exact(line, column), format!("marked for review: {mark}"))
            .help("decide what the mark asks, then remove the comment");
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
    fn texts_have_no_marks() {
        let text = "a: 'b # review: c'\nd: \"e\n  # review: f\"\ng: |\n  # review: h\n  i\nj: >-\n  k\n  # review: l\nm: &n 'o # review: p'\n\
                    q: [r, 's # review: t']\n";
        assert!(lines(text).is_empty(), "{:?}", lines(text));
    }
}
