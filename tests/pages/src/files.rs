//! The generated pages and the spec that describes them.

use crate::page::Page;
use std::collections::BTreeMap;

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        [$(($name, include_str!(concat!("../", $folder, "/", $name, ".yaml")))),*]
    };
}

const PAGES: &[(&str, &str)] = &files!("pages":
    "create_ticket.zh"
    "find_loan.en"
    "find_loan.zh"
    "get_reader.en"
    "get_reader.zh"
    "import_books.zh"
    "lend_copies.en"
    "lend_copies.zh"
    "list_shelves.zh"
    "remove_shelf.en"
    "rename_shelf.en"
    "rename_shelf.zh"
    "report_damage.en"
    "return_copies.en"
    "return_copies.zh"
    "search_books.en"
);

const SPEC: &[(&str, &str)] = &files!("spec":
    "api"
    "catalogue/import_books"
    "catalogue/search_books"
    "library/create_ticket"
    "library/find_loan"
    "library/get_reader"
    "library/lend_copies"
    "library/list_shelves"
    "library/remove_shelf"
    "library/rename_shelf"
    "library/report_damage"
    "library/return_copies"
);

/// Pages of operations of the real spec: its facts in other sentences.
const REAL_PAGES: &[(&str, &str)] = &files!("pages/real":
    "add_space.en"
    "add_space.zh"
    "commit_file.zh"
    "create_group.en"
    "create_group.zh"
    "get.en"
    "get.zh"
    "get_access_token.en"
    "get_access_token.zh"
    "get_by_mobile.zh"
    "list_dentries.en"
    "list_dentries.zh"
    "query_dentry_uuid.zh"
    "query_upload_info.zh"
);

/// Returns all pages of the library, ordered by name.
///
/// # Panics
///
/// A file has invalid syntax.
#[must_use]
pub fn pages() -> Vec<Page> {
    PAGES.iter().map(|(name, text)| Page::parse(name, text)).collect()
}

/// Returns pages of the real spec, ordered by name.
///
/// # Panics
///
/// A file has invalid syntax.
#[must_use]
pub fn real_pages() -> Vec<Page> {
    REAL_PAGES.iter().map(|(name, text)| Page::parse(name, text)).collect()
}

/// Returns the spec that agrees with the pages of the library: texts by file name, such as `library/lend_copies.yaml`.
#[must_use]
pub fn spec() -> BTreeMap<String, String> {
    SPEC.iter().map(|(name, text)| (format!("{name}.yaml"), (*text).to_owned())).collect()
}
