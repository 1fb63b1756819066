//! Reading a file of unknown kind and size.

use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::Path;
use std::{error, fmt};

/// The reason why a file cannot be read, as one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The path names something other than a regular file, such as `a named pipe`.
    NotAFile(&'static str),
    /// The file is not text in UTF-8.
    NotUtf8,
    /// The operating system does not let the file be read.
    System(io::ErrorKind),
}

/// Reads the first `limit` bytes of a regular file. Whoever has to know whether there are more asks for one more.
///
/// Links are followed. The size that the system reports is not relied on.
///
/// # Errors
///
/// The path names something other than a regular file, or the file cannot be read. A named pipe is not opened, which would wait
/// for a writer.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, ReadError> {
    expect_regular(fs::metadata(path)?.file_type())?;
    let file = File::open(path)?;
    // Another file may have taken its place since.
    expect_regular(file.metadata()?.file_type())?;
    let mut bytes = Vec::new();
    file.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn expect_regular(file_type: FileType) -> Result<(), ReadError> {
    if file_type.is_file() { Ok(()) } else { Err(ReadError::NotAFile(kind(file_type))) }
}

/// The kind of a path that is not a regular file.
fn kind(file_type: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if file_type.is_fifo() {
            return "a named pipe";
        }
        if file_type.is_socket() {
            return "a socket";
        }
        if file_type.is_char_device() || file_type.is_block_device() {
            return "a device";
        }
    }
    if file_type.is_dir() { "a folder" } else { "not a regular file" }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::System(error.kind())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFile(kind) => write!(f, "this is {kind}: name a regular file"),
            Self::NotUtf8 => f.write_str("this is not UTF-8: save the file in the encoding UTF-8"),
            Self::System(io::ErrorKind::NotFound) => f.write_str("there is no such file"),
            Self::System(io::ErrorKind::PermissionDenied) => f.write_str("you may not read it"),
            Self::System(kind) => kind.fmt(f),
        }
    }
}

impl error::Error for ReadError {}
