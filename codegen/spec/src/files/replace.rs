//! Writing a file so that it holds its old text or its new text at every moment, never a part of either.

use super::temporary;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The minimum number of bytes of a file to read and compare with the new text.
const MIN_COMPARED: usize = 64 << 10;

/// The durability of a replaced file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Durability {
    /// Killing the process loses nothing.
    Process,
    /// Nor does a crash of the system.
    System,
}

/// Replaces the text of a file, or creates the file. On interruption, the file holds the old text or the new one. Returns whether the file
/// changed: a file that already holds the text is not written.
///
/// The text goes to a temporary file in the same folder, which is flushed to disk and takes the file's name. A symbolic link to a
/// file stays, and the file is replaced. The file keeps its mode, its owner as far as the system allows it, its byte order mark, and, if
/// all its lines end with CRLF, its line ends. Access control lists and extended attributes are lost. A hard link becomes a file of its own. A device
/// or a pipe is written to.
///
/// # Errors
///
/// The file may not be written, or the folder may not, or the disk is full. The file is then as it was.
pub fn replace(path: &Path, text: &str) -> io::Result<bool> {
    replace_with(path, text, Durability::System)
}

/// Replaces a file that can be generated again. Flushing each of hundreds to disk would slow every build down, so a crash of the system can
/// lose its text.
///
/// # Errors
///
/// As those of [`replace`].
pub fn replace_emitted(path: &Path, text: &str) -> io::Result<bool> {
    replace_with(path, text, Durability::Process)
}

fn replace_with(path: &Path, text: &str, durability: Durability) -> io::Result<bool> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata,
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => return OpenOptions::new().write(true).open(path)?.write_all(text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return write(path, text.as_bytes(), None, durability, rename).map(|()| true);
        }
        Err(error) => return Err(error),
    };
    let path = fs::canonicalize(path)?;
    // A rename asks for no permission to write the file itself.
    OpenOptions::new().write(true).open(&path)?;
    // Enough to tell whether it is the same text, and how its lines end.
    let limit = (2 * text.len()).max(MIN_COMPARED) + BYTE_ORDER_MARK.len() + 1;
    let mut old = Vec::new();
    File::open(&path)?.take(limit as u64).read_to_end(&mut old)?;
    let new = in_form_of(&old, text);
    if new == old {
        return Ok(false);
    }
    write(&path, &new, Some(&metadata), durability, rename).map(|()| true)
}

/// Makes a file with this text, which appears as a whole.
///
/// # Errors
///
/// Something with this name exists, which stays as it is, or the file cannot be written.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    write(path, text.as_bytes(), None, Durability::System, link)
}

/// A text with the byte order mark and the line ends of the bytes that it replaces.
fn in_form_of(old: &[u8], text: &str) -> Vec<u8> {
    let mut ends = old.split(|byte| *byte == b'\n').rev().skip(1).peekable();
    let is_crlf = ends.peek().is_some() && ends.all(|line| line.ends_with(b"\r"));
    let mut new = Vec::with_capacity(text.len());
    if old.starts_with(BYTE_ORDER_MARK) && !text.as_bytes().starts_with(BYTE_ORDER_MARK) {
        new.extend_from_slice(BYTE_ORDER_MARK);
    }
    if is_crlf && !text.contains('\r') {
        new.extend_from_slice(text.replace('\n', "\r\n").as_bytes());
    } else {
        new.extend_from_slice(text.as_bytes());
    }
    new
}

/// Writes bytes to a temporary file beside `path` and gives it that name.
fn write(
    path: &Path,
    bytes: &[u8],
    like: Option<&Metadata>,
    durability: Durability,
    give_name: fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let (file, temporary) = temporary::create(path)?;
    let written = fill(file, bytes, like, durability).and_then(|()| give_name(&temporary, path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn fill(mut file: File, bytes: &[u8], like: Option<&Metadata>, durability: Durability) -> io::Result<()> {
    if let Some(metadata) = like {
        keep_owner(&file, metadata);
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(bytes)?;
    match durability {
        Durability::Process => Ok(()),
        // A crash of the system then leaves the old file or the new one, and never a name without a text.
        Durability::System => file.sync_all(),
    }
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Gives a file a name that nothing has yet.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems have no hard links.
        Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(from, to),
        Err(_) => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

/// Only a privileged user may give files away, and others need not: what they replace is most often their own.
#[cfg(unix)]
fn keep_owner(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    if fchown(file, Some(like.uid()), Some(like.gid())).is_err() {
        let _ = fchown(file, None, Some(like.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _like: &Metadata) {}
