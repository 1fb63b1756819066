//! Error tables.

use super::{ErrorCells, Page, compare, differs, error, facts, page};

#[test]
fn each_changed_error_is_named() {
    fn row(page: &mut Page, index: usize) -> &mut ErrorCells {
        &mut page.errors.as_mut().unwrap()[index].readings[0]
    }
    differs(|page| row(page, 0).status = vec![400], &["changed error 400/500 busy"]);
    differs(|page| row(page, 0).message = Some("Bus".to_owned()), &["changed error 400/500 busy message"]);
    differs(|page| row(page, 2).message = Some("No".to_owned()), &["changed error 400 paramError #2 message"]);
    differs(|page| row(page, 1).code = "paramErrors".to_owned(), &["changed error 400 paramError"]);
    differs(|page| page.errors.as_mut().unwrap().truncate(2), &["removed error 400 paramError #2"]);
    differs(|page| page.errors = None, &["removed error"]);
}

#[test]
fn a_duplicate_row_is_not_a_difference() {
    let mut page = page();
    let again = error(&[400], "paramError", "No id");
    page.errors.as_mut().unwrap().push(again);
    assert_eq!(facts(&compare(page)), Vec::<String>::new());
}

#[test]
fn a_joined_error_row_that_fits_no_more_is_named() {
    let joined = |text: &'static str, expected: &[&str]| {
        differs(
            |page| {
                let row = &mut page.errors.as_mut().unwrap()[1];
                row.readings = Vec::new();
                row.written.text = text.to_owned();
            },
            expected,
        );
    };
    joined("403paramError%sA parameter is wrong", &["changed error 400 paramError"]);
    joined("400paramErrorX%sA parameter is wrong", &["changed error 400 paramError"]);
    joined("400paramError%dA parameter is wrong", &["changed error 400 paramError message"]);
}

#[test]
fn a_new_code_stands_in_front_of_a_message_that_the_spec_knows() {
    let joined = |page: &mut Page| {
        let row = &mut page.errors.as_mut().unwrap()[1];
        let readings = [("fresh", "One.codeNo id"), ("freshOne.code", "No id"), ("freshOne.codeNo", "id")];
        row.readings = readings.map(|(code, message)| error(&[400], code, message).readings.remove(0)).into();
        row.written.text = "400freshOne.codeNo idOne".to_owned();
    };
    differs(joined, &["added error 400 freshOne.code", "removed error 400 paramError"]);
}
