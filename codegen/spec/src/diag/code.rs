//! The stable codes of what can be wrong with a spec, and what each of them is about.

use std::fmt;

/// Whether there can be a client in spite of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// A mistake: there is no client of this spec.
    Error,
    /// A doubt: there is a client, and perhaps not the one that was meant.
    Warning,
}

/// Lists each code once: its number, its severity, its title, and what it means and what to do.
macro_rules! codes {
    ($($name:ident $number:literal $severity:ident $title:literal $explanation:literal)+) => {
        /// The kind of a mistake or doubt. A code keeps its number and its severity for good, so that it can be looked up and
        /// searched for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $number, "`: ", $title, ".")] $name,)+
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it is printed, such as `D0005`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $number,)+ }
            }

            /// Whether it is a mistake or a doubt.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What the code stands for, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// What it means and what to do, in a few sentences.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)+ }
            }
        }
    };
}

codes! {
    Syntax "D0001" Error "not YAML"
        "The text cannot be read as YAML. Most often a text needs quotes: inside `{ }` one that has a comma, a \
         bracket, `: ` or ` #` in it, and everywhere one that begins with a sign of YAML."
    NotUtf8 "D0002" Error "not UTF-8"
        "The file has bytes that are no text in UTF-8. Save it as UTF-8 in your editor."
    EmptyFile "D0003" Error "an empty file"
        "The file says nothing, comments aside. Write the spec there, or delete the file."
    DuplicateKey "D0004" Error "a key that stands there twice"
        "A map has one key twice, of which YAML would keep either. Take one out; until then the first is read."
    UnknownKey "D0005" Error "an unknown key"
        "The language has no such key at this place, so it would be without effect. Correct its spelling, or take it \
         out."
    MissingKey "D0006" Error "a missing key"
        "Something that the generator cannot do without is not there. Add the key; the help says what it holds."
    WrongType "D0007" Error "a value of the wrong type"
        "A text stands where a number, a list or a map is needed, or the other way round. YAML reads `42` and `true` \
         as a number and a truth value: quote them where they are texts."
    UnknownWord "D0008" Error "a text outside a fixed list"
        "Only certain words can stand here, and this is none of them. The help names them, or the one that is nearest."
    TooLarge "D0009" Error "too large"
        "The file has more bytes, values or levels than the generator reads. Split it, spell out what aliases repeat, \
         or use the type `any` for what lies too deep."
    UnknownType "D0010" Error "an unknown type"
        "The word after `type` is neither a type of the language nor a name that the spec gives. Correct it, or \
         define the name."
    ParameterWithoutPlace "D0011" Error "a path parameter without a place in the path"
        "A parameter is listed under `path_parameters`, and `path` has no `{name}` for it. Write it into the path, or \
         move the parameter to where it is sent."
    PlaceWithoutParameter "D0012" Error "a place in the path without a parameter"
        "The path has a `{name}` that `path_parameters` does not list. Describe it there."
    MalformedPath "D0013" Error "a malformed path"
        "The path is sent as it stands, so it begins with `/`, needs no encoding, and has neither empty segments nor \
         dots that lead elsewhere. The help says which rule it breaks."
    NameClash "D0014" Error "two names become one Rust name"
        "Two names of the API differ in a way that Rust names do not keep, or one is a name that emitted code needs \
         itself. Name one of them with `rename` or `name`; what goes over the wire stays."
    Unnameable "D0015" Error "no Rust name can be made"
        "The name has no ASCII letters to make a Rust name of, makes one of more than 255 characters, or is given and not \
         written as Rust names are. Give one with `rename` or `name`."
    RepeatedRow "D0016" Error "a repeated error row"
        "Two error rows have a status, the code and the message in common. Take one of them out."
    Unreadable "D0017" Error "a file that cannot be read"
        "A file or folder of the spec is missing, or the system refuses to read it. Every spec has an `api.yaml`."
    OutOfPlace "D0018" Error "a file out of place"
        "A spec has `api.yaml` and `<service>/<operation>.yaml`, with names of `a-z`, `0-9` and `_`, and an operation \
         is named as its file is. Move, rename or delete what stands elsewhere."
    ExampleMismatch "D0019" Error "an example that does not fit"
        "The example has a member that nothing describes, or a value that its type does not allow. One of the two is \
         wrong: see which, and correct it."
    ForeignKey "D0020" Error "a key that does not go with this type"
        "The key means something with another type or at another place, and has no effect here. Take it out, or use \
         the type that it belongs to."
    NotAStatus "D0021" Error "not an HTTP status"
        "A status is a number from 100 to 599."
    NotAHeader "D0022" Error "not a header name"
        "The name cannot be a header's, stands there twice, or is a header that the client itself decides. Correct \
         it, or take it out."
    MalformedUrl "D0023" Error "a malformed URL"
        "The address of a host is `https://` and a name, with no path. That of a page is a whole URL."
    Empty "D0024" Error "an empty list or text where one is needed"
        "There is a key, and nothing behind it. Fill it in, or leave the key out."
    Unprintable "D0025" Error "a character that may not stand in a text"
        "The file has a character that cannot be seen, or that changes how other text is shown; or a name, a value or a code has \
         blanks at its ends, or white space other than blanks within. Take it out; it often comes along when text is copied."
    EndlessShape "D0026" Error "a shape that requires itself"
        "A value of this shape would need another one inside it, without end, so none can be built. Leave `required` \
         out for one member on the way round, or hold the shape in a list or a map."
    MissingDescription "D0027" Warning "a description is missing"
        "Whoever uses the client sees a bare name here. Say in `doc` what it is. A parameter of the path needs none \
         if its type is an identifier, and an item needs none."
    CaseTwin "D0028" Warning "codes that differ in case alone"
        "Two codes of one error table, or two values of one enumeration, are spelt alike but for the case of letters, \
         so one is probably a slip. Correct it; if the service does send both, give one of them a `rename` to say so."
    Unused "D0029" Warning "a shape or identifier that nothing uses"
        "A type is described and no operation has it. Use it where it belongs, or take it out. Nothing is said of \
         this while the spec has errors."
    UnexplainedRequired "D0030" Warning "an answer's member is required without a reason"
        "An answer that lacks a required member cannot be read at all. Say in `reason` how it is known that the \
         service always sends it, or leave `required` out."
    Contradiction "D0031" Error "a contradiction in error rows"
        "What `retry` and `refused` say cannot both be so, or two rows of one code and status say different things of \
         them. A client calls again on their account, so it must not have to guess. Correct one of them."
    UnsaidRefusal "D0032" Warning "a refusal that is not said to be one"
        "A new access token helps after this error, so the service did nothing. Unless `refused: true` says so, an \
         operation that is not idempotent may not be called again with the new token."
    TokenOperation "D0033" Error "an operation that cannot give access tokens"
        "A client gets its tokens from the operation that `fetch` names, and has an app's key and secret to show for \
         them. So the operation goes without a token, requires a `string` and a `secret` and nothing else, and always \
         answers a `secret`; how long that is valid is an `int32` or an `int64`."
    UnknownFact "D0034" Error "not the name of a fact"
        "What a page and the spec are compared by has a name, such as `method`, `query unionId type` or \
         `error 400 paramError`, and this is none. Take it from what `drift` prints."
    RepeatedException "D0035" Error "a repeated exception"
        "Two entries of `except` are about one fact, and there are pages for which both hold. Take one of them out, or \
         say in `on` which languages each is about."
    RepeatedPage "D0036" Error "a page that is named twice"
        "Two entries of `pages` have one language and one address, or one title where they have no addresses to tell them \
         apart, so nobody can say in which of them the page is kept when it is accepted. Take one of them out."
    MissingPage "D0037" Warning "a language without a page"
        "What is said of the pages in a language holds for none: the operation names pages, and none in this language. \
         Correct the language, or name its page under `pages`."
    RepeatedSpelling "D0038" Error "a spelling of two values"
        "`also` lists other texts that are read as a value of an enumeration. This one is the value itself, is listed twice, or \
         is read as another value. Take it out where it does not belong."
    UnlistedExample "D0039" Warning "an example with an undocumented value"
        "The example has a text that is read as `Other`, since the enumeration lists no such value. If it is another spelling of a \
         listed value, add it to the `also` of that value; if it is a value of its own, list it; if the page is wrong, correct the \
         example. Nothing is said of this while the spec has errors."
}

impl Code {
    /// Whether it is reported of specs without errors alone: what an error keeps from being read may be what the warning misses.
    #[must_use]
    pub(super) const fn needs_whole_spec(self) -> bool {
        matches!(self, Self::Unused | Self::UnlistedExample)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
