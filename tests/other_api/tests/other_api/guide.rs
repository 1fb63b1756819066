//! `docs/another-api.md`: the files that it shows are those of this package.

use std::fs;

const PAGE: &str = include_str!("../../../../docs/another-api.md");

#[test]
fn the_page_shows_the_files_of_this_package() {
    let mut shown = Vec::new();
    let mut lines = PAGE.lines();
    while let Some(line) = lines.next() {
        // The name of a file precedes its block.
        let Some(name) = line.strip_prefix('`').filter(|_| line.ends_with(':')) else { continue };
        let (name, _) = name.split_once('`').expect("the end of the name");
        let language = lines.next().unwrap_or_default();
        assert!(language.starts_with("```"), "{name}: {language}");
        let block: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        let file = fs::read_to_string(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        match name {
            // Its dependencies, as they are outside of the workspace.
            "Cargo.toml" => assert!(without_paths(&file).contains(&block), "{name} differs:\n{block}"),
            _ => assert_eq!(block, file, "{name}"),
        }
        shown.push(name);
    }
    let expected = "Cargo.toml build.rs src/lib.rs spec/api.yaml spec/auth/issue_token.yaml spec/parcels/get.yaml \
                    examples/parcel.rs tests/fake.rs";
    assert_eq!(shown.join(" "), expected);
}

/// A manifest without the paths of its dependencies.
fn without_paths(manifest: &str) -> String {
    let mut parts = manifest.split("path = \"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("\", ").map_or(part, |(_, rest)| rest))
}
