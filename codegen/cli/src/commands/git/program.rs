//! Runs the program `git`, and takes no more of what it prints than was asked for.

use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// The number of bytes read from git's standard error.
const MAX_STDERR_BYTES: usize = 64 << 10;

/// The output of git.
pub(super) struct GitOutput {
    success: bool,
    stdout: Vec<u8>,
    stderr: String,
}

impl GitOutput {
    /// Standard output; if git failed, the first line of what it says about that.
    pub(super) fn checked(self) -> Result<Vec<u8>, String> {
        if self.success {
            return Ok(self.stdout);
        }
        let line = self.stderr.lines().next().unwrap_or("it failed without a message");
        Err(format!("git: {line}"))
    }

    /// Returns true if git failed without a message, as with `--quiet`.
    pub(super) fn is_silent_failure(&self) -> bool {
        !self.success && self.stderr.is_empty()
    }
}

/// Runs git in a folder with an input, and reads up to `limit` bytes of its output. More is an error.
pub(super) fn run(folder: &Path, arguments: &[&str], input: &[u8], limit: usize) -> Result<GitOutput, String> {
    let no_git = |error: io::Error| format!("the program `git` cannot be run: {error}");
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut git = command.spawn().map_err(no_git)?;
    let (stdin, stdout, stderr) = (git.stdin.take(), git.stdout.take(), git.stderr.take());
    // All at once: with one pipe full, git would wait for us, and we for git. Pipes that are closed early end it.
    let (stdout, stderr) = thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let stderr = scope.spawn(move || read(stderr, MAX_STDERR_BYTES));
        (read(stdout, limit + 1), stderr.join().unwrap_or_else(|_| Ok(Vec::new())))
    });
    let success = git.wait().map_err(no_git)?.success();
    let (stdout, stderr) = (stdout.map_err(no_git)?, stderr.map_err(no_git)?);
    if stdout.len() > limit {
        return Err(format!("`git {}` prints more than {limit} bytes", arguments.join(" ")));
    }
    Ok(GitOutput { success, stdout, stderr: String::from_utf8_lossy(&stderr).into_owned() })
}

fn read(pipe: Option<impl Read>, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(limit as u64).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
