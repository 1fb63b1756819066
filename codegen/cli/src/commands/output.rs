//! The output of subcommands: files, standard output, and messages on standard error.

use dingtalk_codegen::Diagnostics;
use dingtalk_policy::escaped;
use dingtalk_spec::diag::RenderStyle;
use dingtalk_spec::files;
use std::error::Error;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a text to the file, or to standard output if there is none.
pub(super) fn write(text: &str, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
    match file {
        Some(file) => match files::replace(file, text) {
            Ok(_) => Ok(()),
            Err(source) => Err(OutputError { file: file.to_owned(), source }.into()),
        },
        None => Ok(print(text)?),
    }
}

/// Prints a text. Whoever reads only its beginning has what was wanted.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints lines for people. Invisible characters, as in file names, are escaped.
pub(super) fn print_message(text: &str) {
    print_line(&escaped(text));
}

/// Prints what is wrong with a spec, in colours where somebody sees them.
pub(super) fn print_diagnostics(diagnostics: &Diagnostics) {
    print_line(&diagnostics.render(RenderStyle::Colour));
}

fn print_line(text: &str) {
    // Standard error is closed: there is nowhere else to report it.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// A file that could not be written.
#[derive(Debug)]
struct OutputError {
    file: PathBuf,
    source: io::Error,
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}", self.file.display(), self.source)
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
