//! The basic information of a page: which interface it describes, and who may call it.

use super::row_cells::RowText;

/// The basic information. What a page does not say is missing.
#[derive(Debug, Default)]
pub(crate) struct BasicInfo {
    pub(crate) method: Option<StatedText>,
    /// The address without the host, beginning with `/`; a query that stands there is not part of it.
    pub(crate) path: Option<StatedText>,
    /// The host, such as `api.dingtalk.com`.
    pub(crate) host: Option<StatedText>,
    /// The kinds of app that may call it; none if the page does not say.
    pub(crate) apps: Option<Vec<AppKind>>,
    /// Whether a row leaves open if a kind of app may, so that more than those may.
    pub(crate) apps_open: bool,
    /// The permissions that it takes; empty if the page says that it takes none, none if the page does not say.
    pub(crate) permissions: Option<Vec<PagePermission>>,
    /// The rows as they stand, for what is compared as text.
    pub(crate) rows: Vec<RowText>,
}

/// A text of the page and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatedText {
    pub(crate) text: String,
    pub(crate) line: Option<usize>,
}

/// A kind of app.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AppKind {
    /// The word of the spec, such as `internal_app`; for a kind that is not known, made of the page's own words.
    pub(crate) word: String,
    /// What the page calls it.
    pub(crate) text: String,
    pub(crate) known: bool,
    pub(crate) line: Option<usize>,
}

/// A permission.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PagePermission {
    /// The code; none where the page gives the name alone.
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) line: Option<usize>,
}
