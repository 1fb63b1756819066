//! Numbers of a spec: their values and their notation, which `serde_yaml` does not keep.

use crate::yaml::node::Node;
use crate::yaml::outline::{Outline, OutlineKind};
use std::fmt;

/// A number that JSON can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenNumber {
    value: NumberValue,
    written: String,
}

/// The value of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum NumberValue {
    /// A whole number of 64 bits, with a sign or without.
    Whole(i128),
    /// A finite number with a fraction or an exponent.
    Float(f64),
}

/// As JSON.
impl fmt::Display for NumberValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(value) => fmt::Display::fmt(value, f),
            Self::Float(value) => fmt::Debug::fmt(value, f),
        }
    }
}

impl WrittenNumber {
    /// A finite number with a fraction or an exponent; `None` if it is not finite.
    #[must_use]
    pub fn float(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self::of(NumberValue::Float(value)))
    }

    fn of(value: NumberValue) -> Self {
        Self { written: value.to_string(), value }
    }

    /// The number as one of 64 bits with a sign, if it is whole and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.value {
            NumberValue::Whole(value) => value.try_into().ok(),
            NumberValue::Float(_) => None,
        }
    }

    /// The number as a float, which may be less exact.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match self.value {
            #[allow(clippy::cast_precision_loss)]
            NumberValue::Whole(value) => value as f64,
            NumberValue::Float(value) => value,
        }
    }

    /// Returns true if it is written with a fraction or an exponent.
    #[must_use]
    pub fn is_float(&self) -> bool {
        matches!(self.value, NumberValue::Float(_))
    }

    /// The number as written, such as `1e3` or `0x1f`.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The text as JSON has it: as it is written, unless only YAML knows that notation.
    #[must_use]
    pub fn json(&self) -> String {
        if is_json(&self.written) { self.written.clone() } else { self.value.to_string() }
    }

    /// Sets the number as written.
    pub(crate) fn set_written(&mut self, written: &str) {
        written.clone_into(&mut self.written);
    }
}

impl From<i64> for WrittenNumber {
    fn from(value: i64) -> Self {
        Self::of(NumberValue::Whole(value.into()))
    }
}

impl From<u64> for WrittenNumber {
    fn from(value: u64) -> Self {
        Self::of(NumberValue::Whole(value.into()))
    }
}

/// Returns true if the text of a number is one in JSON as well.
fn is_json(written: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    let (number, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && digits(fraction) && digits(exponent)
}

/// The notations of whole numbers that are printed differently.
const NOTATIONS: &[&str] = &["0x", "0o", "0b", "+"];

/// Takes the text of each number below a node, which is the root of the file.
pub(crate) fn fill(source: &str, node: &mut Node) {
    if !has_float(node) && !NOTATIONS.iter().any(|notation| source.contains(notation)) {
        return;
    }
    if let Some(root) = Outline::of(source) {
        fill_below(node, &root, &root);
    }
}

fn has_float(node: &Node) -> bool {
    match node {
        Node::Number(number) => number.is_float(),
        Node::List(items) => items.iter().any(has_float),
        Node::Map(entries) => entries.iter().any(|(_, value)| has_float(value)),
        Node::Null | Node::Bool(_) | Node::Text(_) => false,
    }
}

fn fill_below(node: &mut Node, outline: &Outline, root: &Outline) {
    match (node, &root.resolve(outline).kind) {
        (Node::Number(number), OutlineKind::Scalar { text, .. }) => number.set_written(text),
        (Node::List(nodes), OutlineKind::List { items, .. }) => {
            nodes.iter_mut().zip(items).for_each(|(node, item)| fill_below(node, item, root));
        }
        // A node leaves out keys that are errors, so entries are matched by their names.
        (Node::Map(nodes), OutlineKind::Map { entries, .. }) => {
            let mut entries = entries.iter();
            for (name, node) in nodes {
                if let Some(entry) = entries.find(|entry| entry.name() == Some(name)) {
                    fill_below(node, &entry.value, root);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{WrittenNumber, is_json};
    use serde_json::Number;

    #[test]
    fn numbers_of_json_are_recognized() {
        let parts = ["", "-", "+", "0", "7", "00", "10", ".", "e", "E", "x"];
        let texts = parts.iter().flat_map(|one| parts.iter().map(move |two| format!("{one}{two}")));
        let texts: Vec<String> = texts.flat_map(|start| parts.map(|end| format!("{start}{end}"))).collect();
        for text in texts.iter().flat_map(|start| ["", "5", ".5", "e3", "e-3"].map(|end| format!("{start}{end}"))) {
            assert_eq!(is_json(&text), serde_json::from_str::<Number>(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_float_reads_back_as_itself() {
        for value in [0.0, -0.0, 0.5, 1e15, 1e16, 1e-5, 1.5e300, f64::MIN_POSITIVE, f64::MAX] {
            let text = WrittenNumber::float(value).expect("finite").json();
            assert_eq!(serde_json::from_str::<f64>(&text).expect("JSON").to_bits(), value.to_bits(), "{text}");
        }
        assert_eq!(WrittenNumber::float(f64::NAN), None);
    }
}
