//! Types of a spec, as far as pages distinguish them.

use crate::page::TypeMeaning;

/// A type of a spec.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FactType {
    /// Any string, including secrets, identifiers and enums.
    Text,
    DateTime,
    /// Binary data, base64 in JSON.
    Bytes,
    Bool,
    Int32,
    Int64,
    Float64,
    Any,
    Object,
    Array(Box<FactType>),
    Map(Box<FactType>),
}

impl FactType {
    /// Returns `true` if a page's type word can mean this type.
    pub(crate) fn agrees(&self, meaning: &TypeMeaning) -> bool {
        match meaning {
            TypeMeaning::String => matches!(self, Self::Text | Self::DateTime | Self::Bytes),
            TypeMeaning::Boolean => *self == Self::Bool,
            TypeMeaning::Integer => *self == Self::Int32,
            TypeMeaning::Long => *self == Self::Int64,
            TypeMeaning::Number => matches!(self, Self::Int32 | Self::Int64 | Self::Float64),
            TypeMeaning::Double => *self == Self::Float64,
            TypeMeaning::Date => *self == Self::DateTime,
            TypeMeaning::Bytes => *self == Self::Bytes,
            TypeMeaning::Any => *self == Self::Any,
            TypeMeaning::Object | TypeMeaning::Named(_) => matches!(self, Self::Object | Self::Any),
            TypeMeaning::Map(values) => match self {
                Self::Map(own) => values.as_ref().is_none_or(|values| own.agrees(values)),
                other => *other == Self::Any,
            },
            TypeMeaning::Array(items) => match self {
                Self::Array(own) => items.as_ref().is_none_or(|items| own.agrees(items)),
                other => *other == Self::Any,
            },
            TypeMeaning::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FactType;
    use crate::page::TypeMeaning;

    #[test]
    fn a_type_word_agrees_with_its_possible_types_only() {
        let list = |of: FactType| FactType::Array(Box::new(of));
        let of = |meaning: TypeMeaning| TypeMeaning::Array(Some(Box::new(meaning)));
        assert!(FactType::Text.agrees(&TypeMeaning::String) && FactType::DateTime.agrees(&TypeMeaning::String));
        assert!(!FactType::Int32.agrees(&TypeMeaning::Long) && FactType::Int32.agrees(&TypeMeaning::Number));
        assert!(FactType::Any.agrees(&TypeMeaning::Object) && !FactType::Any.agrees(&TypeMeaning::String));
        assert!(list(FactType::Object).agrees(&of(TypeMeaning::Named("FileVO".to_owned()))));
        assert!(
            list(FactType::Text).agrees(&TypeMeaning::Array(None))
                && !list(FactType::Text).agrees(&of(TypeMeaning::Long))
        );
        assert!(!FactType::Object.agrees(&TypeMeaning::Map(None)) && !FactType::Text.agrees(&TypeMeaning::Unknown));
    }
}
