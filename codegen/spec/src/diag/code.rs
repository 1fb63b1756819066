//! The stable codes of errors and warnings.

use std::fmt;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The spec is invalid: no client is generated.
    Error,
    /// The spec is valid and suspicious: a client is generated.
    Warning,
}

/// Lists each code once: its number, severity, title and explanation.
macro_rules! codes {
    ($($name:ident $number:literal $severity:ident $title:literal $explanation:literal)+) => {
        /// The kind of a diagnostic. The number and the severity of a code are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $number, "`: ", $title, ".")] $name,)+
        }

        impl Code {
            /// Every code, ordered by number.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as printed, such as `D0005`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $number,)+ }
            }

            /// The severity of the code.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// The title, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// The meaning and the fix, in a few sentences.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)+ }
            }
        }
    };
}

codes! {
    Syntax "D0001" Error "not YAML"
        "The text is not valid YAML. Most often a text needs quotes: inside `{ }` a text with a comma, a bracket, \
         `: ` or ` #`, and everywhere a text that begins with a YAML indicator."
    NotUtf8 "D0002" Error "not UTF-8"
        "The file has bytes that are not valid UTF-8. Save it as UTF-8."
    EmptyFile "D0003" Error "empty file"
        "The file has no content besides comments. Write the spec there, or delete the file."
    DuplicateKey "D0004" Error "duplicate key"
        "A map has the same key twice. Remove one of them; until then the first one is read."
    UnknownKey "D0005" Error "unknown key"
        "The language has no such key here, so it would have no effect. Correct its spelling, or remove it."
    MissingKey "D0006" Error "missing key"
        "A required key is missing. Add it; the help says what it holds."
    WrongType "D0007" Error "wrong type of value"
        "A text is used where a number, a list or a map is expected, or the other way round. YAML reads `42` and \
         `true` as a number and a boolean: quote them where they are texts."
    UnknownWord "D0008" Error "not in the list of values"
        "Only certain values are valid here. The help lists them, or names the nearest one."
    TooLarge "D0009" Error "too large"
        "The file exceeds the limit for bytes, values or nesting. Split it, expand repeated aliases, \
         or use the type `any` for deeply nested values."
    UnknownType "D0010" Error "unknown type"
        "The value of `type` is neither a built-in type nor a name that the spec defines. Correct it, or \
         define the name."
    ParameterNotInPath "D0011" Error "parameter missing from the path"
        "A parameter is listed under `path_parameters`, and `path` has no `{name}` for it. Add it to the path, or \
         move the parameter to where it is sent."
    UndeclaredParameter "D0012" Error "undeclared path parameter"
        "The path has a `{name}` that `path_parameters` does not list. Declare it there."
    MalformedPath "D0013" Error "malformed path"
        "The path is sent as written, so it begins with `/`, needs no encoding, and has no empty segments and no \
         `.` or `..` segments. The help says which rule is broken."
    NameClash "D0014" Error "Rust name clash"
        "Two names become the same Rust name, or a name is reserved for generated code. \
         Set another one with `rename` or `name`; the wire name stays."
    Unnameable "D0015" Error "no valid Rust name"
        "The name has no ASCII letters, becomes a Rust name of more than 255 characters, or is a given name that is \
         not a valid Rust name. Set one with `rename` or `name`."
    RepeatedRow "D0016" Error "duplicate error row"
        "Two error rows share a status, the code and the message. Remove one of them."
    Unreadable "D0017" Error "unreadable file"
        "A file or folder of the spec is missing or cannot be read. Every spec has an `api.yaml`."
    OutOfPlace "D0018" Error "misplaced file"
        "A spec has `api.yaml` and `<service>/<operation>.yaml`, with names of `a-z`, `0-9` and `_`, and an operation \
         has the name of its file. Move, rename or delete other files."
    ExampleMismatch "D0019" Error "example does not match its type"
        "The example has an undeclared field, or a value that its type does not allow. Correct the example or \
         the declaration."
    ForeignKey "D0020" Error "key not allowed here"
        "The key belongs to another type or another place, and has no effect here. Remove it, or use \
         the type that it belongs to."
    NotAStatus "D0021" Error "not an HTTP status"
        "A status is a number from 100 to 599."
    NotAHeader "D0022" Error "invalid header"
        "The name is not a valid header name, is used twice, or is a header that the client sets itself. Correct \
         it, or remove it."
    MalformedUrl "D0023" Error "malformed URL"
        "The URL of a host is `https://` and a name, without a path. The URL of a page is absolute."
    Empty "D0024" Error "empty value"
        "The key has no value. Add one, or remove the key."
    Unprintable "D0025" Error "character not allowed in a text"
        "The file has an invisible character, or one that changes how other text is displayed; or a name, a value or a \
         code has spaces at its ends, or white space other than spaces within. Remove it; it often comes from copied text."
    EndlessType "D0026" Error "type requires itself"
        "A value of this type would need another one inside it, without end. Remove `required` \
         from one field of the cycle, or use a list or a map."
    MissingDescription "D0027" Warning "missing description"
        "The generated documentation has nothing but a name here. Describe it in `doc`; a service is described in the \
         `services` of `api.yaml`. A path parameter needs no description if its type is an identifier, and an item needs none."
    CaseCollision "D0028" Warning "names differ in case alone"
        "Two codes of an error table, or two values of an enum, differ in case alone, so one is probably misspelt. \
         Correct it; if the service sends both, give one of them a `rename`."
    Unused "D0029" Warning "unused type or identifier"
        "No operation uses the type or identifier. Use it, or remove it. Reported only if the spec has no errors."
    UnexplainedRequired "D0030" Warning "required response field without a reason"
        "A response without a required field cannot be decoded. Say in `reason` how it is known that the \
         service always sends it, or remove `required`."
    Contradiction "D0031" Error "contradictory error rows"
        "`retry` and `refused` contradict each other, or two rows with the same code and status differ in them. \
         The client retries according to these keys. Correct one of them."
    MissingRefused "D0032" Warning "`refresh_token` without `refused`"
        "If a new access token helps, the service did nothing. Without `refused: true`, an operation that is not \
         idempotent may not be retried with the new token."
    TokenOperation "D0033" Error "not a token operation"
        "A client gets its access tokens from the operation that `fetch` names, with an app's key and secret. \
         The operation has `token: false`, requires a `string` and a `secret` and nothing else, and its response has a \
         required `secret`; its lifetime is an `int32` or an `int64`."
    UnknownFact "D0034" Error "unknown fact"
        "The name is not that of a fact, such as `method`, `query unionId type` or \
         `error 400 paramError`. Copy it from the output of `drift`."
    RepeatedException "D0035" Error "duplicate exception"
        "Two entries of `except` are about the same fact and apply to the same pages. Remove one of them, or \
         set in `on` the languages of each."
    RepeatedPage "D0036" Error "duplicate page"
        "Two entries of `pages` have the same language and URL, or the same title where there is no URL to tell them \
         apart, so `drift --accept` cannot choose one of them. Remove one."
    MissingPage "D0037" Warning "language without a page"
        "The operation names pages, and none in this language, so the entry applies to no page. \
         Correct the language, or add its page to `pages`."
    RepeatedSpelling "D0038" Error "ambiguous spelling"
        "`also` lists other spellings of an enum value. This one is the value itself, is listed twice, or \
         is another value. Remove it where it does not belong."
    UnlistedExample "D0039" Warning "undocumented enum value in an example"
        "The example has a value that the enum does not list, which is read as `Other`. If it is another spelling of a \
         listed value, add it to the `also` of that value; if it is a value of its own, list it; if the page is wrong, correct the \
         example. Reported only if the spec has no errors."
    ReviewMark "D0040" Warning "unreviewed draft"
        "`draft` marks with `# review:` what a page leaves open. Compare the line with the page and correct it, then remove \
         the comment."
    RepeatedEndpoint "D0041" Warning "duplicate endpoint"
        "Two operations have the same method and path; the names of path parameters make no difference. Remove one of them, or \
         correct its method or path. `openapi` accepts no such spec."
    IncompleteExample "D0042" Warning "incomplete example"
        "The example leaves out a required parameter or field, so the generated documentation shows an invented value, and \
         a fake cannot respond with the example. Add the value; if the service accepts requests without it, remove \
         `required`. Reported only if the spec has no errors."
    ColonParameter "D0043" Warning "path parameter with a colon"
        "A segment of the path begins with a colon, as parameters do in other notations. Here it is sent as written. Write \
         `{name}` for a parameter, and describe it under `path_parameters`."
    UnknownApp "D0044" Warning "unknown kind of app"
        "DingTalk's pages name other kinds of app, so this one is probably misspelt, and `drift` does not find it on a page. \
         The help names the nearest known kind, or lists them."
}

impl Code {
    /// Returns true if it is reported only without errors: an unread part of the spec may contain what the warning misses.
    #[must_use]
    pub(super) const fn needs_whole_spec(self) -> bool {
        matches!(self, Self::Unused | Self::UnlistedExample | Self::IncompleteExample)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
