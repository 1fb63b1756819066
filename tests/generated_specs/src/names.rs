//! Names that stay unique as Rust names.

use crate::dice::Dice;
use serde_yaml::Mapping;
use std::collections::HashSet;

/// The letters and digits of a name in lower case. Names that differ here differ in each of Rust's cases.
pub(crate) fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The names of one scope.
pub(crate) struct Names {
    taken: HashSet<String>,
    /// The number of invented names.
    invented: usize,
}

impl Names {
    /// A scope with these names taken.
    pub(crate) fn new(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| bare(name)).collect(), invented: 0 }
    }

    /// Takes the name if it is unique.
    pub(crate) fn claim(&mut self, name: &str, before_digit: &str) -> bool {
        let bare = bare(name);
        if !name.is_ascii() || bare.is_empty() {
            return false;
        }
        let digit = bare.starts_with(|c: char| c.is_ascii_digit());
        self.taken.insert(if digit { format!("{before_digit}{bare}") } else { bare })
    }

    /// A unique name with a number.
    pub(crate) fn invent(&mut self, stem: &str, separator: &str) -> String {
        loop {
            self.invented += 1;
            let name = format!("{stem}{separator}{}", self.invented);
            if self.claim(&name, "") {
                return name;
            }
        }
    }
}

const WORDS: &str = "\
    user dept card task form group file space robot leave shift label event order group corp open chat role node \
    page plan room code time name type status title count size create modify start end next max total result detail \
    config content source biz process instance template message mobile avatar remark extension version owner member \
    cursor token";

const VERBS: &str = "get query list create update delete send batch_add check sync";

/// Keywords of Rust, and names in emitted code.
const AWKWARD: &str = "\
    type self async where match super gen default crate Self ref in new clone Request Response Error Option Vec \
    String body value None Some fn try into from await dyn union macro_rules str u8 Wire Client core std \
    dingtalk_runtime";

/// A name on the wire.
pub(crate) fn wire(dice: &mut Dice) -> String {
    if dice.rarely(400) {
        return dice.word(AWKWARD).to_owned();
    }
    if dice.rarely(30) {
        return long(dice);
    }
    if dice.is_hostile() && dice.often(150) {
        return crate::text::hostile_name(dice);
    }
    let count = dice.weigh(&[(35, 1), (45, 2), (15, 3), (5, 4)]);
    let words: Vec<_> = (0..count).map(|_| dice.word(WORDS)).collect();
    match dice.weigh(&[(880, 0), (60, 1), (40, 2), (10, 3), (6, 4), (4, 5)]) {
        0 => camel(&words),
        1 => words.join("_"),
        2 => format!("{}VO", camel(&words)),
        3 => capital(&words),
        4 => format!("{}{}", dice.between(1..=9), camel(&words)),
        _ => format!("${}", words.join(".")),
    }
}

/// A name for a path parameter.
pub(crate) fn parameter(dice: &mut Dice) -> String {
    if dice.rarely(400) {
        return dice.pick(&["type", "self", "async", "a.b-c", "x_1", "2fa", "in"]).to_owned();
    }
    camel(&[dice.word(WORDS), dice.pick(&["id", "code", "name"])])
}

/// The name of a header.
pub(crate) fn header(dice: &mut Dice) -> String {
    format!("x-{}-{}", dice.word(WORDS), dice.word(WORDS))
}

/// The name of a type.
pub(crate) fn ty(dice: &mut Dice) -> String {
    if dice.rarely(30) { capital(&[&long(dice)]) } else { capital(&[dice.word(WORDS), dice.word(WORDS)]) }
}

/// The name of an operation and its file.
pub(crate) fn operation(dice: &mut Dice) -> String {
    if dice.rarely(60) {
        return dice.pick(&["move", "type", "match", "async", "self", "super", "crate", "request", "gen"]).to_owned();
    }
    format!("{}_{}_{}", dice.word(VERBS), dice.word(WORDS), dice.word(WORDS))
}

/// A name of 130 letters.
fn long(dice: &mut Dice) -> String {
    let mut name = String::new();
    while name.len() < 130 {
        name = camel(&[&name, dice.word(WORDS)]);
    }
    name.truncate(130);
    name
}

fn camel(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words {
        name.push_str(&if name.is_empty() { (*word).to_owned() } else { capital(&[word]) });
    }
    name
}

fn capital(words: &[&str]) -> String {
    let capital = |word: &&str| word[..1].to_ascii_uppercase() + &word[1..];
    words.iter().map(capital).collect()
}

/// Adds a `rename` if the Rust name would not be unique.
pub(crate) fn rename(
    names: &mut Names,
    wire: &str,
    before_digit: &str,
    stem: &str,
    separator: &str,
    map: &mut Mapping,
) {
    if !names.claim(wire, before_digit) {
        crate::yaml::put(map, "rename", names.invent(stem, separator));
    }
}
