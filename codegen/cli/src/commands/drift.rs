//! `drift`: saved pages against a spec, or against each other.

use super::failure::{DIFFERS, Failure, WRONG};
use super::lock::Lock;
use super::rewrite::{self, Written};
use super::saved::{self, Pages};
use super::{Outcome, output};
use clap::{Args, ValueEnum};
use dingtalk_pages::{Drift, SpecFacts};
use std::path::PathBuf;
use std::process::ExitCode;

/// Compare saved pages of the documentation with a spec.
///
/// A page is HTML saved by a browser, Markdown, or copied text. A folder stands for its .html, .htm, .md and .txt files, without the
/// `Name_files` folders that browsers save beside a page. The operation of a page is found by URL or title, by method and path, or by the
/// most similar path.
///
/// --fix needs the pages of all languages that the spec lists for an operation, and adds what all of them state: error rows, optional
/// parameters and fields with the fields in them, and enum values, if `draft` has nothing to review there. It adds nothing while method,
/// URL or host differ. What it leaves out is listed with the reason.
///
/// Differences are printed to standard output, as text or JSON. Written files and errors of the spec are reported on standard error, as
/// text.
///
/// Exit codes: 0 if the facts agree; 1 if they differ, the spec does not describe a page or has errors, or a file cannot be written; 2 if
/// a page cannot be read, or cannot be accepted although its facts agree.
#[derive(Debug, Args)]
#[command(override_usage = "dingtalk-codegen drift [OPTIONS] <PAGE>...\n       \
                            dingtalk-codegen drift [--format <FORMAT>] [--strict] --between <OLD> <NEW>")]
pub(super) struct DriftCommand {
    /// Saved pages, and folders of them.
    #[arg(value_name = "PAGE", required_unless_present = "between")]
    pages: Vec<PathBuf>,
    /// The folder of the spec.
    #[arg(long, value_name = "PATH", default_value = "spec")]
    spec: PathBuf,
    /// The output format.
    #[arg(long, value_enum, default_value_t = DriftFormat::Text)]
    format: DriftFormat,
    /// Exit with 1 if the text of a row changed, too.
    #[arg(long)]
    strict: bool,
    /// Record in the spec the rows and the review date of each page that agrees, so that later changes of any row are reported.
    #[arg(long)]
    accept: bool,
    /// The review date, such as 2026-11-22. The default is today. It cannot be in the future, or before the recorded date.
    #[arg(long, value_name = "DAY", requires = "accept")]
    date: Option<String>,
    /// Add to the spec what the pages of every language have in common and needs no judgement: error rows, optional parameters and
    /// fields, and enum values.
    #[arg(long)]
    fix: bool,
    /// An earlier save of the pages, or a folder of them. The old text of changed rows is taken from it: a spec has digests alone.
    #[arg(long, value_name = "PAGE")]
    old: Vec<PathBuf>,
    /// Compare two saves of a page, without a spec.
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["pages", "spec", "accept", "fix", "old"])]
    between: Option<Vec<PathBuf>>,
}

/// The output format.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum DriftFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl DriftCommand {
    pub(super) fn run(self) -> Outcome {
        let (found, written) = match &self.between {
            Some(pair) => (between(pair)?, Written::default()),
            None => self.against()?,
        };
        output::print(&match self.format {
            DriftFormat::Text => found.to_string(),
            DriftFormat::Json => found.json(),
        })?;
        written.lines().for_each(output::print_message);
        let agrees = if self.strict { found.agrees_in_words() } else { found.agrees() };
        let was_refused = self.accept && found.agrees() && !written.left.is_empty();
        Ok(match (found.unreadable.is_empty() && !was_refused, agrees && written.failed.is_empty()) {
            (false, _) => ExitCode::from(WRONG),
            (true, false) => ExitCode::from(DIFFERS),
            (true, true) => ExitCode::SUCCESS,
        })
    }

    /// Compares the pages with the spec; where that changes the spec, once more with what it then is.
    fn against(&self) -> Result<(Drift, Written), Failure> {
        let day = rewrite::past_day(self.date.as_deref()).map_err(Failure::wrong)?;
        let pages = Pages::read(&self.pages);
        let old = Pages::read(&self.old).checked().map_err(Failure::wrong)?;
        let load = || SpecFacts::load(&self.spec).map(|spec| spec.with_earlier_saves(&old));
        let writes = self.fix || self.accept;
        let _lock = writes.then(|| Lock::of(&self.spec)).transpose()?;
        let mut spec = load()?;
        let mut found = pages.against(&spec);
        let mut written = Written::default();
        if self.fix && written.write(&self.spec, &dingtalk_pages::fix(&found, &pages.read, &spec)) {
            spec = load()?;
            found = pages.against(&spec);
        }
        if self.accept && written.write(&self.spec, &dingtalk_pages::accept(&found, &spec, &day)) {
            spec = load()?;
            found = pages.against(&spec);
        }
        Ok((found, written))
    }
}

fn between(pair: &[PathBuf]) -> Result<Drift, Failure> {
    let read = |path: &PathBuf| saved::page(path).map_err(Failure::wrong);
    match pair {
        [old, new] => Ok(dingtalk_pages::diff_pages(&read(old)?, &read(new)?)),
        _ => Err(Failure::wrong("--between takes two pages")),
    }
}
