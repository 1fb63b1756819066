//! The digest of a row of a page: a few letters that stand for its text.

use crate::diag::{Code, NodePath, Sink};
use crate::json::{Json, Object};

use super::node::Node;
use super::node_reader::Read;
use super::schema::{Definitions, Described};
use super::values::Text;

/// How many letters a digest has.
const LENGTH: usize = 10;

/// The letters of a digest. There are no digits, so that YAML never takes one for a number, and no vowels, so that none is a word.
const LETTERS: &[u8; 16] = b"bcdfghklmnprstvz";

/// The digest of a row's text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The letters.
    pub value: String,
    /// Where it stands.
    pub place: NodePath,
}

/// The letters of a digest, four bits each.
#[must_use]
pub fn digest_letters(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.take(LENGTH).map(|half| char::from(LETTERS[usize::from(half)])).collect()
}

impl Read for Digest {
    const EXPECTED: &'static str = Text::EXPECTED;

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let Text { value, place } = Text::read(node, place, sink)?;
        if value.len() != LENGTH || !value.bytes().all(|byte| LETTERS.contains(&byte)) {
            sink.error(Code::WrongType, &place, format!("`{value}` is not the digest of a row"))
                .help("digests are written by `drift --accept`: take the row out, and accept the page again");
            return None;
        }
        Some(Self { value, place })
    }

    fn stand_in(place: &NodePath) -> Self {
        Self { value: String::new(), place: place.clone() }
    }
}

impl Described for Digest {
    fn schema(_: &mut Definitions) -> Json {
        let letters: String = LETTERS.iter().map(|letter| char::from(*letter)).collect();
        Object::new().with("type", "string").with("pattern", format!("^[{letters}]{{{LENGTH}}}$")).into()
    }
}
