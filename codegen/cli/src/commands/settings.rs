//! The settings of a project: the table `dingtalk-codegen` in the metadata of its workspace or package.

use dingtalk_spec::read_text;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item};

/// The tables whose metadata holds the settings.
const HOLDERS: [&str; 2] = ["workspace", "package"];

const KEYS: [&str; 7] = ["emitted", "features", "spec", "surface", "tables", "tests", "update"];

/// The folder of the spec, unless the settings name another one.
const SPEC: &str = "spec";

const TABLE_KEYS: [&str; 3] = ["file", "header", "row"];

/// The settings of a project.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The folder of the manifest, in which commands run and from which paths start.
    pub(super) folder: PathBuf,
    /// The commands that accept the snapshots of a changed spec, each with its arguments.
    pub(super) update: Vec<Vec<String>>,
    /// The folder of the spec whose features and tables follow.
    pub(super) spec: String,
    /// The manifest that has a feature for each service.
    pub(super) features: Option<String>,
    /// The tables with a row for each operation.
    pub(super) tables: Vec<TableSetting>,
    /// Where the project tests its operations, as a phrase.
    pub(super) tests: Option<String>,
    /// The file or folder with the snapshots of emitted code.
    pub(super) emitted: Option<String>,
    /// The file or folder with the snapshots of the public API.
    pub(super) surface: Option<String>,
}

/// A table with a row for each operation, in a document of the project.
#[derive(Debug)]
pub(super) struct TableSetting {
    /// The document.
    pub(super) file: String,
    /// The line with the names of the columns.
    pub(super) header: String,
    /// A row, with placeholders such as `{summary}`.
    pub(super) row: String,
}

impl Settings {
    /// Finds the settings from the current folder upwards, as cargo finds its own.
    pub(super) fn find() -> Result<Self, String> {
        let here = std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
        for folder in here.ancestors() {
            let manifest = folder.join("Cargo.toml");
            if manifest.is_file()
                && let Some(settings) = Self::read(&manifest, folder)?
            {
                return Ok(settings);
            }
        }
        Ok(Self { folder: here, ..Self::default() })
    }

    fn read(manifest: &Path, folder: &Path) -> Result<Option<Self>, String> {
        let wrong = |why: String| format!("{}: {why}", manifest.display());
        let text = read_text(manifest).map_err(|error| wrong(error.to_string()))?;
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| wrong(error.to_string()))?;
        let mut tables = HOLDERS.iter().filter_map(|holder| {
            let table = document.get(holder)?.get("metadata")?.get("dingtalk-codegen")?;
            Some((format!("{holder}.metadata.dingtalk-codegen"), table))
        });
        let Some((name, table)) = tables.next() else { return Ok(None) };
        Self::of(table, folder).map(Some).map_err(|why| wrong(format!("[{name}]: {why}")))
    }

    fn of(table: &Item, folder: &Path) -> Result<Self, String> {
        let table = table.as_table_like().ok_or("it is not a table")?;
        if let Some((key, _)) = table.iter().find(|(key, _)| !KEYS.contains(key)) {
            return Err(format!("unknown key `{key}`; known here: {}", KEYS.join(", ")));
        }
        let text = |key: &str| match table.get(key) {
            None => Ok(None),
            Some(item) => item.as_str().map(|text| Some(text.to_owned())).ok_or(format!("`{key}` is not a text")),
        };
        Ok(Self {
            folder: folder.to_owned(),
            update: table
                .get("update")
                .map_or(Some(Vec::new()), commands)
                .ok_or("`update` is not a list of commands, each a list of texts")?,
            spec: text("spec")?.unwrap_or_else(|| SPEC.to_owned()),
            features: text("features")?,
            tables: table
                .get("tables")
                .map_or(Some(Vec::new()), tables)
                .ok_or("`tables` is not a list of tables, each with the texts `file`, `header` and `row`")?,
            tests: text("tests")?,
            emitted: text("emitted")?,
            surface: text("surface")?,
        })
    }
}

fn commands(item: &Item) -> Option<Vec<Vec<String>>> {
    let command = |value: &toml_edit::Value| {
        let words: Option<Vec<String>> =
            value.as_array()?.iter().map(|word| word.as_str().map(str::to_owned)).collect();
        words.filter(|words| !words.is_empty())
    };
    item.as_array()?.iter().map(command).collect()
}

/// Written as `tables = [{ … }]` or as `[[….tables]]`.
fn tables(item: &Item) -> Option<Vec<TableSetting>> {
    let mut item = item.clone();
    item.make_value();
    let table = |value: &toml_edit::Value| {
        let table = value.as_inline_table().filter(|table| table.len() == TABLE_KEYS.len())?;
        let [file, header, row] = TABLE_KEYS.map(|key| table.get(key)?.as_str().map(str::to_owned));
        Some(TableSetting { file: file?, header: header?, row: row? })
    };
    item.as_array()?.iter().map(table).collect()
}
