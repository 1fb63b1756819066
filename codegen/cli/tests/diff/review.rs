//! `review`: the description of a pull request.

use super::{READ, Repository, SEND, stderr, stdout};
use std::process::Output;

/// A page of the operation `send`, with a field of this type.
fn page(ty: &str) -> String {
    format!(
        "# Send a text\n\n## Request\n\n### Basic information\n\n| Field | Value |\n|---|---|\n\
         | HTTP URL | https://api.example.com/send |\n| HTTP Method | POST |\n\n\
         ### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| text | {ty} | Yes | The text. |\n\n\
         ## Response\n\nNothing more.\n"
    )
}

fn review(repository: &Repository, arguments: &[&str]) -> Output {
    super::support::run(repository.0.path(), ["review"].into_iter().chain(arguments.iter().copied()))
}

#[test]
fn changes_pages_and_layout_are_shown() {
    let repository = Repository::new();
    repository.write("pages/send.md", &page("String"));
    repository.write("spec/im/read.yaml", &format!("# How texts are read.\n{READ}"));
    let output = review(&repository, &["HEAD", "pages"]);
    let shown = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    for part in [
        "## Changes of the spec since `HEAD`\n\n**major**: code of callers may have to change",
        "- `pages/send.md`\n  - [x] `body text required`: `optional` → `required`\n",
        "### `im::send`: major\n\n- `body text required`: `false` → `true`\n",
        "```diff\n-Request.text: Option<String>\n",
        "<details><summary>Documentation and layout</summary>\n\n- `im/read.yaml`: layout, comments or exceptions\n",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

#[test]
fn facts_that_the_spec_does_not_follow_are_open() {
    let repository = Repository::new();
    repository.write("pages/send.md", &page("Long"));
    let shown = stdout(&review(&repository, &["HEAD", "pages/send.md"]));
    assert!(shown.contains("  - [ ] `body text type`: `string` → `Long`\n"), "{shown}");
}

#[test]
fn without_changes_there_is_a_verdict_alone() {
    let repository = Repository::new();
    repository.write("spec/im/send.yaml", SEND);
    assert_eq!(stdout(&review(&repository, &["HEAD"])), "## Changes of the spec since `HEAD`\n\nnothing changed.\n");
}

#[test]
fn a_change_of_the_generator_is_told_from_one_of_the_spec() {
    let repository = Repository::new();
    let settings = "emitted = \"snapshots/code\"\nsurface = \"snapshots/api.snap\"";
    repository.write("Cargo.toml", &format!("[workspace.metadata.dingtalk-codegen]\n{settings}\n"));
    for file in ["code/a.snap", "code/b.snap", "api.snap"] {
        repository.write(&format!("snapshots/{file}"), "one\n");
    }
    repository.commit("Add snapshots");
    assert!(!stdout(&review(&repository, &["HEAD"])).contains("Emitted code"));
    repository.write("snapshots/code/b.snap", "two\n");
    repository.write("snapshots/code/c `d`.snap", "new\n");
    let emitted = "\n### Emitted code\n\nThe generator changed, and the spec did not. 2 snapshots of emitted code changed, and no line of the \
        public API: callers' code is the same.\n\n- `snapshots/code/b.snap`\n- `` snapshots/code/c `d`.snap ``\n";
    let shown = stdout(&review(&repository, &["HEAD"]));
    assert!(shown.contains("nothing changed.") && shown.contains(emitted), "{shown}");
    let below = super::support::run(&repository.0.path().join("spec"), ["review", "HEAD", "--spec", "."]);
    assert!(stdout(&below).contains(emitted), "{below:?}");
    repository.write("snapshots/api.snap", "two\n");
    repository.write("spec/im/send.yaml", SEND);
    // The changes of the spec are listed themselves.
    assert!(!stdout(&review(&repository, &["HEAD"])).contains("Emitted code"));
    repository.write("Cargo.toml", "[workspace.metadata.dingtalk-codegen]\nemited = \"snapshots\"\n");
    let output = review(&repository, &["HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("unknown key `emited`"), "{output:?}");
}

#[test]
fn excepted_facts_have_their_reason() {
    let repository = Repository::new();
    repository.write("pages/send.md", &page("String"));
    let except =
        "except: [{ fact: body text required, says: required, because: The service takes none. }]\nrequest:\n  method";
    repository.write("spec/im/send.yaml", &SEND.replacen("request:\n  method", except, 1));
    let shown = stdout(&review(&repository, &["HEAD", "pages"]));
    assert!(!shown.contains("[x]") && shown.contains("The service takes none."), "{shown}");
}

#[test]
fn texts_of_pages_are_no_markup() {
    let repository = Repository::new();
    repository.write("pages/send.md", &page("`@team` fixes #1 </details>"));
    let shown = stdout(&review(&repository, &["HEAD", "pages"]));
    let cells: Vec<&str> = shown.lines().filter(|line| line.contains("@team")).collect();
    assert!(!cells.is_empty() && cells.iter().all(|line| line.contains('`')), "{shown}");
    assert!(cells.iter().all(|line| line.trim_end().ends_with('`')), "{shown}");
}

#[test]
fn a_review_is_bounded() {
    let repository = Repository::new();
    let fields: Vec<String> = (0..500).map(|field| format!("field{field}: {{ type: string, doc: One. }}, ")).collect();
    let fields = fields.concat();
    repository.write("spec/im/large.yaml", &operation("large", &fields));
    for number in 0..800 {
        repository.write(&format!("spec/im/send_{number}.yaml"), &operation(&format!("send_{number}"), ""));
    }
    repository.commit("Grow");
    let required = |text: String| text.replace("type: string, doc", "type: string, required: true, doc");
    repository.write("spec/im/large.yaml", &required(operation("large", &fields)));
    for number in 0..800 {
        let text = operation(&format!("send_{number}"), "").replace("Send a text.", "Send one text.");
        repository.write(&format!("spec/im/send_{number}.yaml"), &required(text));
        repository.write(&format!("pages/{number}.md"), &page("Long"));
    }
    let shown = stdout(&review(&repository, &["HEAD", "pages"]));
    assert!(shown.chars().count() < 65_536, "{}", shown.len());
    for part in
        ["### `im::large`: major", "  and 462 more\n", "Operations that are not shown: ", "- and more\n\n</details>"]
    {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

/// An operation with these fields and one more.
fn operation(name: &str, fields: &str) -> String {
    let text = SEND.replace("name: send", &format!("name: {name}")).replace("/send", &format!("/{name}"));
    text.replace("body: { ", &format!("body: {{ {fields}"))
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let repository = Repository::new();
    repository.write("pages/send.md", "no page\n");
    let output = review(&repository, &["HEAD", "pages/send.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("- `pages/send.md`: cannot be read: "), "{output:?}");
    let output = review(&repository, &["nothing"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: `nothing` is neither a folder nor a revision"), "{output:?}");
    repository.write("spec/im/send.yaml", "name: send\n");
    assert_eq!(review(&repository, &["HEAD"]).status.code(), Some(1));
}
