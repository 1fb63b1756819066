//! The specs to compare: a folder, the spec around a single file, or a revision.

use super::git::{self, Revision};
use super::output;
use dingtalk_cli::Diff;
use dingtalk_codegen::Diagnostics;
use dingtalk_pages::SpecFacts;
use dingtalk_policy::one_line;
use dingtalk_spec::files::ReadError;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

/// Texts by their names within the spec.
type Texts = BTreeMap<String, String>;

/// An argument: OLD or NEW.
#[derive(Debug)]
pub(super) enum DiffSource {
    Folder(PathBuf),
    File(PathBuf),
    Revision(Revision),
}

impl DiffSource {
    /// Takes the argument as a path if it exists, and as a revision otherwise.
    pub(super) fn find(argument: &str) -> Result<Self, String> {
        let path = Path::new(argument);
        if path.is_dir() {
            Ok(Self::Folder(path.to_owned()))
        } else if path.exists() {
            Ok(Self::File(path.to_owned()))
        } else {
            Revision::find(argument)
                .map(Self::Revision)
                .map_err(|why| format!("`{argument}` is neither a folder nor a file, and no revision of git: {why}"))
        }
    }
}

/// A spec to be loaded.
pub(super) struct LoadableSpec {
    /// As it is shown above its errors.
    shown: String,
    /// The texts, or why there are none; without them, the folder is read.
    texts: Option<Result<Texts, Diagnostics>>,
    folder: PathBuf,
    /// The one file that is to be compared.
    pub(super) file: Option<String>,
}

/// The file of an operation, which may be in no spec.
struct OperationFile<'a> {
    path: &'a Path,
    text: String,
    /// The name of the operation.
    name: String,
    location: Option<SpecLocation>,
}

impl<'a> OperationFile<'a> {
    fn of(source: &'a DiffSource) -> Result<Option<Self>, String> {
        let DiffSource::File(path) = source else { return Ok(None) };
        let shown = path.display();
        let unreadable = |error: ReadError| format!("cannot read {shown}: {error}");
        let location = SpecLocation::of(path)?;
        let text = dingtalk_spec::read_text(path).map_err(unreadable)?;
        // In a spec, the errors of the file are shown.
        let stem = || path.file_stem().filter(|_| location.is_some()).map(|stem| stem.to_string_lossy().into_owned());
        let name = dingtalk_spec::operation_name(&text).or_else(stem).ok_or_else(|| {
            if text.len() > dingtalk_spec::MAX_FILE_BYTES {
                return format!("{shown} is larger than 1 MiB: name the file of an operation");
            }
            format!("{shown} has no `name` that can be read: name the file of an operation")
        })?;
        Ok(Some(Self { path, text, name, location }))
    }
}

impl LoadableSpec {
    /// Both specs. `spec` is the folder within a revision, and the spec of files that are outside of any.
    fn both(old: &DiffSource, new: &DiffSource, spec: &Path) -> Result<(Self, Self), String> {
        let (before, after) = (OperationFile::of(old)?, OperationFile::of(new)?);
        let of = |source, operation, other| match operation {
            Some(operation) => Self::of_file(operation, other, spec),
            None => Self::of(source, spec),
        };
        Ok((of(old, before.as_ref(), after.as_ref())?, of(new, after.as_ref(), before.as_ref())?))
    }

    fn of(source: &DiffSource, spec: &Path) -> Result<Self, String> {
        match source {
            DiffSource::Folder(folder) | DiffSource::File(folder) => {
                Ok(Self { shown: folder.display().to_string(), texts: None, folder: folder.clone(), file: None })
            }
            DiffSource::Revision(revision) => {
                let texts = git::texts(revision, spec)?;
                let shown = format!("{}:{}", revision.name, spec.display());
                Ok(Self { folder: PathBuf::from(&shown), shown, texts: Some(Ok(texts)), file: None })
            }
        }
    }

    /// The spec around a file, with the operation of this file in place of its own and, after a rename, of the other file's.
    fn of_file(operation: &OperationFile<'_>, other: Option<&OperationFile<'_>>, spec: &Path) -> Result<Self, String> {
        let shown = operation.path.display().to_string();
        let name = &operation.name;
        let location = operation.location.as_ref().or(other.and_then(|other| other.location.as_ref()));
        let folder = location.map_or(spec, |location| &location.spec);
        if !is_spec(folder) {
            return Err(format!(
                "{shown} is not in a spec, and there is no {}/api.yaml; set the spec with --spec",
                folder.display()
            ));
        }
        let mut texts = match dingtalk_spec::read_texts(folder) {
            Ok(texts) => texts,
            Err(diagnostics) => {
                let shown = folder.display().to_string();
                return Ok(Self { shown, texts: Some(Err(diagnostics)), folder: folder.to_owned(), file: None });
            }
        };
        let service = match location {
            Some(location) => location.service.clone(),
            None => service(&texts, name).or_else(|| service(&texts, &other?.name)).ok_or(format!(
                "no service of {} has an operation `{name}`, so that it is not known to which {shown} belongs",
                folder.display()
            ))?,
        };
        let key = |name: &str| format!("{service}/{name}.yaml");
        if let Some(other) = other {
            texts.remove(&key(&other.name));
        }
        texts.insert(key(name), operation.text.clone());
        Ok(Self { shown, texts: Some(Ok(texts)), folder: folder.to_owned(), file: Some(key(name)) })
    }

    /// Loads both specs. Otherwise prints why, and returns the exit code.
    pub(super) fn load_both(
        old: Result<DiffSource, String>,
        new: Result<DiffSource, String>,
        spec: &Path,
    ) -> Result<[(Self, SpecFacts); 2], ExitCode> {
        let (old, new) = old.and_then(|old| Self::both(&old, &new?, spec)).map_err(|error| {
            // Names of a revision can have line breaks, and git prints what a remote says.
            output::print_message(&format!("error: {}", one_line(&error)));
            ExitCode::from(2)
        })?;
        match (old.load(), new.load()) {
            (Some(old_facts), Some(new_facts)) => Ok([(old, old_facts), (new, new_facts)]),
            _ => Err(ExitCode::FAILURE),
        }
    }

    /// A file of the spec by the path that leads to it from here.
    fn shown(&self, name: &str) -> String {
        if self.file.as_deref() == Some(name) {
            return self.shown.clone();
        }
        let path = self.folder.join(name);
        path.strip_prefix(".").unwrap_or(&path).display().to_string()
    }

    /// The spec; where it is invalid, every error is shown.
    fn load(&self) -> Option<SpecFacts> {
        let loaded = match &self.texts {
            Some(Ok(texts)) => SpecFacts::load_texts(texts.clone())
                .map_err(|diagnostics| diagnostics.with_files(|name| self.shown(name))),
            Some(Err(diagnostics)) => Err(diagnostics.clone()),
            None => SpecFacts::load(&self.folder),
        };
        loaded
            .map_err(|diagnostics| {
                output::print_message(&format!("error: {} has errors", self.shown));
                output::print_diagnostics(&diagnostics);
            })
            .ok()
    }
}

/// The changes between two specs, which both have a model.
pub(super) fn diff(old: &SpecFacts, new: &SpecFacts) -> Option<Diff> {
    Some(dingtalk_cli::diff(old.model()?, new.model()?))
}

/// The spec and the service that a file is in.
struct SpecLocation {
    spec: PathBuf,
    service: String,
}

impl SpecLocation {
    /// None if the file is in no spec.
    fn of(file: &Path) -> Result<Option<Self>, String> {
        let Ok(whole) = fs::canonicalize(file) else { return Ok(None) };
        let typed = spec_around(file);
        let typed = is_spec(&typed).then_some(typed);
        if let Some(typed) = &typed
            && !fs::canonicalize(typed).is_ok_and(|typed| whole.starts_with(typed))
        {
            return Err(format!("{}: the link leads out of the spec: copy the file into the spec", file.display()));
        }
        Ok(Self::around(&whole, typed.as_deref()))
    }

    /// The spec around a file, as it was typed if that leads to it: errors show this path.
    fn around(whole: &Path, typed: Option<&Path>) -> Option<Self> {
        let service = whole.parent()?.file_name()?.to_str()?.to_owned();
        let spec = whole.parent()?.parent()?;
        let spec = typed.filter(|typed| fs::canonicalize(typed).is_ok_and(|typed| typed == spec)).unwrap_or(spec);
        is_spec(spec).then(|| Self { spec: spec.to_owned(), service })
    }
}

/// The folder that holds the folder of a file, written from the path that was typed.
fn spec_around(file: &Path) -> PathBuf {
    let service = file.parent().unwrap_or(Path::new(""));
    match (service.components().next_back(), service.parent()) {
        (Some(Component::Normal(_)), Some(spec)) if spec.as_os_str().is_empty() => PathBuf::from("."),
        (Some(Component::Normal(_)), Some(spec)) => spec.to_owned(),
        // The file is in the folder that we are in, or in one above.
        _ => service.join(".."),
    }
}

/// The one service that has such an operation.
fn service(texts: &Texts, operation: &str) -> Option<String> {
    let file = format!("/{operation}.yaml");
    let mut services = texts.keys().filter_map(|name| name.strip_suffix(&file));
    let service = services.next()?.to_owned();
    services.next().is_none().then_some(service)
}

fn is_spec(folder: &Path) -> bool {
    folder.join("api.yaml").is_file()
}
