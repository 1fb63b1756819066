//! The generated pages and the spec that describes them.

use crate::page::Page;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Returns all pages of the library, ordered by name.
///
/// # Panics
///
/// A file cannot be read, or has invalid syntax.
#[must_use]
pub fn pages() -> Vec<Page> {
    texts("pages").iter().map(|(name, text)| Page::parse(name, text)).collect()
}

/// Returns pages of the real spec, ordered by name: its facts in other sentences.
///
/// # Panics
///
/// A file cannot be read, or has invalid syntax.
#[must_use]
pub fn real_pages() -> Vec<Page> {
    texts("pages/real").iter().map(|(name, text)| Page::parse(name, text)).collect()
}

/// Returns the spec that agrees with the pages of the library: texts by file name, such as `library/lend_copies.yaml`.
///
/// # Panics
///
/// A file cannot be read.
#[must_use]
pub fn spec() -> BTreeMap<String, String> {
    let services = ["catalogue", "library"].into_iter().flat_map(|service| {
        texts(&format!("spec/{service}")).into_iter().map(move |(name, text)| (format!("{service}/{name}"), text))
    });
    services.chain(texts("spec")).map(|(name, text)| (format!("{name}.yaml"), text)).collect()
}

/// The texts of the files in a folder of this package, by their names without `.yaml`.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let text = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".yaml")?.to_owned();
        Some((name, fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))))
    };
    entries.filter_map(|entry| text(&entry.expect("readable").path())).collect()
}
