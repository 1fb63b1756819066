//! `update`: from saved pages to a reviewed change of the spec.

mod accept_commands;
mod derived_files;
mod features;
mod left;
mod operation_table;

use super::failure::{DIFFERS, Failure, WRONG};
use super::git::Revision;
use super::lock::Lock;
use super::rewrite::Written;
use super::saved::Pages;
use super::settings::Settings;
use super::{Outcome, git, output, review, spec_source};
use accept_commands::AcceptCommands;
use clap::Args;
use derived_files::DerivedFiles;
use dingtalk_cli::Review;
use dingtalk_pages::{Drift, Rewrite, SpecFacts};
use dingtalk_policy::one_line;
use std::path::PathBuf;
use std::process::ExitCode;

/// Update a spec from saved pages of the documentation, and print the description of the pull request.
///
/// The pages are compared with the spec as by `drift`, and what needs no judgement is written as by `drift --fix`. The features of
/// services and the tables of operations that the manifest names are brought up to date, and then the commands run that accept the
/// snapshots of the changed spec. The description is that of `review` since the last commit, as Markdown on standard output, with a list
/// of what is left to do; if the last commit has no valid spec, it describes what this run changed. A second run changes nothing.
/// Without pages, the spec is taken as it is.
///
/// The commands are those of --run, or else of the manifest in the current folder or one above. They run without a shell, with
/// `INSTA_UPDATE=always`, `UPDATE_EXPECT=1` and `SNAPSHOTS=overwrite`, which insta, expect-test and snapbox read. A project whose build
/// script generates the client, and which has no snapshots, needs none.
///
/// Exit codes: 0 if the facts agree now and every command succeeded; 1 if facts differ, the spec does not describe a page or has errors, a
/// file cannot be written, a command failed, or with --check if a file would change; 2 if a page cannot be read or an argument is wrong.
#[derive(Debug, Args)]
#[command(after_long_help = SETTINGS)]
pub(super) struct UpdateCommand {
    /// Saved pages, and folders of them.
    #[arg(value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The folder of the spec.
    #[arg(long, value_name = "PATH", default_value = "spec")]
    spec: PathBuf,
    /// A command that accepts snapshots, such as `--run "cargo test --test snapshots"`, instead of those of the manifest. Quotes and
    /// backslashes group words as in a shell, and mean nothing else.
    #[arg(long, value_name = "COMMAND")]
    run: Vec<String>,
    /// Write and run nothing; print the description of what would change.
    #[arg(long)]
    check: bool,
}

/// The settings of the manifest.
const SETTINGS: &str = r#"The settings in Cargo.toml:

  [workspace.metadata.dingtalk-codegen]     # or [package.metadata.dingtalk-codegen]
  update = [["cargo", "test", "--test", "snapshots"]]
  features = "Cargo.toml"                   # the manifest that has a feature for each service, on by default
  tables = [                                # tables of operations: the rows below the header are replaced
    { file = "README.md", header = "| method | |", row = "| `{service}().{operation}(…)` | {summary} |" },
  ]
  tests = "an exchange in tests/wire.rs"    # where operations are tested, for the list of what is left
  emitted = "tests/snapshots/emitted"       # for `review`: the snapshots of emitted code,
  surface = "tests/snapshots/surface.snap"  # and of the public API
  spec = "spec"                             # the spec of the features and tables; `spec` if left out

A row may hold `{service}`, `{client}` (the type of the service's client), `{operation}`, `{summary}`, and `{title en}`: the title of the
page in that language, or the summary if there is none."#;

/// A spec before and after its update, compared with the pages.
struct UpdatedSpec {
    /// The spec of the last commit. If that has none, the spec before additions.
    old: SpecFacts,
    new: SpecFacts,
    /// The pages against both.
    drifts: [Drift; 2],
    rewrite: Rewrite,
    written: Written,
}

/// The pages against the last commit. A page that it does not describe is one against the spec before this run.
fn with_new_pages(mut committed: Drift, found: Drift) -> Drift {
    for page in found.pages {
        if let Some(new) = committed.unmatched.iter().position(|unmatched| unmatched.file == page.file) {
            committed.unmatched.remove(new);
            committed.pages.push(page);
        }
    }
    committed
}

impl UpdateCommand {
    pub(super) fn run(self) -> Outcome {
        let settings = Settings::find().map_err(Failure::wrong)?;
        let commands = AcceptCommands::new(&self.run, &settings).map_err(Failure::wrong)?;
        let pages = Pages::read(&self.pages);
        let updated = self.updated(&pages)?;
        let mut derived = DerivedFiles::new(&self.spec, &updated.new, &settings);
        if !self.check {
            derived.write(&settings);
        }
        self.announce(&updated, &derived, &commands);
        let failed = if self.check { Vec::new() } else { commands.run() };
        self.describe(&updated, &derived, &commands, &failed, &settings)
    }

    /// Writes the additions as `drift --fix` does, or makes them in memory alone.
    fn updated(&self, pages: &Pages) -> Result<UpdatedSpec, Failure> {
        let _lock = (!self.check).then(|| Lock::of(&self.spec)).transpose()?;
        let current = SpecFacts::load(&self.spec)?;
        let found = pages.against(&current);
        let rewrite = dingtalk_pages::fix(&found, &pages.read, &current);
        let mut written = Written::default();
        let new = if self.check {
            let mut texts = current.texts().clone();
            texts.extend(rewrite.files.clone());
            SpecFacts::load_texts(texts)?
        } else {
            written.write(&self.spec, &rewrite);
            SpecFacts::load(&self.spec)?
        };
        let (old, before) = match self.committed(&current) {
            Some(committed) => {
                let before = with_new_pages(pages.against(&committed), found);
                (committed, before)
            }
            None => (current, found),
        };
        let after = pages.against(&new);
        Ok(UpdatedSpec { old, new, drifts: [before, after], rewrite, written })
    }

    /// The spec of the last commit, if it differs from the current one. `None` outside of a repository, and, with a message, if the
    /// commit has no valid spec.
    fn committed(&self, current: &SpecFacts) -> Option<SpecFacts> {
        let head = Revision::find("HEAD").ok()?;
        let why = match git::texts(&head, &self.spec) {
            Ok(texts) if texts == *current.texts() && current.model().is_some() => return None,
            Ok(texts) => match SpecFacts::load_texts(texts) {
                Ok(spec) if spec.model().is_some() => return Some(spec),
                _ => "it has errors".to_owned(),
            },
            Err(why) => why,
        };
        output::print_message(&format!(
            "the spec of the last commit cannot be compared, so only this run is described: {}",
            one_line(&why)
        ));
        None
    }

    /// Prints what was written, or would be.
    fn announce(&self, updated: &UpdatedSpec, derived: &DerivedFiles, commands: &AcceptCommands) {
        if self.check {
            let files = updated.rewrite.files.keys().map(|file| self.spec.join(file).display().to_string());
            files.chain(derived.names().map(str::to_owned)).for_each(|file| {
                output::print_message(&format!("would write {}", one_line(&file)));
            });
            commands.lines().for_each(|line| output::print_message(&format!("would run {line}")));
        }
        updated.written.done.iter().chain(&updated.written.failed).for_each(|line| output::print_message(line));
        if !self.check {
            derived.names().for_each(|file| output::print_message(&format!("{}: updated", one_line(file))));
        }
    }

    /// Prints the description of the change.
    fn describe(
        &self,
        updated: &UpdatedSpec,
        derived: &DerivedFiles,
        commands: &AcceptCommands,
        failed: &[String],
        settings: &Settings,
    ) -> Outcome {
        let UpdatedSpec { old, new, drifts: [before, after], rewrite, written } = updated;
        let Some(diff) = spec_source::diff(old, new) else { return Ok(ExitCode::from(DIFFERS)) };
        let mut left = left::of_pages(after, rewrite);
        left.extend(left::of_spec(&self.spec, new, after));
        left.extend_from_slice(derived.failed());
        left.extend(left::tests(&diff, settings));
        left.extend(left::of_commands(failed, commands, diff.is_empty()));
        let reformatted = review::reformatted(old, new, &diff);
        let review = Review {
            base: None,
            diff: &diff,
            pages: (!self.pages.is_empty()).then_some((before, after)),
            reformatted: &reformatted,
            emitted: None,
            left: &left,
        };
        output::print(&review.to_string())?;
        let changes = self.check && (!rewrite.files.is_empty() || derived.names().next().is_some());
        let has_failed = !failed.is_empty() || !written.failed.is_empty() || !derived.failed().is_empty();
        Ok(match (after.unreadable.is_empty(), after.agrees() && !has_failed && !changes) {
            (false, _) => ExitCode::from(WRONG),
            (true, false) => ExitCode::from(DIFFERS),
            (true, true) => ExitCode::SUCCESS,
        })
    }
}
