//! Types of a spec as pages know them, and which of a page's words agree with them.

use crate::page::Meaning;

/// A type of a spec, as far as a page can tell it from others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A text of any sort: also a secret, an identifier, an enumeration.
    Text,
    DateTime,
    /// Octets; in JSON a text of base64.
    Bytes,
    Bool,
    Int32,
    Int64,
    Float64,
    Any,
    Object,
    Array(Box<Kind>),
    Map(Box<Kind>),
}

impl Kind {
    /// Whether the words of a page can mean this type.
    pub(crate) fn agrees(&self, meaning: &Meaning) -> bool {
        match meaning {
            Meaning::String => matches!(self, Self::Text | Self::DateTime | Self::Bytes),
            Meaning::Boolean => *self == Self::Bool,
            Meaning::Integer => *self == Self::Int32,
            Meaning::Long => *self == Self::Int64,
            Meaning::Number => matches!(self, Self::Int32 | Self::Int64 | Self::Float64),
            Meaning::Double => *self == Self::Float64,
            Meaning::Date => *self == Self::DateTime,
            Meaning::Bytes => *self == Self::Bytes,
            Meaning::Any => *self == Self::Any,
            Meaning::Object | Meaning::Named(_) => matches!(self, Self::Object | Self::Any),
            Meaning::Map(values) => match self {
                Self::Map(own) => values.as_ref().is_none_or(|values| own.agrees(values)),
                other => *other == Self::Any,
            },
            Meaning::Array(items) => match self {
                Self::Array(own) => items.as_ref().is_none_or(|items| own.agrees(items)),
                other => *other == Self::Any,
            },
            Meaning::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;
    use crate::page::Meaning;

    #[test]
    fn a_word_agrees_with_what_it_can_mean_and_nothing_else() {
        let list = |of: Kind| Kind::Array(Box::new(of));
        let of = |meaning: Meaning| Meaning::Array(Some(Box::new(meaning)));
        assert!(Kind::Text.agrees(&Meaning::String) && Kind::DateTime.agrees(&Meaning::String));
        assert!(!Kind::Int32.agrees(&Meaning::Long) && Kind::Int32.agrees(&Meaning::Number));
        assert!(Kind::Any.agrees(&Meaning::Object) && !Kind::Any.agrees(&Meaning::String));
        assert!(list(Kind::Object).agrees(&of(Meaning::Named("FileVO".to_owned()))));
        assert!(list(Kind::Text).agrees(&Meaning::Array(None)) && !list(Kind::Text).agrees(&of(Meaning::Long)));
        assert!(!Kind::Object.agrees(&Meaning::Map(None)) && !Kind::Text.agrees(&Meaning::Unknown));
    }
}
