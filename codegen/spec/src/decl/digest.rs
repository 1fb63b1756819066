//! The digest of a row of a page: a few letters that stand for its text.

use crate::diag::{Code, NodePath, Sink};
use crate::reader::declaration::ValueType;
use crate::reader::node_reader::FromNode;
use crate::reader::values::PlacedText;
use crate::yaml::node::Node;

/// The length of a digest.
const LENGTH: usize = 10;

/// The letters of a digest. There are no digits, so that YAML never takes one for a number, and no vowels, so that none is a word.
const LETTERS: &[u8; 16] = b"bcdfghklmnprstvz";

/// The digest of a row's text, with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The letters.
    pub value: String,
    /// Its path in the file.
    pub place: NodePath,
}

/// The letters of a digest, four bits each.
#[must_use]
pub fn digest_letters(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.take(LENGTH).map(|half| char::from(LETTERS[usize::from(half)])).collect()
}

impl FromNode for Digest {
    const EXPECTED: &'static str = PlacedText::EXPECTED;

    fn value_type() -> ValueType {
        let letters: String = LETTERS.iter().map(|letter| char::from(*letter)).collect();
        ValueType::Pattern(format!("^[{letters}]{{{LENGTH}}}$"))
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let PlacedText { value, place } = PlacedText::read(node, place, sink)?;
        if value.len() != LENGTH || !value.bytes().all(|byte| LETTERS.contains(&byte)) {
            sink.report(Code::WrongType, &place, format!("`{value}` is not the digest of a row"))
                .help("`drift --accept` writes digests: remove the row, and accept the page again");
            return None;
        }
        Some(Self { value, place })
    }

    fn placeholder(place: &NodePath) -> Self {
        Self { value: String::new(), place: place.clone() }
    }
}
