//! Basic information of a page: the operation and who may call it.

use super::row_cells::RowText;

/// Basic information. Fields that the page does not state are `None`.
#[derive(Debug, Default)]
pub(crate) struct BasicInfo {
    pub(crate) method: Option<StatedText>,
    /// Path without the query, starting with `/`.
    pub(crate) path: Option<StatedText>,
    /// Host, such as `api.dingtalk.com`.
    pub(crate) host: Option<StatedText>,
    /// App types that may call it.
    pub(crate) apps: Option<Vec<AppKind>>,
    /// Set if a row leaves an app type open, so that more may call it.
    pub(crate) apps_open: bool,
    /// Permissions; empty if the page states that none is needed.
    pub(crate) permissions: Option<Vec<PagePermission>>,
    /// Rows as written, for text comparison.
    pub(crate) rows: Vec<RowText>,
}

impl BasicInfo {
    /// Returns `true` for an operation of the older host: it takes the access token in the query, and its errors have
    /// status 200.
    pub(crate) fn is_of_older_host(&self) -> bool {
        self.host.as_ref().is_some_and(|host| host.text.starts_with("oapi."))
    }
}

/// A text and its line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatedText {
    pub(crate) text: String,
    pub(crate) line: Option<usize>,
}

/// An app type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AppKind {
    /// Name in a spec, such as `internal_app`. For an unknown type, derived from the page's text.
    pub(crate) word: String,
    /// Text on the page.
    pub(crate) text: String,
    pub(crate) known: bool,
    pub(crate) line: Option<usize>,
}

/// A permission.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PagePermission {
    /// Code; `None` if the page states only the name.
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) line: Option<usize>,
}
