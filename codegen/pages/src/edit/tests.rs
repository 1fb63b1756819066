//! Edits change one value and preserve the rest.

use super::SpecEdit;
use crate::edit::fragment::Fragment;
use dingtalk_spec::Node;
use dingtalk_spec::diag::NodePath;
use std::collections::BTreeMap;
use std::fs;

fn root() -> NodePath {
    NodePath::file("x.yaml")
}

fn edit(text: &str, change: impl FnOnce(&mut SpecEdit)) -> String {
    let mut edit = SpecEdit::new(text, &root()).expect("YAML");
    change(&mut edit);
    edit.into_text()
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

fn lines() -> Fragment {
    Fragment::Lines(vec![("query a, b".to_owned(), text("one")), ("response []".to_owned(), text("two"))])
}

const BLOCK: &str = "\
# Head.
pages:   # of the API
  - language: en   # English
    reviewed: \"2026-01-01\" # a day
  # The end.

doc: |
  A text
  # with this in it.

rows:
- { a: 1 }   # first
- { a: 2,
    b: it's } # second
#last
";

#[test]
fn a_block_keeps_its_comments_and_its_indentation() {
    let pages = root().key("pages");
    let changed = edit(BLOCK, |edit| {
        edit.set(&pages.index(0).key("reviewed"), &text("2026-02-01")).unwrap();
        edit.put(&pages.index(0), "rows", &lines()).unwrap();
        let page = Node::Map(vec![("language".to_owned(), text("zh")), ("title".to_owned(), text("a: b"))]);
        edit.insert(&pages, usize::MAX, &page).unwrap();
        edit.insert(&root().key("rows"), usize::MAX, &Node::Map(vec![("a".to_owned(), Node::from(3))])).unwrap();
        edit.put(&root().key("rows").index(0), "b", &Fragment::Inline(text("x, y"))).unwrap();
        edit.put(&root(), "on", &Fragment::Items(vec![text("en"), text("no")])).unwrap();
    });
    assert_eq!(
        changed,
        "\
# Head.
pages:   # of the API
  - language: en   # English
    reviewed: 2026-02-01 # a day
    rows:
      query a, b: one
      response []: two
  - language: zh
    title: \"a: b\"
  # The end.

doc: |
  A text
  # with this in it.

rows:
- { a: 1, b: \"x, y\" }   # first
- { a: 2,
    b: it's } # second
- { a: 3 }
\"on\":
  - en
  - \"no\"
#last
"
    );
}

#[test]
fn brackets_stay_on_one_line_or_on_several() {
    let flow = "pages:\r\n  - { language: en, reviewed: 2026-01-01 } # one\r\nerrors: []\r\n";
    let page = root().key("pages").index(0);
    let changed = edit(flow, |edit| {
        edit.put(&page, "rows", &lines()).unwrap();
        edit.put(&page.key("rows"), "error 400 a", &Fragment::Inline(text("three"))).unwrap();
        edit.set(&page.key("rows").key("response []"), &text("four")).unwrap();
        edit.remove(&page.key("rows"), "query a, b").unwrap();
        edit.insert(&root().key("errors"), usize::MAX, &text("a, b")).unwrap();
        edit.insert(&root().key("errors"), usize::MAX, &text("c")).unwrap();
    });
    assert_eq!(
        changed,
        "pages:\r\n  - { language: en, reviewed: 2026-01-01, rows: {\r\n      \"response []\": four,\r\n      \
             error 400 a: three,\r\n    } } # one\r\nerrors: [\"a, b\", c]\r\n"
    );
    let wide = "a: {\n  b: 1, # one\n  c: 2 # two\n}\n";
    let changed = edit(wide, |edit| {
        edit.put(&root().key("a"), "d", &Fragment::Inline(Node::Bool(true))).unwrap();
    });
    assert_eq!(changed, "a: {\n  b: 1, # one\n  c: 2, # two\n  d: true\n}\n");
}

#[test]
fn an_item_is_put_between_others_and_comments_stay_with_theirs() {
    let rows = root().key("rows");
    let inserted = |text: &str, index: usize| {
        edit(text, |edit| edit.insert(&rows, index, &Node::Map(vec![("a".to_owned(), Node::from(9))])).unwrap())
    };
    let block = "rows:\n  # one\n  - { a: 1 } # first\n  # two\n  - a: 2\n    b: 3\n  - 4\n";
    let split = |index: usize| block.split_inclusive('\n').take(index).collect::<String>();
    let with = |index: usize, new: &str| format!("{}{new}\n{}", split(index), &block[split(index).len()..]);
    assert_eq!(inserted(block, 0), with(1, "  - { a: 9 }"));
    assert_eq!(inserted(block, 1), with(3, "  - a: 9"));
    assert_eq!(inserted(block, 2), with(6, "  - { a: 9 }"));
    assert_eq!(inserted(block, 3), with(7, "  - { a: 9 }"));
    assert_eq!(inserted("rows: [{ a: 1 }, 2]\n", 0), "rows: [{ a: 9 }, { a: 1 }, 2]\n");
    assert_eq!(inserted("rows: [{ a: 1 }, 2]\n", 1), "rows: [{ a: 1 }, { a: 9 }, 2]\n");
    let wide = "rows: [\n  1, # one\n  2, # two\n]\n";
    assert_eq!(inserted(wide, 1), "rows: [\n  1, # one\n  { a: 9 },\n  2, # two\n]\n");
}

#[test]
fn an_entry_is_taken_out_with_its_line() {
    let block = "a:\n  b: 1\n  c: |\n    two\n    lines\n  d: 3 # three\n";
    let without = |key: &str| edit(block, |edit| edit.remove(&root().key("a"), key).unwrap());
    assert_eq!(without("c"), "a:\n  b: 1\n  d: 3 # three\n");
    assert_eq!(without("d"), "a:\n  b: 1\n  c: |\n    two\n    lines\n");
    let flow = "a: { b: 1, c: 2, d: 3 }\n";
    let without = |key: &str| edit(flow, |edit| edit.remove(&root().key("a"), key).unwrap());
    assert_eq!([without("b"), without("d")], ["a: { c: 2, d: 3 }\n", "a: { b: 1, c: 2 }\n"]);
}

#[test]
fn lossy_edits_are_rejected() {
    let bound = "a: &x { b: 1 }\nc: *x\nd: |\n  text\ne: !t f\ng: # none\n";
    let mut edit = SpecEdit::new("a: &x { b: 1 }\nc: *x\nd: |\n  text\n", &root()).expect("YAML");
    let said = edit.put(&root().key("a"), "d", &Fragment::Inline(text("x, y"))).unwrap_err().to_string();
    assert_eq!(said, "x.yaml:1: the layout here cannot be changed without loss; add `d: \"x, y\"` there yourself");
    let said = edit.set(&root().key("d"), &text("x")).unwrap_err().to_string();
    assert_eq!(said, "x.yaml:3: the layout here cannot be changed without loss; write `x` there yourself");
    assert!(edit.insert(&root().key("nowhere"), usize::MAX, &text("x")).is_err());
    assert!(edit.remove(&root(), "nowhere").is_err());
    assert_eq!(edit.into_text(), "a: &x { b: 1 }\nc: *x\nd: |\n  text\n");
    assert!(SpecEdit::new(bound, &root()).is_none(), "a tag is a mistake");
}

/// All spec files of the repository, and generated specs.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for folder in ["spec", "tests/fixtures/accept"] {
        let services =
            fs::read_dir(format!("../../{folder}")).expect("a folder").map(|entry| entry.expect("readable").path());
        for service in services.filter(|path| path.is_dir()) {
            let files = fs::read_dir(service).expect("a folder").map(|entry| entry.expect("readable").path());
            texts.extend(files.map(|file| fs::read_to_string(file).expect("text")));
        }
    }
    for mix in [dingtalk_generated_specs::Mix::DENSE, dingtalk_generated_specs::Mix::HOSTILE] {
        let made: BTreeMap<String, String> = dingtalk_generated_specs::spec(mix, 3, 4);
        texts.extend(made.into_values());
    }
    texts
}

/// Collects all places with their values.
fn places<'n>(node: &'n Node, place: NodePath, found: &mut Vec<(NodePath, &'n Node)>) {
    match node {
        Node::List(items) => items.iter().enumerate().for_each(|(at, item)| places(item, place.index(at), found)),
        Node::Map(entries) => entries.iter().for_each(|(key, value)| places(value, place.key(key), found)),
        _ => {}
    }
    found.push((place, node));
}

/// Length of the common prefix and suffix.
fn common(one: &str, other: &str) -> usize {
    let same = |pair: &(u8, u8)| pair.0 == pair.1;
    let front = one.bytes().zip(other.bytes()).take_while(same).count();
    let back = one.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    front + back
}

/// The most bytes that a scalar takes in a file: each character escaped, and each word on an indented line of its own.
fn longest_form(scalar: &Node) -> usize {
    match scalar {
        Node::Text(text) => 2 * text.len() + 2 + 20 * text.split_whitespace().count(),
        _ => 30,
    }
}

#[test]
fn an_entry_is_inserted_where_its_index_says() {
    let put = |text: &str, index: usize| {
        let value = Fragment::Inline(Node::Map(vec![("b".to_owned(), self::text("c"))]));
        edit(text, |edit| edit.put_at(&root().key("m"), index, "new", &value).unwrap())
    };
    let block = "m:\n  # One.\n  one: 1 # first\n    # still first\n  # Two.\n  two: 2\n\nn: 3\n";
    let flow = "m: { one: 1, two: 2 }\n";
    let lines = "m: {\n  one: 1,\n  two: 2\n}\n";
    for (text, index, inserted) in [
        (block, 0, "m:\n  new: { b: c }\n  # One.\n"),
        (block, 1, "    # still first\n  new: { b: c }\n  # Two.\n"),
        (block, 2, "  two: 2\n  new: { b: c }\n\nn: 3\n"),
        (block, 7, "  two: 2\n  new: { b: c }\n\nn: 3\n"),
        (flow, 0, "m: { new: { b: c }, one: 1, two: 2 }\n"),
        (flow, 1, "m: { one: 1, new: { b: c }, two: 2 }\n"),
        (flow, 2, "m: { one: 1, two: 2, new: { b: c } }\n"),
        (lines, 1, "  one: 1,\n  new: { b: c },\n  two: 2\n"),
    ] {
        let changed = put(text, index);
        assert!(changed.contains(inserted), "{index}: {changed}");
    }
    let item = edit("- one: 1\n  two: 2\n", |edit| {
        edit.put_at(&root().index(0), 0, "new", &Fragment::Inline(text("a"))).unwrap();
    });
    assert_eq!(item, "- new: a\n  one: 1\n  two: 2\n");
}

#[test]
fn a_map_that_is_too_long_for_a_line_takes_several() {
    let long = |name: &str| (name.to_owned(), text(&"word ".repeat(12)));
    let map = Node::Map(vec![long("a"), ("b".to_owned(), Node::Map(vec![long("c"), long("d"), long("e")]))]);
    let changed = edit("m:\n  one: 1\n", |edit| edit.put(&root().key("m"), "new", &Fragment::Inline(map)).unwrap());
    let keys: Vec<&str> = changed.lines().filter_map(|line| line.split_inclusive(':').next()).collect();
    assert_eq!(keys, ["m:", "  one:", "  new:", "    a:", "    b:", "      c:", "      d:", "      e:"], "{changed}");
}

#[test]
fn every_value_of_every_file_can_be_changed_and_all_else_stays() {
    let (mut tried, mut refused) = (0, 0);
    for text in texts() {
        let whole = SpecEdit::new(&text, &root()).unwrap_or_else(|| panic!("{text}")).get(&root()).unwrap().clone();
        let mut found = Vec::new();
        places(&whole, root(), &mut found);
        let step = found.len() / 60 + 1;
        for (place, node) in found.into_iter().step_by(step) {
            let mut edit = SpecEdit::new(&text, &root()).expect("YAML");
            let new = Node::Text("new: {it's, \"#1\"}".to_owned());
            let (result, replaced) = match &node {
                Node::Map(_) => (edit.put(&place, "a new, #key", &Fragment::Inline(new)), 1),
                Node::List(_) => (edit.insert(&place, usize::MAX, &new), 1),
                scalar => (edit.set(&place, &new), longest_form(scalar)),
            };
            match result {
                // The edit itself checks the value.
                Ok(()) => assert!(common(&text, &edit.into_text()) + replaced >= text.len(), "{}", place),
                Err(_) => refused += 1,
            }
            tried += 1;
        }
    }
    println!("{tried} changes, {refused} refused");
    assert!(tried > 2_000 && refused * 50 < tried, "{refused} of {tried} were refused");
}
