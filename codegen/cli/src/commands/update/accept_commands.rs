//! The commands that accept the snapshots of a changed spec.

use super::super::output;
use super::super::settings::Settings;
use dingtalk_policy::one_line;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The variables that make snapshot tests write what they would compare: of insta, expect-test and snapbox.
const UPDATE_VARIABLES: [(&str, &str); 3] =
    [("INSTA_UPDATE", "always"), ("UPDATE_EXPECT", "1"), ("SNAPSHOTS", "overwrite")];

/// The commands that accept the snapshots of a changed spec.
pub(super) struct AcceptCommands {
    /// Each with its arguments; none is empty.
    commands: Vec<Vec<String>>,
    folder: PathBuf,
}

impl AcceptCommands {
    /// The commands that were typed, which run here, or else those of the settings, which run in the folder of the manifest.
    pub(super) fn new(typed: &[String], settings: &Settings) -> Result<Self, String> {
        if typed.is_empty() {
            return Ok(Self { commands: settings.update.clone(), folder: settings.folder.clone() });
        }
        let words = |command: &String| {
            let words = shlex::split(command).filter(|words| !words.is_empty());
            words.ok_or(format!("--run {}: it has no words, or a quote that does not end", one_line(command)))
        };
        Ok(Self { commands: typed.iter().map(words).collect::<Result<_, _>>()?, folder: PathBuf::from(".") })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// The commands as they could be typed.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.commands.iter().map(|command| line(command))
    }

    /// Runs all, and returns those that failed, each with the reason. What they print goes to standard error.
    pub(super) fn run(&self) -> Vec<String> {
        self.commands.iter().filter_map(|command| self.run_one(command).err()).collect()
    }

    fn run_one(&self, command: &[String]) -> Result<(), String> {
        let line = line(command);
        let [program, arguments @ ..] = command else { return Ok(()) };
        output::print_message(&format!("running {line}"));
        let mut process = Command::new(program);
        process.args(arguments).envs(UPDATE_VARIABLES).current_dir(&self.folder);
        process.stdin(Stdio::null()).stdout(io::stderr());
        match process.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{line}: {status}")),
            Err(error) => Err(format!("{line}: it cannot be run: {error}")),
        }
    }
}

fn line(command: &[String]) -> String {
    let words = command.iter().map(|word| match shlex::try_quote(word) {
        Ok(quoted) => one_line(&quoted),
        Err(_) => one_line(word),
    });
    words.collect::<Vec<_>>().join(" ")
}
