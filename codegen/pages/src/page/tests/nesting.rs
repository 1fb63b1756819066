//! Nesting of fields.

use super::*;

fn nested(rows: &str, example: &str) -> String {
    tree(table(&response(rows, example), Part::Response))
}

#[test]
fn the_example_settles_nesting() {
    let rows = "| loan | Object | A. |\n| days | Long | B. |\n| parts | Array | C. |\n| day | String | D. |\n| days | Long | E. |\n| done | Boolean | F. |\n";
    let example = r#"{"loan": {"days": 2, "parts": [{"day": "d", "days": 1}]}, "done": true}"#;
    assert_eq!(
        nested(rows, example),
        "loan: Object\n  days: Long\n  parts: Array\n    day: String\n    days: Long\ndone: Boolean\n"
    );
}

#[test]
fn fields_missing_from_the_example_are_nested_by_the_rows_after_them() {
    let rows = "| loan | Object | A. |\n| a | Long | B. |\n| b | Long | C. |\n| c | Long | D. |\n| e | Long | F. |\n";
    let example = r#"{"loan": {"a": 1, "c": 1}}"#;
    let page = response(rows, example);
    assert_eq!(tree(table(&page, Part::Response)), "loan: Object\n  a: Long\n  b: Long\n  c: Long\n  e: Long ?\n");
    assert_eq!(ambiguities(&page, AmbiguityKind::Nesting), ["neither types nor example settle the parent of `e`"]);
}

#[test]
fn lists_of_scalars_and_maps_have_no_fields() {
    let rows = "| loan | Object | A. |\n| ids | Array | B. |\n| tags | Map | C. |\n| a | Long | D. |\n| done | Boolean | E. |\n";
    let example = r#"{"loan": {"ids": ["x"], "tags": {"k": "v"}, "a": 1}, "done": true}"#;
    assert_eq!(nested(rows, example), "loan: Object\n  ids: Array\n  tags: Map\n  a: Long\ndone: Boolean\n");
}

#[test]
fn lists_of_lists_and_of_any_have_no_fields() {
    let rows =
        "| roles | Array of Array | A. |\n| kind | String | B. |\n| any | Array of Any | C. |\n| next | Long | D. |\n";
    let example = r#"{"roles": [["x"]], "any": ["x"]}"#;
    assert_eq!(nested(rows, example), "roles: Array of Array\nkind: String\nany: Array of Any\nnext: Long\n");
}

#[test]
fn an_example_of_another_kind_settles_nothing() {
    let rows = "| loans | Array | A. |\n| day | String | B. |\n| done | Boolean | C. |\n";
    assert_eq!(nested(rows, r#"{"loans": "l1", "done": true}"#), "loans: Array\n  day: String ?\ndone: Boolean\n");
}

#[test]
fn a_scalar_with_an_object_example_has_fields() {
    let rows = "| loan | String | A. |\n| a | Long | B. |\n| done | Boolean | C. |\n";
    assert_eq!(nested(rows, r#"{"loan": {"a": 1}, "done": true}"#), "loan: String\n  a: Long\ndone: Boolean\n");
}

#[test]
fn rows_without_a_name_are_items_values_or_the_whole() {
    let items = "|  | Array | A. |\n| a | Long | B. |\n| grid | Array | C. |\n|  | Array | D. |\n|  | Long | E. |\n";
    assert_eq!(
        nested(items, r#"[{"a": 1, "grid": [[1]]}]"#),
        ": Array\n  a: Long\n  grid: Array\n    : Array\n      : Long\n"
    );
    let values = "| books | Map | A. |\n|  | Object | B. |\n| a | Long | C. |\n| done | Boolean | D. |\n";
    assert_eq!(
        nested(values, r#"{"books": {"k": {"a": 1}}, "done": true}"#),
        "books: Map\n  : Object\n    a: Long\ndone: Boolean\n"
    );
    let page = response("|  | Boolean | A. |\n", r#"{"result": true}"#);
    assert_eq!(
        ambiguities(&page, AmbiguityKind::Contradiction),
        ["the whole response is `Boolean`, but the example has an object"]
    );
}

#[test]
fn without_an_example_only_types_settle() {
    assert_eq!(
        nested("| a | Long | A. |\n| b | Array of String | B. |\n| c | Long | C. |\n", ""),
        "a: Long\nb: Array of String\nc: Long\n"
    );
    assert_eq!(nested("| a | Object | A. |\n| b | Long | B. |\n", ""), "a: Object\n  b: Long ?\n");
}

#[test]
fn a_broken_example_still_shows_its_structure() {
    let rows = "| loan | Object | A. |\n| at | Long | B. |\n| done | Boolean | C. |\n";
    let page = response(rows, "{\"loan\": {\"at\": 1638356272000L,}, // when\n \"done\": true,}");
    assert_eq!(tree(table(&page, Part::Response)), "loan: Object\n  at: Long\ndone: Boolean\n");
    assert_eq!(ambiguities(&page, AmbiguityKind::BrokenExample).len(), 1);
}

#[test]
fn a_broken_example_shows_its_structure_up_to_the_error() {
    let rows = "| loan | Object | A. |\n| at | Array | B. |\n| day | Long | C. |\n| done | Boolean | D. |\n| next | Long | E. |\n";
    let tree = "loan: Object\n  at: Array\n    day: Long\n  done: Boolean\n  next: Long\n";
    for example in [
        r#"{"loan": {"at": [{"day": 1}], "done": true, "next": 1, "odd"#,
        r#"{"loan": {"at": [{"day": 1}, ...], "done": true, "next": 1, "odd" = 2}}"#,
        r#"{'loan': {'at': [{'day': 1}], “done”: true, "next": 1, "odd": tru"#,
    ] {
        let page = response(rows, example);
        assert_eq!(super::tree(table(&page, Part::Response)), tree, "{example}");
        assert_eq!(ambiguities(&page, AmbiguityKind::BrokenExample).len(), 1);
    }
}

#[test]
fn undocumented_parts_of_the_example_are_reported() {
    let rows = "| kind | String | A. - BOOK: a book - MAP: a map |\n| size | Long | B. |\n| kind | String | C. |\n";
    let page = response(rows, r#"{"kind": "book", "size": "1", "more": 1}"#);
    assert_eq!(
        ambiguities(&page, AmbiguityKind::Contradiction),
        [
            "`kind` is described twice at one place",
            "the example has the field `more`, which no row describes",
            "the example has `book` for `kind`, which is none of the values listed",
            "`size` is `Long`, but the example has a text",
        ]
    );
}

#[cfg(unix)]
#[test]
fn deep_and_long_tables_are_read_in_time() {
    use crate::cpu_time::assert_linear;

    let rows = |count: usize| (0..count).map(|row| format!("| m{row} | Object | A. |\n")).collect::<Vec<_>>().concat();
    let fields: Vec<String> = (0..5_000).map(|row| format!("\"m{row}\": {{}}")).collect();
    let read = |count: usize, fields: &[String]| {
        let page = response(&rows(count), &format!("{{{}}}", fields.join(", ")));
        assert_eq!(table(&page, Part::Response).rows.len(), count);
    };
    assert_linear("rows", || read(625, &[]), || read(5_000, &[]));
    assert_linear("members of an example", || read(500, &fields[..625]), || read(500, &fields));
    assert_linear("rows and an example", || read(625, &fields[..625]), || read(5_000, &fields));
}
