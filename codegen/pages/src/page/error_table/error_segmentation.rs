//! Segments error rows without separators into code, message and description.

use super::MAX_READINGS;
use super::known_codes::KnownCodes;
use crate::page::segmentation::has_hump;

/// Maximum number of candidate ends of a code and of a message.
const MAX_CODES: usize = 100;
const MAX_MESSAGES: usize = 160;
/// Maximum number of letters compared with the code.
const MAX_LETTERS: usize = 600;

/// Common last words of codes.
const LAST_WORDS: &str = "error fail failed invalid illegal exist exists empty blank null limit denied found expired missing \
    parameter param forbidden format";

/// Chinese words that continue a sentence behind the name of a parameter, and start no description.
const PREDICATES: &[&str] = &["不能", "不可", "不得", "为空", "过大", "过长", "过多", "必填", "必须"];

/// Last words of names, with which no message starts.
const NAMES_END: &[&str] = &["Id", "Ids"];

/// Returns candidate ends of code and message with their cost, best first. Beam search over codes, then messages.
pub(super) fn of(text: &str, known: &KnownCodes) -> Vec<(u32, usize, usize)> {
    let codes = codes(text, known);
    let letters = LetterIndex::of(text);
    // Codes of other rows make no row certain.
    if let Some(sure) = sure(text, &codes).filter(|_| known.is_empty()) {
        return vec![(0, sure.0, sure.1)];
    }
    let mut segmentations: Vec<(u32, usize, usize)> = Vec::new();
    for (code, cost) in &codes {
        for (message, more) in messages(text, *code, &letters) {
            segmentations.push((cost + more, *code, code + message));
        }
        segmentations.sort_by_key(|(cost, ..)| *cost);
        segmentations.truncate(MAX_READINGS);
    }
    segmentations
}

/// Returns the segmentation if it is certain: the message occurs twice, or is a placeholder between a code and a
/// sentence.
fn sure(text: &str, codes: &[(usize, u32)]) -> Option<(usize, usize)> {
    let mut doubled = codes.iter().filter_map(|(code, _)| twice(&text[*code..]).map(|half| (*code, code + half)));
    if let Some(only) = doubled.next() {
        return doubled.next().is_none().then_some(only);
    }
    let run = text.find(|c: char| !is_of_code(c))?;
    let sentence = text[run..].strip_prefix("%s")?;
    let sure = run > 0 && sentence.starts_with(|c: char| c.is_ascii_uppercase()) && !sentence.contains("%s");
    sure.then_some((run, run + 2))
}

/// Returns the start of the second half of a text if it repeats the first.
fn twice(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_alphanumeric() || c == '%') {
        return None;
    }
    let bare = |c: &char| c.is_alphanumeric() || *c == '%';
    let count = text.chars().filter(bare).count();
    if count < 4 || count % 2 == 1 {
        return None;
    }
    let (middle, _) = text.char_indices().filter(|(_, c)| bare(c)).nth(count / 2)?;
    let letters = |text: &str| text.chars().filter(bare).flat_map(char::to_lowercase).collect::<String>();
    let (first, second) = text.split_at(middle);
    let whole = !first.ends_with(|c: char| c.is_whitespace()) || first.trim_end().ends_with(['.', '。']);
    (whole && letters(first) == letters(second)).then_some(middle)
}

pub(super) fn is_of_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Returns candidate ends of a code with their cost.
pub(super) fn codes(text: &str, known: &KnownCodes) -> Vec<(usize, u32)> {
    let run = text.find(|c: char| !is_of_code(c)).unwrap_or(text.len());
    let next = text[run..].chars().next();
    let has_word = next.is_some_and(|c| !c.is_alphanumeric() && !matches!(c, '%' | '(' | '（' | '【' | '“' | '"'));
    let costs = CodeCosts { text, run, has_word, letters: LetterIndex::of(text), known };
    let within = (1..run.min(MAX_CODES)).rev().filter_map(|end| Some((end, costs.of(end)?)));
    let within: Vec<(usize, u32)> = within.collect();
    let is_confirmed = within.iter().any(|(_, cost)| *cost == 0);
    let whole = (run > 0 && next != Some(' ')).then_some((run, if has_word { 6 } else { u32::from(is_confirmed) }));
    whole.into_iter().chain(within).collect()
}

/// Costs of candidate ends within the first characters that a code may have.
struct CodeCosts<'a> {
    text: &'a str,
    /// End of these characters.
    run: usize,
    /// Set if they end with a word of the message.
    has_word: bool,
    letters: LetterIndex,
    known: &'a KnownCodes,
}

impl CodeCosts<'_> {
    /// Returns the cost of a code that ends at an offset, or `None` if that is impossible.
    fn of(&self, end: usize) -> Option<u32> {
        let (code, word) = (&self.text[..end], &self.text[end..self.run]);
        let (before, after) = (*code.as_bytes().last()?, *word.as_bytes().first()?);
        let (is_lower, is_within) = (after.is_ascii_lowercase(), before.is_ascii_alphanumeric());
        let capital = after.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        let is_word = after.is_ascii_alphanumeric() && !word.trim_end_matches('.').contains('.');
        let is_known = is_word && self.known.has(code);
        let repeats = after.is_ascii_alphanumeric() && word.len() > 3 && has_word(code, word);
        let cost = if self.letters.echo(end, end).is_some() || (is_known && is_lower) {
            0
        } else if (is_known && is_plain(word))
            || repeats
            || (is_word && is_within && self.letters.end_with(self.text, end))
        {
            // Another row has the code, or the rest repeats it or a word of it.
            1
        } else if capital && is_word && is_plain(word) {
            2
        } else if is_lower && (is_number(code) || ends_in_last_word(self.text, end)) {
            3
        } else if after.is_ascii_digit() && before.is_ascii_alphabetic() {
            4
        } else if is_known || capital || (self.has_word && is_lower && is_within) {
            // The message starts with a name such as `userId`, or in lowercase anywhere before the space.
            5
        } else {
            return None;
        };
        // A one-word message that does not echo the code likely belongs to it.
        let one_word = cost > 0 && !self.has_word && !repeats;
        Some(cost + if one_word { ONE_WORD } else { 0 })
    }
}

fn is_number(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Returns `true` if a code ends with a word, or has it after a dot or at a capital.
fn has_word(code: &str, word: &str) -> bool {
    let starts = |at: usize| at == 0 || code[..at].ends_with('.') || word.starts_with(|c: char| c.is_ascii_uppercase());
    code.ends_with(word) || code.match_indices(word).any(|(at, _)| starts(at))
}

/// Returns `true` if a sentence may start with a word, unlike `userId` and `Id`.
fn is_plain(word: &str) -> bool {
    !has_hump(word) && !NAMES_END.contains(&word)
}

/// Lowercase ASCII letters and digits of a row, with their offsets.
struct LetterIndex {
    letters: Vec<u8>,
    at: Vec<usize>,
}

impl LetterIndex {
    fn of(text: &str) -> Self {
        let all = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()).take(MAX_LETTERS);
        let (at, letters) = all.map(|(at, byte)| (at, byte.to_ascii_lowercase())).unzip();
        Self { letters, at }
    }

    /// Returns the number of letters before an offset.
    fn before(&self, place: usize) -> usize {
        self.at.partition_point(|at| *at < place)
    }

    /// Returns the end of an echo of the code at an offset: `user not exist` after `user.not.exist`.
    fn echo(&self, code: usize, place: usize) -> Option<usize> {
        let (count, start) = (self.before(code), self.before(place));
        let said = self.letters.get(start..start + count)?;
        (count > 3 && *said == self.letters[..count]).then(|| self.at[start + count - 1] + 1)
    }

    /// Returns `true` if the row ends with the letters of the code, not within a sentence.
    fn end_with(&self, text: &str, code: usize) -> bool {
        let count = self.before(code);
        count > 5
            && count * 2 < self.letters.len()
            && self.letters.ends_with(&self.letters[..count])
            && !text[..self.at[self.at.len() - count]].ends_with(' ')
    }
}

/// Returns `true` if the last word of a code is a common one, and not the start of a longer one.
fn ends_in_last_word(text: &str, code: usize) -> bool {
    let start = text[..code].rfind(|c: char| !c.is_ascii_lowercase()).unwrap_or(0);
    let rest = text[start..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let last = code.saturating_sub(text.len() - rest.len());
    let begins = |word: &&str| rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    LAST_WORDS.split(' ').filter(begins).map(str::len).max() == Some(last)
}

/// Returns candidate ends of a message with their cost.
fn messages(row: &str, start: usize, letters: &LetterIndex) -> Vec<(usize, u32)> {
    let (code, text) = row.split_at(start);
    let mut ends: Vec<(usize, u32)> = Vec::new();
    let mut before: Option<char> = None;
    let mut joint: Option<char> = None;
    let echoed = letters.echo(start, start).map(|end| end - start);
    for (at, c) in text.char_indices().take(MAX_MESSAGES) {
        if let Some(before) = before {
            let (message, description) = text.split_at(at);
            // Descriptions often repeat the message or its end.
            let again = description.len() > 5 && (message.ends_with(description) || description.starts_with(message));
            let whole = message == code
                || (again && message.len() > 5)
                || (echoed == Some(at) && c.is_alphanumeric() && !c.is_ascii_lowercase());
            let cost = match cost(message, joint, before, c) {
                _ if whole && !before.is_whitespace() && !c.is_whitespace() => Some(u32::from(c.is_ascii_lowercase())),
                Some(_) if again => Some(0),
                // A single word rather belongs to the code or the description.
                Some(_) if message.len() == 1 && before.is_ascii_alphanumeric() => None,
                Some(cost) if message.chars().all(is_of_code) && !message.starts_with(code) => Some(cost + ONE_WORD),
                Some(cost) if before.is_ascii_alphanumeric() && begins_within(description) => {
                    Some(cost.max(if c.is_ascii() { 3 } else { WITHIN - 1 }))
                }
                cost => cost,
            };
            // Or the code.
            let explained = letters.echo(start, start + at).is_some();
            ends.extend(cost.map(|cost| (at, if explained { cost.saturating_sub(2) } else { cost })));
        }
        before = Some(c);
        if !c.is_ascii_alphanumeric() {
            joint = before;
        }
    }
    // One of the two may be empty.
    ends.push((text.len(), EMPTY));
    ends.push((0, EMPTY));
    // Within a script without spaces, prefer the middle.
    ends.sort_by_key(|(end, cost)| (*cost, if *cost == WITHIN { text.len().abs_diff(2 * end) } else { 0 }));
    ends
}

/// Returns `true` if a text starts within a sentence about a parameter, in its name or behind it.
fn begins_within(text: &str) -> bool {
    let name = text.bytes().take(MAX_CODES).take_while(u8::is_ascii_alphanumeric).count();
    PREDICATES.iter().any(|word| text[name..].starts_with(word))
}

/// Cost of a message that ends within a script without spaces.
const WITHIN: u32 = 6;

/// Cost of an empty message or description.
const EMPTY: u32 = 8;

/// Additional cost of a message of one word.
const ONE_WORD: u32 = 4;

/// Returns the cost of ending a message between two characters, or `None` if that is impossible. `joint` is the
/// character before its last ASCII word.
fn cost(message: &str, joint: Option<char>, before: char, after: char) -> Option<u32> {
    if before.is_whitespace() || after.is_whitespace() {
        return None;
    }
    let script = |c: char| c.is_ascii();
    if let Some(lead) = message.strip_suffix("%s").filter(|_| after.is_ascii_uppercase() || !after.is_ascii()) {
        // A sentence without spaces may go on behind it.
        let within = !after.is_ascii() && lead.ends_with(char::is_alphanumeric);
        return Some(if within { WITHIN - 1 } else { 1 });
    }
    if after.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
        // After Chinese text, or in a leading camel-case word, a capital is part of a name such as `userId`.
        let in_name = message.starts_with(|c: char| c.is_ascii_lowercase()) && !message.contains(' ');
        return Some(if joint.is_some_and(|c| !c.is_ascii()) {
            7
        } else if in_name {
            3
        } else {
            1
        });
    }
    if matches!(before, '.' | '!' | '?' | ')' | '。' | '）' | '！' | '？') && after.is_alphanumeric() {
        return if after.is_ascii_lowercase() { message.contains(' ').then_some(3) } else { Some(1) };
    }
    if before.is_alphanumeric() && after.is_alphanumeric() && script(before) != script(after) {
        return Some(2);
    }
    (!before.is_ascii() && !after.is_ascii() && before.is_alphanumeric() && after.is_alphanumeric()).then_some(WITHIN)
}
