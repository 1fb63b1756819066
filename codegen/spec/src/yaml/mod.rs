//! Reads the text of a file as YAML, within limits.

pub(crate) mod invisible_characters;
pub(crate) mod lookalikes;
pub(crate) mod node;
pub(crate) mod node_builder;
pub mod outline;
mod outline_reader;
pub(crate) mod review_marks;
pub(crate) mod syntax;
pub(crate) mod tags;
pub(crate) mod written_number;

use serde::de::DeserializeSeed as _;

use crate::diag::{Code, NodePath, Sink};
use crate::yaml::node::Node;
use crate::yaml::outline::locate;
use crate::yaml::outline_reader::second_document;
use node_builder::{MAX_NODES, MAX_TEXT, NodeBuilder, ReadState};

use crate::sources::text;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// The maximum number of open brackets. The parser's own limit is no higher.
const MAX_OPEN: usize = 128;

const NESTED: &str = "lists and maps are nested too deeply";

/// Reads the document of a file. Returns `None` after reporting an error.
pub fn parse(source: &str, root: &NodePath, sink: &mut Sink) -> Option<Node> {
    if let Err(refused) = admissible(source) {
        refused.report(source, root, sink);
        return None;
    }
    if invisible_characters::report(source, root, sink) {
        return None;
    }
    let mut documents = serde_yaml::Deserializer::from_str(source);
    let mut state = ReadState { sink, nodes: 0, bytes: 0, last: root.clone() };
    let first = documents.next();
    let read = first.map(|first| NodeBuilder::new(&mut state, root.clone()).deserialize(first));
    let mut node = match read.unwrap_or(Ok(Node::Null)) {
        Ok(node) => node,
        Err(error) => {
            let refused = failure(&state, &error, source);
            refused.report(source, root, sink);
            return None;
        }
    };
    if documents.next().is_some() {
        let (line, column) = second_document(source).map_or((1, 1), |byte| text::position(source, byte));
        sink.report(Code::Syntax, &root.exact(line, column), "a second document starts here")
            .help("keep one document in a file: take out the `---` or `...` between them");
        return None;
    }
    if node == Node::Null {
        sink.report(Code::EmptyFile, &root.exact(1, 1), "the file is empty")
            .help("write the spec here, or delete the file");
        return None;
    }
    tags::report(source, root, sink);
    review_marks::report(source, root, sink);
    written_number::fill(source, &mut node);
    Some(node)
}

/// The reason why a text is rejected, and the byte.
pub(crate) struct RejectedText {
    pub(crate) code: Code,
    pub(crate) byte: usize,
    pub(crate) message: String,
    pub(crate) help: Option<&'static str>,
}

impl RejectedText {
    fn report(self, source: &str, root: &NodePath, sink: &mut Sink) {
        let (line, column) = text::position(source, self.byte);
        let entry = sink.report(self.code, &root.exact(line, column), self.message);
        if let Some(help) = self.help {
            entry.help(help);
        }
    }
}

/// Checks the limits that must hold before a text is parsed.
fn admissible(source: &str) -> Result<(), RejectedText> {
    if source.len() > MAX_FILE_BYTES {
        return Err(too_large("the file is larger than 1 MiB".to_owned(), 0));
    }
    let mut open: usize = 0;
    for (byte, c) in source.char_indices() {
        match c {
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        // The parser takes time by the square of open brackets. Those in texts are counted as well: that many
        // without a closing one are no text.
        if open > MAX_OPEN {
            return Err(too_large(NESTED.to_owned(), byte));
        }
    }
    Ok(())
}

fn too_large(message: String, byte: usize) -> RejectedText {
    RejectedText {
        code: Code::TooLarge,
        byte,
        message,
        help: Some("one file describes one operation; expand aliases, and split large files"),
    }
}

/// Explains a parser error. The library has no error kinds, so limits are recognized by their messages.
fn failure(state: &ReadState<'_>, error: &serde_yaml::Error, source: &str) -> RejectedText {
    let message = error.to_string();
    let location = error.location().map(|location| location.index());
    // The one error without a location is about aliases that are followed too often.
    let byte = location.or_else(|| locate(source, &state.last)).unwrap_or(0);
    if state.nodes > MAX_NODES {
        return too_large(format!("the file has more than {MAX_NODES} values"), byte);
    }
    if message.starts_with("recursion limit exceeded") {
        return too_large(NESTED.to_owned(), byte);
    }
    if message.starts_with("repetition limit exceeded") || state.bytes > MAX_TEXT {
        return too_large("aliases are repeated too often".to_owned(), byte);
    }
    syntax::explain(&message, byte, source)
}

#[cfg(test)]
mod tests {
    use super::{MAX_FILE_BYTES, MAX_NODES, parse};
    use crate::Sources;
    use crate::diag::{Code, NodePath, Sink};

    fn code(text: &str) -> Option<Code> {
        let mut sink = Sink::new();
        parse(text, &NodePath::file("x.yaml"), &mut sink);
        let found = sink.finish(Some(()), &Sources::default()).err()?;
        found.iter().next().map(crate::diag::Diagnostic::code)
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert_eq!(code(&format!("a: {}", "b".repeat(MAX_FILE_BYTES))), Some(Code::TooLarge));
        assert_eq!(code(&format!("a: [{}]", "1,".repeat(MAX_NODES))), Some(Code::TooLarge));
        assert_eq!(code(&"[".repeat(MAX_FILE_BYTES)), Some(Code::TooLarge));
        assert_eq!(code(&"- ".repeat(1000)), Some(Code::TooLarge));
        let repeated = format!("a: &a \"{}\"\nb: [{}]", "x".repeat(400 << 10), "*a,".repeat(30));
        assert_eq!(code(&repeated), Some(Code::TooLarge));
    }

    #[test]
    fn scalars_are_those_of_json_and_yaml_1_2() {
        let read = |text: &str| {
            let mut sink = Sink::new();
            let node = parse(text, &NodePath::file("x.yaml"), &mut sink);
            node.map(|node| node.describe()).filter(|_| !sink.has_errors())
        };
        let kinds = [
            ("no", "the text `no`"),
            ("1_000", "the text `1_000`"),
            ("007", "the text `007`"),
            ("2026-11-21", "the text `2026-11-21`"),
            ("0o17", "the number 0o17"),
            ("0x1F", "the number 0x1F"),
            ("+7", "the number +7"),
            ("1e3", "the number 1e3"),
            ("1.50", "the number 1.50"),
            ("18446744073709551615", "the number 18446744073709551615"),
            ("true", "the value true"),
        ];
        for (text, kind) in kinds {
            assert_eq!(read(text).as_deref(), Some(kind));
        }
        assert_eq!(read(".nan"), None);
    }
}
