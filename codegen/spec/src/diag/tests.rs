//! Printed diagnostics: what is shown of a line, and the carets below it.

use super::{Code, LocateNode, NodePath, RenderStyle, Sink};

/// A file of one line, in which every place is at one column.
struct OneLine<'a>(&'a str, (usize, usize));

impl LocateNode for OneLine<'_> {
    fn position(&self, _place: &NodePath) -> Option<(usize, usize)> {
        Some(self.1)
    }

    fn line(&self, _file: &str, _line: usize) -> Option<&str> {
        Some(self.0)
    }
}

fn rendered(text: &str, position: (usize, usize), style: RenderStyle) -> String {
    let mut sink = Sink::new();
    sink.report(Code::UnknownKey, &NodePath::file("a.yaml").key("b"), "unknown key `b`").help("one\ntwo");
    let diagnostics = sink.finish(Some(()), &OneLine(text, position)).expect_err("an error");
    diagnostics.iter().map(|diagnostic| diagnostic.render(style)).collect()
}

/// The line and the carets below it, without what stands in front of them.
fn lines(text: &str, column: usize) -> [String; 2] {
    let shown = rendered(text, (7, column), RenderStyle::Plain);
    let line = |number: usize| shown.lines().nth(number).expect("a line").get(4..).unwrap_or_default().to_owned();
    [line(3), line(4)]
}

#[test]
fn a_diagnostic_has_its_line_and_its_help() {
    let shown = "\
error[D0005]: unknown key `b`
  --> a.yaml:12:4
   |
12 | a: b # c
   |    ^
   |
   = help: one
           two";
    assert_eq!(rendered("a: b # c", (12, 4), RenderStyle::Plain), shown);
}

#[cfg(not(windows))]
#[test]
fn the_colours_are_those_of_rustc() {
    let [red, blue, bold, end] = ["\u{1b}[1m\u{1b}[91m", "\u{1b}[1m\u{1b}[94m", "\u{1b}[1m", "\u{1b}[0m"];
    let shown = format!(
        "\
{red}error[D0005]{end}{bold}: unknown key `b`{end}
  {blue}--> {end}a.yaml:12:4
   {blue}|{end}
{blue}12{end} {blue}|{end} a: b # c
   {blue}|{end}    {red}^{end}
   {blue}|{end}
   {blue}= {end}{bold}help{end}: one
           two"
    );
    assert_eq!(rendered("a: b # c", (12, 4), RenderStyle::Colour), shown);
}

#[test]
fn carets_are_below_wide_characters() {
    assert_eq!(lines("{ 名称: 群聊, b: c }", 7), ["{ 名称: 群聊, b: c }", "        ^^^^"]);
    assert_eq!(lines("cafe\u{301}: \u{1f600}x", 8), ["cafe\u{301}: \u{1f600}x", "      ^^^"]);
}

#[test]
fn a_tab_is_one_space() {
    assert_eq!(lines("\ta:\tb", 5), [" a: b", "    ^"]);
}

#[test]
fn a_caret_is_at_the_end_of_a_line() {
    assert_eq!(lines("a: [b", 6), ["a: [b", "     ^"]);
    assert_eq!(lines("a: [b", 99), ["a: [b", "     ^"]);
    assert_eq!(lines("", 1), ["", "^"]);
    assert!(rendered("", (7, 1), RenderStyle::Plain).contains("\n7 |\n  | ^\n"));
}

#[test]
fn what_is_far_behind_the_carets_is_cut() {
    let line = format!("a: {}", "word ".repeat(60));
    let shown = format!("a: {}wo…", "word ".repeat(15));
    assert_eq!(lines(&line, 1), [shown, "^".to_owned()]);
}

#[test]
fn what_is_far_in_front_of_the_carets_is_cut() {
    let [line, carets] = lines(&format!("a: [{}, b: c]", "word ".repeat(60)), 307);
    assert_eq!((line.chars().count(), carets.chars().count()), (73, 69));
    assert!(line.starts_with("…") && line.ends_with("word , b: c]"), "{line}");
}

#[test]
fn a_line_of_wide_characters_is_cut_at_both_ends() {
    let text = "获取群聊的信息，";
    let [line, carets] = lines(&format!("a: {0}, b: {0}", text.repeat(40)), 326);
    assert!(line.starts_with('…') && line.contains("，, b: 获取") && line.ends_with('…'), "{line}");
    assert_eq!(carets.len(), 68, "{line}");
}
