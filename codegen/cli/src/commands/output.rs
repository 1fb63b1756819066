//! The output of subcommands: files, standard output, and messages on standard error.

use super::Failure;
use dingtalk_codegen::Diagnostics;
use dingtalk_policy::escaped;
use dingtalk_spec::diag::RenderStyle;
use dingtalk_spec::files;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a text to the file, or to standard output if there is none.
pub(super) fn write(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file else { return Ok(print(text)?) };
    let written = files::replace(file, text);
    written.map(drop).map_err(|error| Failure::other(format!("cannot write {}: {error}", file.display())))
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
