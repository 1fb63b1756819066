//! Type words of pages.

use std::fmt;

/// Known type words, case-insensitive. The longest match wins.
const WORDS: &[(&str, TypeMeaning)] = &[
    ("String", TypeMeaning::String),
    ("Str", TypeMeaning::String),
    ("Text", TypeMeaning::String),
    ("字符串", TypeMeaning::String),
    ("Boolean", TypeMeaning::Boolean),
    ("Bool", TypeMeaning::Boolean),
    ("布尔", TypeMeaning::Boolean),
    ("Integer", TypeMeaning::Integer),
    ("Int", TypeMeaning::Integer),
    ("Int32", TypeMeaning::Integer),
    ("Short", TypeMeaning::Integer),
    ("整型", TypeMeaning::Integer),
    ("Long", TypeMeaning::Long),
    ("Int64", TypeMeaning::Long),
    ("Number", TypeMeaning::Number),
    ("数字", TypeMeaning::Number),
    ("Double", TypeMeaning::Double),
    (LOWERCASE, TypeMeaning::Double),
    ("Float", TypeMeaning::Double),
    ("BigDecimal", TypeMeaning::Double),
    ("Decimal", TypeMeaning::Double),
    ("Date", TypeMeaning::Date),
    ("DateTime", TypeMeaning::Date),
    ("Byte[]", TypeMeaning::Bytes),
    ("Bytes", TypeMeaning::Bytes),
    ("File", TypeMeaning::Bytes),
    ("Binary", TypeMeaning::Bytes),
    ("InputStream", TypeMeaning::Bytes),
    ("Any", TypeMeaning::Any),
    ("JSON", TypeMeaning::Any),
    ("Object", TypeMeaning::Object),
    ("JSONObject", TypeMeaning::Object),
    ("JSON Object", TypeMeaning::Object),
    ("对象", TypeMeaning::Object),
    ("Map", TypeMeaning::Map(None)),
    ("HashMap", TypeMeaning::Map(None)),
    ("Array", TypeMeaning::Array(None)),
    ("List", TypeMeaning::Array(None)),
    ("JSONArray", TypeMeaning::Array(None)),
    ("JSON Array", TypeMeaning::Array(None)),
    ("数组", TypeMeaning::Array(None)),
];

/// The word that pages write in lowercase.
const LOWERCASE: &str = "double";

/// Words of a spec.
const SPEC_WORDS: &[(&str, TypeMeaning)] = &[
    ("string", TypeMeaning::String),
    ("bool", TypeMeaning::Boolean),
    ("int32", TypeMeaning::Integer),
    ("int64", TypeMeaning::Long),
    ("float64", TypeMeaning::Double),
    ("datetime", TypeMeaning::Date),
    ("bytes", TypeMeaning::Bytes),
    ("any", TypeMeaning::Any),
    ("object", TypeMeaning::Object),
];

/// Prefixes of list types.
const OF: &[&str] = &["array of ", "list of ", "arrayof"];

/// Prefixes of generic list and map types.
const GENERIC: &[&str] = &["list<", "array<", "set<", "collection<", "arraylist<"];
const MAPS: &[&str] = &["map<", "hashmap<"];

/// Maximum nesting depth of a type.
const MAX_DEPTH: usize = 16;

/// A type cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeCell {
    /// Text on the page.
    pub(crate) text: String,
    pub(crate) meaning: TypeMeaning,
}

/// Meaning of a type cell, or a type of a spec.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TypeMeaning {
    String,
    Boolean,
    /// `Integer`, `int`, `Int32`.
    Integer,
    /// `Long`, `Int64`.
    Long,
    /// `Number`: any numeric type.
    Number,
    /// `Double`, `Float`, `BigDecimal`.
    Double,
    /// `Date`, `DateTime`.
    Date,
    /// `byte[]`, `File`, `Binary`.
    Bytes,
    /// `Any`, `JSON`.
    Any,
    /// `Object`, `JSONObject`.
    Object,
    Map(Option<Box<TypeMeaning>>),
    /// `Array`, `List`, with the item type if stated.
    Array(Option<Box<TypeMeaning>>),
    /// Name of a service type, such as `DentryVO`.
    Named(String),
    /// Not a type.
    Unknown,
}

impl TypeCell {
    /// Parses the text of a cell.
    pub(crate) fn parse(text: &str) -> Self {
        let text = text.trim();
        Self { text: text.to_owned(), meaning: TypeMeaning::parse(text) }
    }
}

impl TypeMeaning {
    fn parse(text: &str) -> Self {
        let whole = prefix(text, TypeSyntax::Cell, MAX_DEPTH + 1).filter(|(_, end)| *end == text.len());
        whole.map_or(Self::Unknown, |(meaning, _)| meaning)
    }

    /// Returns the type that a spec's word means. Secrets, identifiers and enums are strings.
    pub(crate) fn of_spec_word(word: &str) -> Self {
        SPEC_WORDS.iter().find(|(own, _)| *own == word).map_or(Self::String, |(_, meaning)| meaning.clone())
    }

    /// Returns the spec's word for exactly this type, unless it is a list or map.
    pub(crate) fn spec_word(&self) -> Option<&'static str> {
        SPEC_WORDS.iter().find(|(_, meaning)| meaning == self).map(|(word, _)| *word)
    }

    /// Returns `true` if a page's type can mean this type of a spec, or is the same type of another page.
    pub(crate) fn agrees(&self, listed: &Self) -> bool {
        let inner = |own: &Option<Box<Self>>, listed: &Option<Box<Self>>| {
            listed.as_ref().is_none_or(|listed| own.as_ref().is_some_and(|own| own.agrees(listed)))
        };
        match (listed, self) {
            (listed, own) if listed == own => true,
            (Self::String, own) => matches!(own, Self::Date | Self::Bytes),
            (Self::Number, own) => matches!(own, Self::Integer | Self::Long | Self::Double),
            (Self::Map(listed), Self::Map(own)) | (Self::Array(listed), Self::Array(own)) => inner(own, listed),
            (Self::Object | Self::Named(_), own) => matches!(own, Self::Object | Self::Any),
            (Self::Map(_) | Self::Array(_), own) => *own == Self::Any,
            _ => false,
        }
    }

    /// Returns the element type of nested lists and maps.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Array(Some(inner)) | Self::Map(Some(inner)) => inner.innermost(),
            other => other,
        }
    }

    /// Returns `true` if rows can describe its fields or items.
    pub(crate) fn holds(&self) -> bool {
        matches!(self.innermost(), Self::Object | Self::Array(_) | Self::Map(_) | Self::Any | Self::Named(_))
    }
}

/// Returns `true` for a known type word, or a list or map of any type.
pub(crate) fn is_known(text: &str) -> bool {
    !matches!(TypeMeaning::parse(text.trim()), TypeMeaning::Named(_) | TypeMeaning::Unknown)
}

/// Returns the length of the longest type word at the start of a text, including its type arguments. Matches the case
/// that pages use, unless `any_case` is set.
pub(crate) fn leading(text: &str, any_case: bool) -> Option<usize> {
    let syntax = if any_case { TypeSyntax::AnyCase } else { TypeSyntax::UsualCase };
    prefix(text, syntax, MAX_DEPTH).map(|(_, end)| end)
}

/// Types that a text may begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TypeSyntax {
    /// Type words in the case that pages use.
    UsualCase,
    /// Type words in any case.
    AnyCase,
    /// Type words in any case, and names of service types.
    Cell,
}

/// Returns the type at the start of a text and its length.
fn prefix(text: &str, syntax: TypeSyntax, depth: usize) -> Option<(TypeMeaning, usize)> {
    let depth = depth.checked_sub(1)?;
    let opening = |all: &[&str]| all.iter().find(|of| begins(text, of, syntax)).map(|of| of.len());
    let array = |items| TypeMeaning::Array(Some(Box::new(items)));
    let of = opening(OF).and_then(|start| {
        let rest = text[start..].trim_start();
        let (items, end) = prefix(rest, syntax, depth)?;
        Some((array(items), text.len() - rest.len() + end))
    });
    let list = || {
        let (items, end) = arguments(text, opening(GENERIC)?, syntax, depth)?;
        Some((array(items), end))
    };
    let map = || {
        let (values, end) = arguments(text, opening(MAPS)?, syntax, depth)?;
        Some((TypeMeaning::Map(Some(Box::new(values))), end))
    };
    // `Array of …` without a type is `Array` followed by a description.
    let (mut meaning, mut end) = of.or_else(list).or_else(map).or_else(|| longest_word(text, syntax))?;
    let mut lists = 0;
    while let Some(rest) = text[end..].trim_start().strip_prefix("[]") {
        lists += 1;
        (meaning, end) = (array(meaning), text.len() - rest.len());
    }
    (lists <= MAX_DEPTH).then_some((meaning, end))
}

/// Returns the last of the type arguments and their end. They may be names.
fn arguments(text: &str, start: usize, syntax: TypeSyntax, depth: usize) -> Option<(TypeMeaning, usize)> {
    let mut at = start;
    loop {
        let rest = text[at..].trim_start();
        let begin = text.len() - rest.len();
        let name = Some(name_length(rest)).filter(|length| *length > 0);
        let name = name.map(|length| (TypeMeaning::Named(rest[..length].to_owned()), length));
        let is_whole = |(_, length): &(TypeMeaning, usize)| rest[*length..].trim_start().starts_with([',', '>']);
        let (argument, length) = prefix(rest, syntax, depth).filter(is_whole).or(name)?;
        let rest = text[begin + length..].trim_start();
        at = text.len() - rest.len() + 1;
        match rest.chars().next()? {
            '>' => return Some((argument, at)),
            ',' => {}
            _ => return None,
        }
    }
}

/// Returns the longest type word without arguments, or name, and its length.
fn longest_word(text: &str, syntax: TypeSyntax) -> Option<(TypeMeaning, usize)> {
    // `Strin` is a typo, not `Str` before a description, and `doubled` is no type.
    let is_cut = |word: &str| {
        matches!(word, "Str" | LOWERCASE) && text[word.len()..].starts_with(|c: char| c.is_ascii_lowercase())
    };
    let is_lowercase = |word: &str| word == LOWERCASE && text.starts_with(LOWERCASE);
    let words = WORDS.iter().filter(|(word, _)| begins(text, word, syntax) || is_lowercase(word));
    let word = words.filter(|(word, _)| !is_cut(word)).max_by_key(|(word, _)| word.len());
    let word = word.map(|(word, meaning)| (meaning.clone(), word.len()));
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$');
    let (name, _) = text.split_at(text.find(|c| !is_of_name(c)).unwrap_or(text.len()));
    let is_name = syntax == TypeSyntax::Cell && name.starts_with(|c: char| c.is_ascii_uppercase());
    // `FileInfo` is a name, not `File`.
    let is_longer = is_name && word.as_ref().is_none_or(|(_, length)| *length < name.len());
    if is_longer { Some((TypeMeaning::Named(name.to_owned()), name.len())) } else { word }
}

pub(super) fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len())
}

/// Returns `true` if a text starts with a word: in any case, or capitalized unless brackets mark it as a type.
fn begins(text: &str, word: &str, syntax: TypeSyntax) -> bool {
    let capital = !text.starts_with(|c: char| c.is_ascii_lowercase()) || word.ends_with("[]");
    let head = text.get(..word.len());
    (syntax != TypeSyntax::UsualCase || capital) && head.is_some_and(|head| head.eq_ignore_ascii_case(word))
}

impl fmt::Display for TypeCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::TypeMeaning;

    #[test]
    fn a_type_word_agrees_with_its_possible_types_only() {
        let of = |meaning: TypeMeaning| TypeMeaning::Array(Some(Box::new(meaning)));
        assert!(TypeMeaning::String.agrees(&TypeMeaning::String) && TypeMeaning::Date.agrees(&TypeMeaning::String));
        assert!(!TypeMeaning::Integer.agrees(&TypeMeaning::Long) && TypeMeaning::Integer.agrees(&TypeMeaning::Number));
        assert!(TypeMeaning::Any.agrees(&TypeMeaning::Object) && !TypeMeaning::Any.agrees(&TypeMeaning::String));
        assert!(of(TypeMeaning::Object).agrees(&of(TypeMeaning::Named("FileVO".to_owned()))));
        assert!(
            of(TypeMeaning::String).agrees(&TypeMeaning::Array(None))
                && !of(TypeMeaning::String).agrees(&of(TypeMeaning::Long))
        );
        assert!(
            !TypeMeaning::Object.agrees(&TypeMeaning::Map(None)) && !TypeMeaning::String.agrees(&TypeMeaning::Unknown)
        );
    }
}
