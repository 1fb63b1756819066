//! Rows whose cells stand together with nothing between them: every way to tell them apart that the text allows.

use super::type_word;
use crate::docs::labels::{self, Column};
use std::collections::HashSet;

/// No name of a member is longer.
const NAME: usize = 200;
/// More readings say no more than these.
const READINGS: usize = 64;

/// The texts of the cells, column by column.
pub(super) type Texts = Vec<String>;

/// How much is taken for the word of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Types {
    /// Words that pages have for types, as they write them.
    Words,
    /// The same in small letters.
    AnyCase,
    /// Names of types of the service.
    Names,
}

/// All ways to tell the cells of a row apart, the likeliest first. `known` are the names that other places of the page give to members here.
pub(super) fn members(columns: &[Option<Column>], text: &str, known: &HashSet<&str>) -> Vec<Texts> {
    for (types, without_flag) in [
        (Types::Words, false),
        (Types::Names, false),
        (Types::AnyCase, false),
        (Types::Words, true),
        (Types::Names, true),
    ] {
        let mut ways = ways(columns, text, types, without_flag);
        if types == Types::Words && ways.iter().all(|ends| ends.first() == Some(&0)) {
            ways.extend(self::ways(columns, text, Types::Names, without_flag));
        }
        if !ways.is_empty() {
            return settle(columns, text, ways, known);
        }
    }
    Vec::new()
}

/// For each way, where each cell ends.
fn ways(columns: &[Option<Column>], text: &str, types: Types, without_flag: bool) -> Vec<Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for (number, column) in columns.iter().enumerate() {
        let following = columns.get(number + 1).map_or(Following::Nothing, |column| Following::Cell(*column));
        let mut longer = Vec::new();
        for way in ways {
            let at = way.last().copied().unwrap_or(0);
            for end in ends(text, at, *column, following, types, without_flag) {
                let mut way = way.clone();
                way.push(end);
                longer.push(way);
            }
        }
        longer.truncate(READINGS * READINGS);
        ways = longer;
    }
    ways.retain(|way| way.last() == Some(&text.len()));
    ways.truncate(READINGS);
    ways
}

/// What stands behind a cell.
#[derive(Clone, Copy)]
enum Following {
    Nothing,
    /// A cell of that column, if the column is known.
    Cell(Option<Column>),
}

/// Where a cell that begins at a place may end.
fn ends(
    text: &str,
    at: usize,
    column: Option<Column>,
    following: Following,
    types: Types,
    without_flag: bool,
) -> Vec<usize> {
    let rest = &text[at..];
    let fits = |end: &usize| match following {
        Following::Cell(Some(Column::Type)) => !type_ends(text, *end, types).is_empty(),
        Following::Cell(Some(Column::Required)) => without_flag || labels::leading_flag(&text[*end..]).is_some(),
        // A value may begin as it likes; a sentence begins with a capital.
        Following::Cell(Some(Column::Example | Column::Default | Column::MaxLength)) => true,
        Following::Cell(_) => !text[*end..].starts_with(|c: char| c.is_ascii_lowercase()),
        Following::Nothing => *end == text.len(),
    };
    match column {
        Some(Column::Name) => {
            let run = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len()).min(NAME);
            (at..=at + run).filter(fits).collect()
        }
        Some(Column::Type) => type_ends(text, at, types).into_iter().filter(fits).collect(),
        Some(Column::Required) => match labels::leading_flag(rest) {
            Some(length) => vec![at + length].into_iter().filter(fits).collect(),
            None => {
                if without_flag {
                    vec![at]
                } else {
                    Vec::new()
                }
            }
        },
        _ => match following {
            Following::Nothing => vec![text.len()],
            // Nothing tells free texts apart: the last of them gets all.
            Following::Cell(
                None | Some(Column::Description | Column::Example | Column::Default | Column::MaxLength),
            ) => vec![at],
            Following::Cell(_) => {
                let ends = rest.char_indices().map(|(end, _)| at + end).take(NAME * 10);
                ends.filter(fits).collect()
            }
        },
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']' | '*' | '{' | '}' | '@' | ':')
}

/// Where the word of a type that begins at a place may end.
fn type_ends(text: &str, at: usize, types: Types) -> Vec<usize> {
    let rest = &text[at..];
    match types {
        Types::Words | Types::AnyCase => {
            type_word::leading(rest, types == Types::AnyCase).map(|length| at + length).into_iter().collect()
        }
        Types::Names => {
            let of =
                ["Array of ", "List<", "Array<", "array of "].into_iter().find(|of| rest.starts_with(of)).unwrap_or("");
            let name = &rest[of.len()..];
            if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
                return Vec::new();
            }
            let run = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len()).min(NAME);
            let mut ends: Vec<usize> = (2..=run).collect();
            if let Some(list) = ["[]", ">"].into_iter().find(|list| name[run..].starts_with(list)) {
                ends = vec![run + list.len()];
            }
            ends.into_iter().map(|end| at + of.len() + end).filter(|end| is_boundary(text, *end)).collect()
        }
    }
}

/// Whether a new cell may begin at a place: at a capital, but not within several of them, at another script, or at the end.
fn is_boundary(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    let Some(first) = after.next() else { return true };
    if first.is_ascii_uppercase() && text[..at].ends_with(|c: char| c.is_ascii_uppercase()) {
        return after.next().is_some_and(|c| c.is_ascii_lowercase());
    }
    first.is_ascii_uppercase() || !first.is_ascii() || first.is_ascii_digit()
}

/// What speaks against a way; the first ways are those against which least does.
fn settle(columns: &[Option<Column>], text: &str, mut ways: Vec<Vec<usize>>, known: &HashSet<&str>) -> Vec<Texts> {
    let name = columns.iter().position(|column| *column == Some(Column::Name));
    let cell = |way: &[usize], number: usize| {
        let start = if number == 0 { 0 } else { way[number - 1] };
        text[start..way[number]].to_owned()
    };
    let is_known = |way: &Vec<usize>| name.is_some_and(|name| known.contains(cell(way, name).as_str()));
    keep(&mut ways, is_known);
    let free =
        columns.iter().rposition(|column| !matches!(column, Some(Column::Name | Column::Type | Column::Required)));
    let begins = |way: &Vec<usize>| free.map(|free| cell(way, free)).unwrap_or_default();
    // `StringThe` begins no sentence, but `Stringent rules` and `String of` do.
    let capital = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
    keep(&mut ways, |way| {
        let begins = begins(way);
        type_word::leading(&begins, false).is_none_or(|end| !capital(&begins[end..]))
    });
    keep(&mut ways, |way| !begins(way).starts_with(' '));
    let named = |way: &Vec<usize>| name.is_none_or(|name| !cell(way, name).is_empty());
    let typed = columns.iter().position(|column| *column == Some(Column::Type));
    let odd_name =
        |way: &Vec<usize>| typed.is_some_and(|typed| NAMES_END.iter().all(|end| !cell(way, typed).ends_with(end)));
    ways.sort_by_cached_key(|way| {
        let length = typed.map_or(0, |typed| cell(way, typed).len());
        (!named(way), odd_name(way), std::cmp::Reverse(length))
    });
    ways.into_iter().map(|way| (0..columns.len()).map(|number| cell(&way, number)).collect()).collect()
}

/// What names of types often end with.
const NAMES_END: &[&str] = &["VO", "DTO", "DO", "Model", "Info", "Result", "Param", "Request", "Response", "[]", ">"];

/// Leaves the ways of which something is true, if there are any.
fn keep(ways: &mut Vec<Vec<usize>>, is: impl Fn(&Vec<usize>) -> bool) {
    if ways.iter().any(&is) {
        ways.retain(is);
    }
}
