//! Rust names from wire names. Casing and keywords are decided here and nowhere else.

use crate::model::Name;
use dingtalk_spec::PlacedText;
use dingtalk_spec::diag::{Code, NodePath, Sink};
use heck::{ToShoutySnakeCase as _, ToSnakeCase as _, ToUpperCamelCase as _};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The use of a name, which determines its case and its prefix before a leading digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A field.
    Field,
    /// A type.
    Type,
    /// A variant of an open enumeration.
    Value,
    /// A variant of an error enum.
    Error,
    /// An associated constant.
    Constant,
    /// A module, and the method of the same name.
    Module,
}

impl NameKind {
    fn case(self, text: &str) -> String {
        match self {
            Self::Field | Self::Module => text.to_snake_case(),
            Self::Type | Self::Value | Self::Error => text.to_upper_camel_case(),
            Self::Constant => text.to_shouty_snake_case(),
        }
    }

    fn before_digit(self) -> &'static str {
        match self {
            Self::Field | Self::Module => "n",
            Self::Type => "Type",
            Self::Value => "Value",
            Self::Error => "Code",
            Self::Constant => "HOST_",
        }
    }
}

/// The maximum length of a name. Names of nested types may contain the names of all fields around them.
const MAX_NAME_LENGTH: usize = 255;

/// The Rust name for a wire name, if its ASCII letters and digits make one.
pub fn derive(kind: NameKind, wire: &str) -> Option<Name> {
    if !wire.is_ascii() {
        return None;
    }
    // Every other sign separates words, as `-` and `_` do.
    let words: String = wire.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let cased = kind.case(&words);
    match cased.chars().next() {
        None => None,
        Some(first) if first.is_ascii_digit() => Some(Name::trusted(format!("{}{cased}", kind.before_digit()))),
        Some(_) => Some(Name::trusted(escape_keyword(cased))),
    }
}

/// Makes a keyword an identifier: raw where Rust allows it.
fn escape_keyword(name: String) -> String {
    match name.as_str() {
        "self" | "Self" | "super" | "crate" => name + "_",
        // A keyword since the 2024 edition.
        "gen" => format!("r#{name}"),
        _ if syn::parse_str::<syn::Ident>(&name).is_err() => format!("r#{name}"),
        _ => name,
    }
}

/// Names that emitted code takes from the prelude, or defines in the same module itself.
pub const TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "ErrorCode",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Request",
    "RequestFields",
    "Response",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that an operation's module takes from elsewhere, in its types or in its example.
pub const FOREIGN_TYPES: &[&str] = &["BTreeMap", "Bytes", "Client", "DateTime", "Nullable", "Secret", "Value"];

/// Types of the emitted root module, and those that dingtalk-client exports beside them.
pub const ROOT_TYPES: &[&str] = &[
    "AnyError",
    "BuildError",
    "BuildErrorKind",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "DateTime",
    "DialectIndex",
    "Error",
    "ErrorKind",
    "GlobalErrorCode",
    "HeaderMap",
    "HeaderName",
    "HeaderValue",
    "Items",
    "Method",
    "Nullable",
    "FieldError",
    "Options",
    "Outcome",
    "Pages",
    "Paginated",
    "R",
    "RawCall",
    "Reply",
    "Retry",
    "Secret",
    "SignedPut",
    "StatusCode",
    "TokenProvider",
    "Value",
];

/// Modules and methods of the emitted root, and the modules that dingtalk-client exports beside them.
pub const SERVICES: &[&str] = &[
    "api",
    "block_on",
    "blocking",
    "builder",
    "call",
    "clone",
    "dingtalk_runtime",
    "fmt",
    "from",
    "into",
    "items",
    "lib",
    "main",
    "r#mod",
    "new",
    "observe",
    "pages",
    "put_signed",
    "raw",
    "runtime",
    "testing",
    "transport",
    "try_into",
    "types",
    "upload",
    "with",
];

/// Types that stand beside those of the services.
pub const CLIENTS: &[&str] = &["Client"];

/// Constants that the runtime asks of an API.
pub const CONSTANTS: &[&str] = &["DIALECTS", "NAME", "TRACES", "USER_AGENT"];

/// Modules and methods that a service has of its own.
pub const OPERATIONS: &[&str] = &["clone", "fmt", "into", "r#mod", "new", "try_into"];

/// Names of one kind that must differ.
pub(crate) struct NameScope {
    kind: NameKind,
    /// The help, as a sentence.
    help: &'static str,
    taken: HashMap<Name, Origin>,
}

/// The origin of a taken name.
enum Origin {
    /// Emitted code needs it.
    Emitted,
    /// Another file of the spec, which makes it something that is named here.
    Elsewhere(&'static str),
    /// The spec, from this text.
    Spec(String),
}

impl NameScope {
    /// A scope in which the names of `reserved` lists are taken already.
    pub(crate) fn new(kind: NameKind, help: &'static str, reserved: &[&[&str]]) -> Self {
        let taken = reserved.concat().into_iter().map(|name| (Name::trusted(name), Origin::Emitted)).collect();
        Self { kind, help, taken }
    }

    /// Takes names out of the scope that another file gives, and says what they are.
    pub(crate) fn reserve<'a>(&mut self, names: impl Iterator<Item = &'a str>, what: &'static str) {
        self.taken.extend(names.map(|name| (Name::trusted(name), Origin::Elsewhere(what))));
    }

    /// Returns true if the scope has this name already.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains_key(&Name::trusted(name))
    }

    /// Decides the name for `wire` at `place`; `rename` is the name that the spec sets instead. Placeholders
    /// are not reported.
    pub(crate) fn claim(
        &mut self,
        wire: &str,
        rename: Option<&PlacedText>,
        place: &NodePath,
        sink: &mut Sink,
    ) -> Option<Name> {
        if wire.is_empty() || rename.is_some_and(PlacedText::is_placeholder) {
            return None;
        }
        let (said, place) = rename.map_or((wire, place), |rename| (rename.as_str(), &rename.place));
        let name = match rename {
            Some(_) => self.wanted(said, place, sink)?,
            None => self.derived(said, place, sink)?,
        };
        if name.as_str().len() > MAX_NAME_LENGTH {
            let message = format!("the Rust name for `{said}` has more than {MAX_NAME_LENGTH} characters");
            let help = if rename.is_some() { "choose a shorter name" } else { self.help };
            sink.report(Code::Unnameable, place, message).help(help);
            return None;
        }
        let help = match rename {
            Some(_) => Cow::Borrowed("choose another name"),
            None if self.is_in_two_places(&name, said) => Cow::Owned(format!(
                "give both a `rename` that says where they are sent, such as `query_{name}` and `body_{name}`",
                name = name.bare()
            )),
            None => Cow::Borrowed(self.help),
        };
        self.take(name, said, &help, place, sink)
    }

    /// Returns true for a field whose wire name another one has: keys of a map differ, so it is in another part of the request.
    fn is_in_two_places(&self, name: &Name, wire: &str) -> bool {
        let first = self.taken.get(name);
        self.kind == NameKind::Field && matches!(first, Some(Origin::Spec(first)) if first == wire)
    }

    /// Takes a name, which comes from the text `said`, unless it is taken.
    pub(crate) fn take(
        &mut self,
        name: Name,
        said: &str,
        help: &str,
        place: &NodePath,
        sink: &mut Sink,
    ) -> Option<Name> {
        match self.taken.entry(name) {
            Entry::Vacant(free) => {
                let name = free.key().clone();
                free.insert(Origin::Spec(said.to_owned()));
                Some(name)
            }
            Entry::Occupied(taken) => {
                let name = taken.key();
                let message = match taken.get() {
                    Origin::Emitted if name.as_str() == said => {
                        format!("the name `{said}` is reserved for generated code")
                    }
                    Origin::Emitted => {
                        format!("`{said}` becomes the Rust name `{name}`, which is reserved for generated code")
                    }
                    Origin::Elsewhere(what) => format!("`{name}` is {what}"),
                    Origin::Spec(first) if first == said => format!("the name `{said}` is taken above"),
                    Origin::Spec(first) => format!("`{first}` and `{said}` both become the Rust name `{name}`"),
                };
                sink.report(Code::NameClash, place, message).help(help);
                None
            }
        }
    }

    fn derived(&self, wire: &str, place: &NodePath, sink: &mut Sink) -> Option<Name> {
        let name = derive(self.kind, wire);
        if name.is_none() {
            let message = format!("no Rust name can be made from `{wire}`: it takes ASCII letters or digits");
            sink.report(Code::Unnameable, place, message).help(self.help);
        }
        name
    }

    fn wanted(&self, wanted: &str, place: &NodePath, sink: &mut Sink) -> Option<Name> {
        let name = derive(self.kind, wanted);
        if let Some(name) = &name
            && name.bare() == wanted
        {
            return Some(name.clone());
        }
        let (help, is_keyword) = match name {
            Some(name) => (format!("write `{}`", name.bare()), name.bare().strip_suffix('_') == Some(wanted)),
            None => ("use ASCII letters and digits".to_owned(), false),
        };
        let why =
            if is_keyword { "a keyword of Rust, which cannot be a name" } else { "not a Rust name of the right case" };
        let message = format!("`{wanted}` is {why}");
        sink.report(Code::Unnameable, place, message).help(help);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{NameKind, derive};

    #[test]
    fn every_name_is_an_identifier_of_its_case() {
        let name = |kind, wire| derive(kind, wire).map(|name| name.as_str().to_owned());
        assert_eq!(name(NameKind::Field, "hdIconVO").as_deref(), Some("hd_icon_vo"));
        assert_eq!(name(NameKind::Field, "x-client-token").as_deref(), Some("x_client_token"));
        assert_eq!(name(NameKind::Field, "$ref").as_deref(), Some("r#ref"));
        assert_eq!(name(NameKind::Field, "self").as_deref(), Some("self_"));
        assert_eq!(name(NameKind::Field, "2fa").as_deref(), Some("n2fa"));
        assert_eq!(name(NameKind::Error, "paramError.spaceId").as_deref(), Some("ParamErrorSpaceId"));
        assert_eq!(name(NameKind::Error, "40014").as_deref(), Some("Code40014"));
        assert_eq!(name(NameKind::Value, "SELF").as_deref(), Some("Self_"));
        assert_eq!(name(NameKind::Field, "名称"), None);
        assert_eq!(name(NameKind::Field, "--"), None);
    }
}
