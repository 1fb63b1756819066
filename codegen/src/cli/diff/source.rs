//! Where a spec to compare is: in a folder, around a single file, or in a revision.

use super::super::output;
use super::git::{self, Revision};
use dingtalk_codegen::Model;
use dingtalk_codegen::diag::Style;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Texts by their names within the spec.
type Texts = BTreeMap<String, String>;

/// What an argument names.
#[derive(Debug)]
pub(super) enum Source {
    Folder(PathBuf),
    File(PathBuf),
    Revision(Revision),
}

impl Source {
    /// What is there as a path is one; else it is a revision.
    pub(super) fn find(argument: &str) -> Result<Self, String> {
        let path = Path::new(argument);
        if path.is_dir() {
            Ok(Self::Folder(path.to_owned()))
        } else if path.is_file() {
            Ok(Self::File(path.to_owned()))
        } else {
            Revision::find(argument)
                .map(Self::Revision)
                .map_err(|why| format!("`{argument}` is neither a folder nor a file, and no revision of git: {why}"))
        }
    }
}

/// A spec to be loaded.
pub(super) struct Spec {
    /// As it is shown above its mistakes.
    shown: String,
    texts: Option<Texts>,
    folder: PathBuf,
    /// The one file that is to be compared.
    pub(super) file: Option<String>,
}

impl Spec {
    /// Both specs. `spec` is where it is in a revision, and what a file takes the rest from that is in no spec, as is the other.
    pub(super) fn both(old: &Source, new: &Source, spec: &Path) -> Result<(Self, Self), String> {
        let home = |source: &Source| match source {
            Source::File(file) => Home::of(file),
            _ => None,
        };
        let (before, after) = (home(old), home(new));
        let (old_around, new_around) = (before.as_ref().or(after.as_ref()), after.as_ref().or(before.as_ref()));
        Ok((Self::of(old, old_around, spec)?, Self::of(new, new_around, spec)?))
    }

    fn of(source: &Source, around: Option<&Home>, spec: &Path) -> Result<Self, String> {
        match source {
            Source::Folder(folder) => {
                Ok(Self { shown: folder.display().to_string(), texts: None, folder: folder.clone(), file: None })
            }
            Source::Revision(revision) => {
                let texts = git::texts(revision, spec)?;
                let shown = format!("{}:{}", revision.name, spec.display());
                Ok(Self { shown, texts: Some(texts), folder: spec.to_owned(), file: None })
            }
            Source::File(file) => Self::of_file(file, around, spec),
        }
    }

    /// A spec whose operation is that of the file.
    fn of_file(file: &Path, around: Option<&Home>, spec: &Path) -> Result<Self, String> {
        let shown = file.display().to_string();
        let text = fs::read_to_string(file).map_err(|error| format!("cannot read {shown}: {error}"))?;
        let name = operation(&text).ok_or(format!("{shown} is no file of an operation: it has no line `name: …`"))?;
        let folder = around.map_or(spec, |home| &home.spec);
        if !folder.join("api.yaml").is_file() {
            return Err(format!(
                "{shown} is in no spec, and there is no {}/api.yaml; name the spec with --spec",
                folder.display()
            ));
        }
        let mut texts = read(folder)?;
        let service = match around {
            Some(home) => home.service.clone(),
            None => service(&texts, &name).ok_or(format!(
                "no service of {} has an operation `{name}`, so that it is not known to which {shown} belongs",
                folder.display()
            ))?,
        };
        let key = format!("{service}/{name}.yaml");
        texts.insert(key.clone(), text);
        Ok(Self { shown, texts: Some(texts), folder: folder.to_owned(), file: Some(key) })
    }

    /// The model; where there is none, every mistake is shown.
    pub(super) fn load(&self) -> Option<Model> {
        let loaded = match &self.texts {
            Some(texts) => dingtalk_codegen::load_texts(texts.clone()),
            None => dingtalk_codegen::load(&self.folder),
        };
        loaded
            .map_err(|diagnostics| {
                output::complain(&format!("error: {} has mistakes", self.shown));
                output::complain(&diagnostics.render(Style::Colour));
            })
            .ok()
    }
}

/// The spec and the service that a file is in.
struct Home {
    spec: PathBuf,
    service: String,
}

impl Home {
    fn of(file: &Path) -> Option<Self> {
        let file = fs::canonicalize(file).ok()?;
        let service = file.parent()?;
        let spec = service.parent()?;
        let service = service.file_name()?.to_str()?.to_owned();
        spec.join("api.yaml").is_file().then(|| Self { spec: spec.to_owned(), service })
    }
}

/// The name that the file of an operation says it has.
fn operation(text: &str) -> Option<String> {
    let name = text.lines().find_map(|line| line.strip_prefix("name:"))?;
    let name = name.split('#').next()?.trim().trim_matches(['"', '\'']);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name.chars().all(fits)).then(|| name.to_owned())
}

/// The one service that has such an operation.
fn service(texts: &Texts, operation: &str) -> Option<String> {
    let file = format!("/{operation}.yaml");
    let mut services = texts.keys().filter_map(|name| name.strip_suffix(&file));
    let service = services.next()?.to_owned();
    services.next().is_none().then_some(service)
}

/// The files of a spec.
fn read(folder: &Path) -> Result<Texts, String> {
    let mut texts = BTreeMap::new();
    for path in entries(folder)? {
        if path.is_dir() {
            for file in entries(&path)? {
                insert(&mut texts, folder, &file)?;
            }
        } else {
            insert(&mut texts, folder, &path)?;
        }
    }
    Ok(texts)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("cannot read {}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(unreadable)).collect()
}

fn insert(texts: &mut Texts, folder: &Path, file: &Path) -> Result<(), String> {
    let Ok(name) = file.strip_prefix(folder) else { return Ok(()) };
    if file.is_file() && file.extension().is_some_and(|extension| extension == "yaml") {
        let text = fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        texts.insert(name.to_string_lossy().replace('\\', "/"), text);
    }
    Ok(())
}
