//! `docs/diagnostics.md` lists every code with real output of the cases in `fixtures/reject`. `INSTA_UPDATE=always` writes it.

mod support;

use dingtalk_codegen::diag::{Code, Diagnostic, RenderStyle, Severity};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use support::cases::{self, Case};

const HEAD: &str = "\
# Diagnostics

The errors and warnings of the generator. No client is generated from a spec with errors. Build scripts print warnings as warnings of the
build. Codes are stable.

This page is generated from the cases in `tests/fixtures/reject`: `INSTA_UPDATE=always cargo test --workspace --test diagnostics` writes it.
";

#[test]
fn the_page_shows_every_code() {
    let page = page();
    let path = support::path("../docs/diagnostics.md");
    if support::is_updating() {
        fs::write(&path, &page).expect("written");
    }
    let same = fs::read_to_string(&path).is_ok_and(|text| text == page);
    assert!(
        same,
        "docs/diagnostics.md is stale: write it with `INSTA_UPDATE=always cargo test --workspace --test diagnostics`"
    );
}

#[test]
fn corrected_cases_are_valid() {
    for case in cases::all() {
        let Some(right) = case.right() else { continue };
        let model = right.load().unwrap_or_else(|diagnostics| panic!("{}:\n{diagnostics}", case.name));
        assert!(model.warnings().is_empty(), "{}:\n{}", case.name, model.warnings());
    }
}

fn page() -> String {
    let cases = cases::all();
    let mut page = HEAD.to_owned();
    page.push_str("\n| code | severity | title |\n|---|---|---|\n");
    for code in Code::ALL {
        writeln!(page, "| [{code}](#{}) | {} | {} |", code.as_str().to_lowercase(), word(*code), code.title())
            .expect("text");
    }
    for code in Code::ALL {
        page.push_str(&section(*code, example(*code, &cases)));
    }
    page
}

/// The case of a code with a corrected version beside it.
fn example(code: Code, cases: &[Case]) -> &Case {
    let prefix = code.as_str().to_lowercase();
    let mut of_code = cases.iter().filter(|case| case.name.starts_with(&prefix) && case.right().is_some());
    let only =
        of_code.next().unwrap_or_else(|| panic!("no case of {code} has a corrected version in `<case>.right.yaml`"));
    assert!(of_code.next().is_none(), "{code} has more than one example");
    only
}

fn section(code: Code, case: &Case) -> String {
    let said = case.diagnostics();
    let said =
        said.iter().find(|said| said.code() == code).unwrap_or_else(|| panic!("{} does not show {code}", case.name));
    let right = case.right().expect("it is an example").files();
    let (language, wrong, right) = difference(&case.files(), &right, said);
    // The anchor is the code, so links survive a change of the title.
    format!(
        "\n## {code}\n\n**{title}.** {severity}. {explanation}\n\nWrong:\n\n```{language}\n{wrong}\n```\n\nThe message:\n\n```text\n\
         {message}\n```\n\nRight:\n\n```{language}\n{right}\n```\n",
        title = capital(code.title()),
        severity = capital(word(code)),
        explanation = code.explanation(),
        message = cases::shown(&said.render(RenderStyle::Plain)),
    )
}

/// The lines in which a case and its corrected version differ, or the files if those differ.
fn difference(
    wrong: &BTreeMap<String, String>,
    right: &BTreeMap<String, String>,
    said: &Diagnostic,
) -> (&'static str, String, String) {
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>().join("\n");
    if !wrong.keys().eq(right.keys()) {
        return ("text", names(wrong), names(right));
    }
    let (name, wrong) = wrong.iter().find(|(name, text)| right[*name] != **text).expect("they differ");
    let line = said.file().ends_with(name.as_str()).then(|| said.line());
    let (wrong, right) = hunk(wrong, &right[name], line);
    ("yaml", wrong, right)
}

/// The differing lines with one line of context, and the line of the message if it is in this file.
fn hunk(wrong: &str, right: &str, line: Option<usize>) -> (String, String) {
    let (wrong, right): (Vec<_>, Vec<_>) = (wrong.lines().collect(), right.lines().collect());
    let before = wrong.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let behind = wrong[before..].iter().rev().zip(right[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let above = line.map_or(before, |line| before.min(line - 1)).saturating_sub(1);
    let below = line.map_or(behind, |line| behind.min(wrong.len() - line)).saturating_sub(1);
    let cut = |lines: &[&str]| lines[above..lines.len() - below].join("\n");
    (cut(&wrong), cut(&right))
}

fn word(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        other => panic!("no word for {other:?}"),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
