//! `update`: from saved pages to a reviewed change of the spec.

mod accept_commands;
mod left;

use super::comparison_failure::ComparisonFailure;
use super::lock::Lock;
use super::rewrite::Written;
use super::saved::Pages;
use super::settings::Settings;
use super::{Outcome, output, review, spec_source};
use accept_commands::AcceptCommands;
use clap::Args;
use dingtalk_cli::Review;
use dingtalk_pages::{Drift, Rewrite, SpecFacts};
use dingtalk_policy::one_line;
use std::path::PathBuf;
use std::process::ExitCode;

/// Update a spec from saved pages of the documentation, and print the description of the pull request.
///
/// The pages are compared with the spec as by `drift`, and what needs no judgement is written as by `drift --fix`. Then the commands run
/// that accept the snapshots of the changed spec. The description is that of `review` against the spec as it was before, as Markdown on
/// standard output, with a list of what is left to do. A second run changes nothing.
///
/// The commands are those of --run, or else of the manifest in the current folder or one above. They run without a shell, with
/// `INSTA_UPDATE=always`, `UPDATE_EXPECT=1` and `SNAPSHOTS=overwrite`, which insta, expect-test and snapbox read. A project whose build
/// script generates the client, and which has no snapshots, needs none.
///
/// Exit codes: 0 if the facts agree now and every command succeeded; 1 if facts differ, the spec does not describe a page or has errors, a
/// file cannot be written, a command failed, or with --check if the spec would change; 2 if a page cannot be read or an argument is wrong.
#[derive(Debug, Args)]
#[command(after_long_help = SETTINGS)]
pub(super) struct UpdateCommand {
    /// Saved pages, and folders of them.
    #[arg(value_name = "PAGE", required = true)]
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
const SETTINGS: &str = r#"The commands in Cargo.toml:

  [workspace.metadata.dingtalk-codegen]     # or [package.metadata.dingtalk-codegen]
  update = [["cargo", "test", "--test", "snapshots"]]
  tests = "an exchange in tests/wire.rs"    # where operations are tested, for the list of what is left
  emitted = "tests/snapshots/emitted"       # for `review`: the snapshots of emitted code,
  surface = "tests/snapshots/surface.snap"  # and of the public API"#;

/// Exit codes, beside that of success.
const DIFFERS: u8 = 1;
const WRONG: u8 = 2;

/// A spec before and after additions, compared with the pages.
struct UpdatedSpec {
    old: SpecFacts,
    new: SpecFacts,
    /// The pages against both.
    drifts: [Drift; 2],
    rewrite: Rewrite,
    written: Written,
}

impl UpdateCommand {
    pub(super) fn run(self) -> Outcome {
        self.update().unwrap_or_else(|failure| Ok(failure.report()))
    }

    fn update(&self) -> Result<Outcome, ComparisonFailure> {
        let settings = Settings::find().map_err(ComparisonFailure::Wrong)?;
        let commands = AcceptCommands::new(&self.run, &settings).map_err(ComparisonFailure::Wrong)?;
        let pages = Pages::read(&self.pages);
        let updated = self.updated(&pages)?;
        self.announce(&updated, &commands);
        let failed = if self.check { Vec::new() } else { commands.run() };
        Ok(self.describe(&updated, &commands, &failed, &settings))
    }

    /// Writes the additions as `drift --fix` does, or makes them in memory alone.
    fn updated(&self, pages: &Pages) -> Result<UpdatedSpec, ComparisonFailure> {
        let _lock = (!self.check).then(|| Lock::of(&self.spec)).transpose().map_err(ComparisonFailure::Locked)?;
        let old = SpecFacts::load(&self.spec)?;
        let before = pages.against(&old);
        let rewrite = dingtalk_pages::fix(&before, &pages.read, &old);
        let mut written = Written::default();
        let new = if self.check {
            let mut texts = old.texts().clone();
            texts.extend(rewrite.files().clone());
            SpecFacts::load_texts(texts)?
        } else {
            written.write(&self.spec, &rewrite);
            SpecFacts::load(&self.spec)?
        };
        let after = pages.against(&new);
        Ok(UpdatedSpec { old, new, drifts: [before, after], rewrite, written })
    }

    /// Prints what was written, or would be.
    fn announce(&self, updated: &UpdatedSpec, commands: &AcceptCommands) {
        if self.check {
            let files = updated.rewrite.files().keys().map(|file| self.spec.join(file));
            files.for_each(|file| {
                output::print_message(&format!("would write {}", one_line(&file.display().to_string())));
            });
            commands.lines().for_each(|line| output::print_message(&format!("would run {line}")));
        }
        updated.written.done().chain(updated.written.failed()).for_each(output::print_message);
    }

    /// Prints the description of the change.
    fn describe(
        &self,
        updated: &UpdatedSpec,
        commands: &AcceptCommands,
        failed: &[String],
        settings: &Settings,
    ) -> Outcome {
        let UpdatedSpec { old, new, drifts: [before, after], rewrite, written } = updated;
        let Some(diff) = spec_source::diff(old, new) else { return Ok(ExitCode::from(DIFFERS)) };
        let mut left = left::of_pages(after, rewrite);
        left.extend(left::of_spec(&self.spec, new, after));
        left.extend(left::tests(&diff, settings));
        left.extend(left::of_commands(failed, commands, diff.is_empty()));
        let reformatted = review::reformatted(old, new, &diff);
        let review = Review {
            base: None,
            diff: &diff,
            pages: Some((before, after)),
            reformatted: &reformatted,
            emitted: None,
            left: &left,
        };
        output::print(&review.to_string())?;
        let changes = self.check && !rewrite.files().is_empty();
        Ok(match (after.all_read(), after.agrees() && failed.is_empty() && !written.has_failed() && !changes) {
            (false, _) => ExitCode::from(WRONG),
            (true, false) => ExitCode::from(DIFFERS),
            (true, true) => ExitCode::SUCCESS,
        })
    }
}
