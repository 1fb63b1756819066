//! Free text: sentences, and texts that might be interpreted as markup or code.

use crate::dice::Dice;

const WORDS: &str = "\
    the person who sends it a chat in which this stands as long group of members has value that service gave for \
    each entry list when nothing is left to do then time";

/// Parts of markup, literals and code.
const HOSTILE: &[&str] = &[
    "\"",
    "\"\"\"",
    "'",
    "\\",
    "\\\"",
    "\"#",
    "\"##",
    "r#\"",
    "b\"",
    "'a",
    "*/",
    "/*",
    "//",
    "///",
    "//!",
    "/**",
    "#![feature(x)]",
    "#[path = \"/etc/passwd\"] mod x;",
    "{}",
    "{0}",
    "{{}}",
    "}",
    "{",
    "]]",
    "[[",
    "]",
    ")",
    "(",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "`",
    "``",
    "```",
    "```rust\nfn main() { panic!() }\n```",
    "~~~",
    "    indented();",
    "\tindented();",
    "# heading",
    "\n# heading",
    "\n\n- item",
    "\n1. item",
    "> quote",
    "| cell | cell |",
    "|---|",
    "a | b",
    "[link](javascript:x)",
    "[`Request`]",
    "[x]: https://x.example",
    "https://docs.example/a?b=[c]&d=(e)",
    "http://",
    "!",
    "$crate",
    "$x:expr",
    "%s",
    "%",
    "&amp;",
    "@",
    "@generated",
    "include!(\"x\")",
    "*",
    "**bold**",
    "_",
    "__",
    "\u{a0}",
    "\u{3000}",
    "\u{301}",
    "\u{fffd}",
    "\u{10ffff}",
    "名称",
    "é",
    "🦀",
    "\n",
    "\n\n",
    "\n \n",
    ": ",
    " #",
    "- ",
    "? ",
    "---",
    "...",
    "null",
    "~",
    "true",
    "1e3",
    "0x1f",
    "=",
    "<<",
    "&a",
    "*a",
    "+++",
    "\\n",
    "\\u{202e}",
    "extern crate self as x;",
    "macro_rules! wire { () => {} }",
    "$crate::wire! {",
    "};",
    "as \"x\"",
    ",",
];

/// A sentence.
pub(crate) fn sentence(dice: &mut Dice) -> String {
    let count = dice.between(2..=14);
    text(count, dice)
}

/// A few words.
pub(crate) fn phrase(dice: &mut Dice) -> String {
    let count = dice.between(1..=4);
    text(count, dice)
}

/// Several sentences, or paragraphs.
pub(crate) fn paragraphs(dice: &mut Dice) -> String {
    let count = dice.between(1..=3);
    let sentences: Vec<_> = (0..count).map(|_| sentence(dice)).collect();
    sentences.join(dice.pick(&[" ", "\n", "\n\n"]))
}

fn text(count: usize, dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..count {
        let sticks = text.is_empty() || (dice.is_hostile() && dice.often(300));
        if !sticks {
            text.push(' ');
        }
        text.push_str(if dice.is_hostile() && dice.often(600) { dice.pick(HOSTILE) } else { dice.word(WORDS) });
    }
    // Blank text is invalid.
    if !text.contains(char::is_alphanumeric) {
        text.push_str(dice.word(WORDS));
    }
    dice.closed(text + ".")
}

/// A hostile wire name.
pub(crate) fn hostile_name(dice: &mut Dice) -> String {
    let count = dice.between(1..=4);
    let name: String = (0..count).map(|_| dice.pick(HOSTILE)).collect();
    let name = on_wire(&name);
    if name.trim().is_empty() || name == "<<" { "名".to_owned() } else { dice.closed(name) }
}

/// An identifier, a code or a value on the wire.
pub(crate) fn word(dice: &mut Dice) -> String {
    if dice.is_hostile() && dice.often(300) { on_wire(&phrase(dice)) } else { dice.word(WORDS).to_owned() }
}

/// A text whose white space is single spaces within.
fn on_wire(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
