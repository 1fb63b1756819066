//! Additions to a spec that ask for no judgement.

use crate::library::{SPEC, beside, changed, compared, fixed, joined, markdown, page, rows, said};
use dingtalk_pages::DifferenceClass;

#[test]
fn clear_additions_are_made_and_the_rest_is_reported() {
    let mut tables = rows();
    tables[2].1.extend([
        "note|String|No|A note.".to_owned(),
        "tags|Array of String|No|Tags.".to_owned(),
        "must|String|Yes|Has to be there.".to_owned(),
        "place|Object|No|The place.".to_owned(),
    ]);
    tables[3].1.extend(["due|Long|When it has to be back.".to_owned(), "fee|Double|What it costs.".to_owned()]);
    tables[4].1.push("404|book.missing|There is no such book, or %s|It is not there.".to_owned());
    // Of what the example does not show it is not certain where it belongs.
    let new = page("a.md", &markdown(&tables).replace("\"id\": \"a\"", "\"id\": \"a\", \"due\": 1"));
    let rewrite = fixed(&new, SPEC);
    let [must, place, fee] = &rewrite.left[..] else { panic!("{:#?}", rewrite.left) };
    assert_eq!(must, "library/borrow.yaml: not written: body must: it is required");
    assert_eq!(place, "library/borrow.yaml: not written: body place: the page does not say what is in it");
    assert!(fee.ends_with("fee: the page does not settle the parent of this field"), "{fee}");
    let has_left = |file: &str, fact: &str| rewrite.has_left(file, fact);
    assert!(has_left("library/borrow.yaml", "body must") && !has_left("library/borrow.yaml", "body note"));
    assert!(!has_left("library/return.yaml", "body must"), "another operation may have the fact");
    let spec = &rewrite.files["library/borrow.yaml"];
    let added = [
        "    note: { type: string }",
        "    tags: { type: array, items: { type: string } }",
        "      due: { type: int64 }",
        "  - { status: 404, code: book.missing, message: \"There is no such book, or %s\" }",
    ];
    assert_eq!(beside(SPEC, spec), added);
    let said = said(&compared(&new, spec), DifferenceClass::Fact);
    assert_eq!(said.len(), 3, "{said:#?}");
    assert_eq!(said[..2], ["added body must", "added body place"]);
    assert!(said[2].ends_with("fee"));
    assert!(fixed(&new, spec).files.is_empty());
}

#[test]
fn additions_need_the_pages_of_all_languages() {
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let new = page("a.md", &markdown(&tables));
    let two = SPEC.replace("# the only one\n", "\n  - { language: zh, title: 借书, reviewed: 2026-01-01 }\n");
    let rewrite = fixed(&new, &two);
    assert!(rewrite.files.is_empty());
    let not_given = "library/borrow.yaml: not written: error 404 book.missing: the zh page (借书) was not given";
    assert_eq!(rewrite.left, [not_given]);
}

#[test]
fn a_joined_error_row_is_added_if_one_reading_is_far_likelier() {
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let rewrite = fixed(&page("a.txt", &joined(&tables)), SPEC);
    let row = "  - { status: 404, code: book.missing, message: There is no such book }";
    assert_eq!(beside(SPEC, &rewrite.files["library/borrow.yaml"]), [row]);
    tables[4].1[2] = "404|book.missing|没有这本书|请检查书号".to_owned();
    let rewrite = fixed(&page("a.txt", &joined(&tables)), SPEC);
    assert!(rewrite.files.is_empty());
    let [left] = &rewrite.left[..] else { panic!("{:#?}", rewrite.left) };
    assert!(left.contains("not written: error 404 book.missing: the row has other readings"), "{left}");
}

#[test]
fn a_row_of_a_known_code_is_added_behind_the_others() {
    let mut tables = rows();
    tables[4].1.push("400|book.lent|It is on its way|Wait for it.".to_owned());
    let new = page("a.md", &markdown(&tables));
    let rewrite = fixed(&new, SPEC);
    let spec = &rewrite.files["library/borrow.yaml"];
    assert_eq!(beside(SPEC, spec), ["  - { status: 400, code: book.lent, message: It is on its way }"]);
    assert!(compared(&new, spec).agrees());
}

#[test]
fn an_object_is_added_with_its_fields_at_its_place() {
    let mut tables = rows();
    let object = ["place|Object|No|The place.", "shelf|String|Yes|The shelf.", "row|Integer|No|The row."];
    tables[2].1.splice(1..1, object.map(str::to_owned));
    let example = "\n### Request body example\n\n```json\n{ \"place\": { \"shelf\": \"a\", \"row\": 1 }, \"bookId\": \"b\" }\n```\n\n### Response body\n";
    let new = page("a.md", &markdown(&tables).replace("\n### Response body\n", example));
    let rewrite = fixed(&new, SPEC);
    assert!(rewrite.left.is_empty(), "{:#?}", rewrite.left);
    let spec = &rewrite.files["library/borrow.yaml"];
    let fields = "{ shelf: { type: string, required: true }, row: { type: int32 } }";
    assert!(spec.contains(&format!("  body:\n    place: {{ type: object, fields: {fields} }}\n    bookId:")), "{spec}");
    assert_eq!(rewrite.done.len(), 3);
    assert!(compared(&new, spec).agrees());
}

#[test]
fn a_value_is_added_unless_it_may_be_a_known_one() {
    let spec = SPEC.replace(
        "weeks: { type: int32, doc: For how long. }",
        "weeks: { type: enum, doc: For how long., values: { ONE: One., FOUR: Four. } }",
    );
    let fixed_with = |values: &str| {
        let tables =
            changed("weeks|Integer|No|How many weeks it is lent.", &format!("weeks|String|No|How long: {values}"));
        fixed(&page("a.md", &markdown(&tables)), &spec)
    };
    let rewrite = fixed_with("- ONE: one - TWO: two - FOUR: four");
    assert!(rewrite.left.is_empty(), "{:#?}", rewrite.left);
    let written = &rewrite.files["library/borrow.yaml"];
    assert!(written.contains("values: { ONE: One., TWO: {}, FOUR: Four. } }"), "{written}");
    let rewrite = fixed_with("- ONE: one - TWO: two - TWO.FIVE: more - FOUR: four");
    let written = &rewrite.files["library/borrow.yaml"];
    assert!(written.contains("values: { ONE: One., TWO: {}, TWO.FIVE: {}, FOUR: Four. } }"), "{written}");
    for (values, why) in [
        ("- ONE: one - one: one - FOUR: four", "value one: it may be another spelling of `ONE`"),
        ("- ONE: one - TWO: two", "value TWO: it may replace `FOUR`"),
    ] {
        let rewrite = fixed_with(values);
        assert!(rewrite.files.is_empty() && rewrite.left[0].ends_with(why), "{:#?}", rewrite.left);
    }
}

#[test]
fn error_rows_are_added_in_the_order_of_the_page() {
    let mut tables = rows();
    tables[4].1.insert(1, "400|book.unknown|There is no such book|It is not there.".to_owned());
    tables[4].1.insert(2, "400|reader.unknown|There is no such reader|Nobody has the card.".to_owned());
    tables[4].1.push("500|systemError|It failed|Try again.".to_owned());
    let rewrite = fixed(&page("a.md", &markdown(&tables)), SPEC);
    assert!(rewrite.left.is_empty(), "{:#?}", rewrite.left);
    let spec = &rewrite.files["library/borrow.yaml"];
    let at = |code: &str| spec.find(code).unwrap_or_else(|| panic!("{code}: {spec}"));
    let order = ["errors:", "book.unknown", "reader.unknown", "book.lent", "systemError", "# More to come."].map(at);
    assert!(order.is_sorted(), "{spec}");
    assert_eq!(beside(SPEC, spec).len(), 3);
}

#[test]
fn nothing_is_added_if_the_method_differs() {
    let mut tables = changed("HTTP Method|POST", "HTTP Method|PUT");
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let rewrite = fixed(&page("a.md", &markdown(&tables)), SPEC);
    assert!(rewrite.files.is_empty());
    assert_eq!(rewrite.left, ["library/borrow.yaml: nothing written: the method is another on a.md; fix that first"]);
}

#[test]
fn comments_below_a_row_stay_with_it() {
    let comment = "      # Retry after a while.";
    let spec = SPEC.replace("  # More to come.\n", "");
    let row = "  - { status: 400, code: book.lent, message: The book is lent, doc: Somebody has it. }\n";
    let block = "  - status: 400\n    code: book.lent\n    message: The book is lent\n    doc: Somebody has it.\n";
    let spec = spec.replace(row, &format!("{block}{comment}\n"));
    let mut tables = rows();
    tables[4].1.push("404|book.missing|There is no such book|It is not there.".to_owned());
    let rewrite = fixed(&page("a.md", &markdown(&tables)), &spec);
    let text = &rewrite.files["library/borrow.yaml"];
    assert!(text.contains(&format!("{block}{comment}\n  - status: 404\n    code: book.missing\n")), "{text}");
}
