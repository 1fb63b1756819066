//! Reads the folder of a spec: finds its files, and reports what has no place there.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::string::FromUtf8Error;

use crate::diag::{Code, NodePath, Sink};
use crate::files::{self, ReadError};
use crate::sources::{Sources, text};
use crate::yaml::MAX_FILE_BYTES;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The maximum number of bytes read from a file: a byte order mark, and one character more than the parser accepts.
const READ: usize = BYTE_ORDER_MARK.len() + MAX_FILE_BYTES + 4;

/// The displayed prefix of file names: the folder with a `/` at its end, or nothing for the current folder.
pub(crate) fn shown(folder: &Path) -> String {
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

/// Adds the files of the folder to `sources`. Returns false if the folder cannot be read.
pub(crate) fn read(folder: &Path, sources: &mut Sources, sink: &mut Sink) -> bool {
    let listed = fs::canonicalize(folder).and_then(|root| Ok((entries(folder)?, root)));
    let (top, root) = match listed {
        Ok(listed) => listed,
        Err(error) => {
            let name = if sources.shown.is_empty() { "." } else { sources.shown.trim_end_matches('/') };
            let message = match error.kind() {
                io::ErrorKind::NotFound => format!("there is no folder `{name}`"),
                kind => format!("the folder of the spec cannot be read: {kind}"),
            };
            sink.report(Code::Unreadable, &NodePath::file(name), message).help(
                "name the folder of the spec, with `--spec` where a command has that: it holds `api.yaml` and \
                 `<service>/<operation>.yaml`",
            );
            return false;
        }
    };
    let mut reader = FolderReader { root, sources, sink };
    for (name, path) in top {
        reader.top(&name, &path);
    }
    true
}

/// Reads the text of one file of a spec, without a byte order mark. Of a file that is too large to be one, the text ends where that is known.
///
/// # Errors
///
/// The path names something other than a regular file, or the file cannot be read, or is not UTF-8.
pub fn read_text(file: &Path) -> Result<String, ReadError> {
    decode(files::read(file, READ)?).map_err(|_| ReadError::NotUtf8)
}

/// The text of a file without a byte order mark. The last character of a file that is too large may be cut.
fn decode(bytes: Vec<u8>) -> Result<String, FromUtf8Error> {
    let is_cut = bytes.len() == READ;
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec).unwrap_or(bytes);
    String::from_utf8(bytes).or_else(|error| match error.utf8_error() {
        cut if is_cut && cut.error_len().is_none() => {
            let mut bytes = error.into_bytes();
            bytes.truncate(cut.valid_up_to());
            String::from_utf8(bytes)
        }
        _ => Err(error),
    })
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

struct FolderReader<'a> {
    /// The canonical folder: nothing outside of it is read.
    root: PathBuf,
    sources: &'a mut Sources,
    sink: &'a mut Sink,
}

impl FolderReader<'_> {
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
            Err(error) => self.unreadable(name, error.into()),
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
                let stem = name.strip_suffix(".yml").unwrap_or(name);
                let (right, file) = (format!("{stem}.yaml"), stem.rsplit('/').next().unwrap_or(stem));
                self.stray(name, "the file ends with `.yml`", &format!("rename it to `{file}.yaml`"));
                // So that nothing counts as missing that it is to describe.
                if !self.sources.texts.contains_key(&right) {
                    self.keep_unfaithful(&right, String::new());
                }
                return;
            }
            _ => {
                return self.stray(
                    name,
                    "the file is not part of a spec",
                    "a spec has `.yaml` files; move it elsewhere",
                );
            }
        }
        if !self.is_inside(path) {
            return self.stray(name, "the link leads out of the spec, or is broken", "copy the file into the spec");
        }
        if !path.is_file() {
            return self.stray(name, "this is not a file", "a spec has files and folders only");
        }
        match files::read(path, READ) {
            Ok(bytes) => self.keep(name, bytes),
            Err(error) => {
                self.unreadable(name, error);
                // Recorded without its text, so that it does not count as missing.
                self.keep_unfaithful(name, String::new());
            }
        }
    }

    /// Keeps the text of a file, without a byte order mark.
    fn keep(&mut self, name: &str, bytes: Vec<u8>) {
        match decode(bytes) {
            Ok(text) => {
                self.sources.texts.insert(name.to_owned(), text);
            }
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let (line, column) = text::position(&text, good);
                let place = self.sources.place(name).exact(line, column);
                self.sink
                    .report(Code::NotUtf8, &place, "the file is not UTF-8")
                    .help("save the file with the encoding UTF-8");
                self.keep_unfaithful(name, text);
            }
        }
    }

    fn keep_unfaithful(&mut self, name: &str, text: String) {
        self.sources.texts.insert(name.to_owned(), text);
        self.sources.unfaithful.insert(name.to_owned());
    }

    fn is_inside(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|target| target.starts_with(&self.root))
    }

    fn stray(&mut self, name: &str, message: &str, help: &str) {
        let place = self.sources.place(name);
        self.sink.report(Code::OutOfPlace, &place, message).help(help);
    }

    fn unreadable(&mut self, name: &str, error: ReadError) {
        let place = self.sources.place(name);
        self.sink
            .report(Code::Unreadable, &place, format!("this cannot be read: {error}"))
            .help("check that it exists and that you may read it");
    }
}
