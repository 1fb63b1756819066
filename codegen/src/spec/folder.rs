//! Reads the folder of a spec: finds its files, and reports what has no place there.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use crate::diag::{Code, Place, Sink};

use super::sources::Source;
use super::text;
use super::yaml::MAX_BYTES;

/// The folder as it is shown before the names of its files, with a `/` at its end; nothing for the folder that we
/// are in.
pub(super) fn shown(folder: &Path) -> String {
    let mut shown = String::new();
    for component in folder.components() {
        match component {
            Component::CurDir => {}
            Component::RootDir => shown.push('/'),
            other => {
                shown.push_str(&other.as_os_str().to_string_lossy().replace('\\', "/"));
                shown.push('/');
            }
        }
    }
    // A drive brings its own separator: `C:` and the root make `C://`.
    shown.replace("//", "/")
}

/// The files of the folder by their names inside it; `None` if the folder cannot be read.
pub(super) fn read(folder: &Path, shown: &str, sink: &mut Sink) -> Option<BTreeMap<String, Source>> {
    let listed = fs::canonicalize(folder).and_then(|root| Ok((entries(folder)?, root)));
    let (top, root) = match listed {
        Ok(listed) => listed,
        Err(error) => {
            let name = if shown.is_empty() { "." } else { shown.trim_end_matches('/') };
            let message = match error.kind() {
                io::ErrorKind::NotFound => format!("there is no folder `{name}`"),
                kind => format!("the folder of the spec cannot be read: {kind}"),
            };
            sink.error(Code::Unreadable, &Place::file(name), message).help(
                "name the folder of the spec, with `--spec` where a command has that: it holds `api.yaml` and \
                 `<service>/<operation>.yaml`",
            );
            return None;
        }
    };
    let mut reader = Reader { root, shown, files: BTreeMap::new(), sink };
    for (name, path) in top {
        reader.top(&name, &path);
    }
    Some(reader.files)
}

/// The entries of a folder that are looked at, by name and in order.
fn entries(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !matches!(name.as_str(), "README.md" | "schema.json") {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

struct Reader<'a> {
    /// The folder without symbolic links: nothing outside of it is read.
    root: PathBuf,
    shown: &'a str,
    files: BTreeMap<String, Source>,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    /// A file or folder in the spec's own folder.
    fn top(&mut self, name: &str, path: &Path) {
        if !path.is_dir() {
            return self.file(name, path);
        }
        if !self.is_inside(path) {
            return self.stray(name, "the link leads out of the spec", "copy the folder into the spec");
        }
        match entries(path) {
            Ok(inner) => {
                for (file, path) in inner {
                    self.inner(&format!("{name}/{file}"), &path);
                }
            }
            Err(error) => self.unreadable(name, &error),
        }
    }

    /// A file or folder in the folder of a service.
    fn inner(&mut self, name: &str, path: &Path) {
        if path.is_dir() {
            self.stray(name, "a service has no folders", "put the operations into `<service>/<operation>.yaml`");
        } else {
            self.file(name, path);
        }
    }

    fn file(&mut self, name: &str, path: &Path) {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("yaml") => {}
            Some("yml") => {
                return self.stray(name, "the file ends with `.yml`", "rename it so that it ends with `.yaml`");
            }
            _ => {
                return self.stray(
                    name,
                    "the file is no part of a spec",
                    "a spec has `.yaml` files; move it elsewhere",
                );
            }
        }
        if !self.is_inside(path) {
            return self.stray(name, "the link leads out of the spec, or to nothing", "copy the file into the spec");
        }
        if !path.is_file() {
            return self.stray(name, "this is no file", "a spec has files and folders only");
        }
        match read_bytes(path) {
            Ok(bytes) => self.keep(name, bytes),
            Err(error) => {
                self.unreadable(name, &error);
                // Kept without its text, so that it does not count as missing.
                let text = String::new();
                self.files.insert(name.to_owned(), Source { text, faithful: false });
            }
        }
    }

    /// Keeps the text of a file, without a byte order mark.
    fn keep(&mut self, name: &str, bytes: Vec<u8>) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
        let source = match String::from_utf8(bytes) {
            Ok(text) => Source { text, faithful: true },
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let (line, column) = text::position(&text, good);
                let place = self.place(name).exact(line, column);
                self.sink
                    .error(Code::NotUtf8, &place, "the file is not UTF-8")
                    .help("save the file with the encoding UTF-8");
                Source { text, faithful: false }
            }
        };
        self.files.insert(name.to_owned(), source);
    }

    fn is_inside(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|target| target.starts_with(&self.root))
    }

    fn stray(&mut self, name: &str, message: &str, help: &str) {
        let place = self.place(name);
        self.sink.error(Code::OutOfPlace, &place, message).help(help);
    }

    fn unreadable(&mut self, name: &str, error: &io::Error) {
        let place = self.place(name);
        self.sink
            .error(Code::Unreadable, &place, format!("this cannot be read: {}", error.kind()))
            .help("check that it exists and that you may read it");
    }

    fn place(&self, name: &str) -> Place {
        Place::file(format!("{}{name}", self.shown))
    }
}

/// Reads a file, and little more than may be read of it: how large a file is is known for sure only after reading it.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(4);
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
