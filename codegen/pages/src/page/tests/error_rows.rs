//! Joined error rows.

use super::super::{ErrorCells, ErrorRow};
use super::*;

/// A reading as `statuses|code|message|description`.
fn shown(cells: &ErrorCells) -> String {
    let ErrorCells { status, code, message, description } = cells;
    format!("{status:?}|{code}|{}|{description}", message.as_deref().unwrap_or("-"))
}

/// Best reading, and the number of readings.
fn readings(row: &str) -> (String, usize) {
    let page = copied(&format!("Error codes\n\nHttpCodeError codeError messageDescription\n{row}\n"));
    let errors = page.errors.expect("a table of errors");
    let shown = errors[0].likeliest().map(shown).unwrap_or_default();
    (shown, errors[0].readings.len())
}

#[test]
fn a_certain_row_has_one_reading() {
    for (row, reading) in [
        ("400book.lent%sThe book is lent", "[400]|book.lent|%s|The book is lent"),
        ("400noShelfNo such shelfNo such shelf", "[400]|noShelf|No such shelf|No such shelf"),
        ("400/502unknownErrorUnknown ErrorUnknown error", "[400, 502]|unknownError|Unknown Error|Unknown error"),
        ("400bookErrorBOOK ERRORBook error", "[400]|bookError|BOOK ERROR|Book error"),
        ("404noShelf没有书架没有书架", "[404]|noShelf|没有书架|没有书架"),
    ] {
        assert_eq!(readings(row), (reading.to_owned(), 1), "{row}");
    }
}

#[test]
fn an_ambiguous_row_has_the_likeliest_reading_first() {
    for (row, reading) in [
        ("400noShelf%s书架不存在", "[400]|noShelf|%s|书架不存在"),
        ("400book.not.foundbook not found没有这本书", "[400]|book.not.found|book not found|没有这本书"),
        ("400shelfFullSHELF_FULL书架已满", "[400]|shelfFull|SHELF_FULL|书架已满"),
        ("400too.fasttoo fast.请求过快。", "[400]|too.fast|too fast.|请求过快。"),
        ("500systemErrorThe service failedTry later", "[500]|systemError|The service failed|Try later"),
        ("400shelf.nameEmptyshelf.nameEmptyname为空", "[400]|shelf.nameEmpty|shelf.nameEmpty|name为空"),
        ("500shelf.errorlibrary error书库错误", "[500]|shelf.error|library error|书库错误"),
        ("400invalidShelfupstreamMessageInvalid shelf.", "[400]|invalidShelf|upstreamMessage|Invalid shelf."),
    ] {
        let (likeliest, count) = readings(row);
        assert_eq!(likeliest, reading, "{row}");
        assert!(count > 1, "{row}");
    }
}

/// Best code and message of each row, with a `?` if ambiguous.
fn likeliest(rows: &str) -> Vec<String> {
    let page = copied(&format!("Error codes\n\nHttpCodeError codeError messageDescription\n{rows}\n"));
    let shown = |row: &ErrorRow| {
        let first = row.readings.first().expect("a reading");
        let sure = if row.readings.len() == 1 { "" } else { "?" };
        format!("{}|{}{sure}", first.code, first.message.as_deref().unwrap_or("-"))
    };
    page.errors.expect("a table of errors").iter().map(shown).collect()
}

#[test]
fn a_code_that_is_certain_in_one_row_is_the_likeliest_in_others() {
    let rows = "400shelf.bookReturnRecord.badInputshelf.bookReturnRecord.badInput书目有误\n\
                400shelf.bookReturnRecord.badInputbook not lent没有借出\n\
                400shelf.bookReturnRecord.badInputlenderId is null没有借阅人\n\
                400shelf.bookReturnRecord.badInputupstreamMessage没有这本书";
    let code = "shelf.bookReturnRecord.badInput";
    assert_eq!(
        likeliest(rows),
        [
            format!("{code}|{code}?"),
            format!("{code}|book not lent?"),
            format!("{code}|lenderId is null?"),
            format!("{code}|upstreamMessage?")
        ]
    );
    let sure = "400badShelf%sThe shelf is bad\n400badShelfshelfId must be given.The shelf has no id";
    assert_eq!(likeliest(sure), ["badShelf|%s", "badShelf|shelfId must be given.?"]);
}

#[test]
fn a_code_that_most_rows_may_have_is_the_likeliest_of_all() {
    let rows = "400wrongShelfupstreamMessageWrong shelf\n400wrongShelfshelfId must be given.No shelf\n\
                400wrongShelfbooks are too many. At most 5Too many books\n\
                400wrongShelflenderNameField is invalid没有借阅人";
    let read = likeliest(rows);
    assert_eq!(read[1..3], ["wrongShelf|shelfId must be given.?", "wrongShelf|books are too many. At most 5?"]);
    assert_eq!(read[3], "wrongShelf|lenderNameField is invalid?");
}

#[test]
fn a_longer_code_is_not_split() {
    let rows = "400shelf%sThe shelf is bad\n400shelf.not.foundshelf not found没有书架\n400shelfLocked书架已锁";
    assert_eq!(likeliest(rows)[1..], ["shelf.not.found|shelf not found?", "shelfLocked|书架?"]);
}

#[test]
fn a_row_with_fewer_cells_than_columns_is_ambiguous() {
    let row = |cells: &str| {
        let head = "<th>HttpCode</th><th>Error code</th><th>Error message</th><th>Description</th>";
        let rest = format!("### Error codes\n\n<table><tr>{head}</tr><tr>{cells}</tr></table>\n");
        let page = page(&rest);
        let row = &page.errors.as_ref().expect("a table of errors")[0];
        (row.readings.iter().map(shown).collect::<Vec<_>>(), ambiguities(&page, AmbiguityKind::Unsplit).len())
    };
    let short = row("<td>400</td><td>book.lent</td><td>The book is lent.</td>");
    assert_eq!(
        short,
        (vec!["[400]|book.lent|The book is lent.|".into(), "[400]|book.lent||The book is lent.".into()], 1)
    );
    let stateless = row("<td>book.lent</td><td>%s</td><td>The book is lent.</td>");
    assert_eq!(stateless, (vec!["[]|book.lent|%s|The book is lent.".into()], 1));
}

#[cfg(unix)]
#[test]
fn rows_without_an_end_are_read_in_time() {
    let read = |rows: usize, length: usize| {
        let row = format!("400{}\n", "aA".repeat(length));
        let page = copied(&format!("Error codes\n\nHttpCodeError codeError messageDescription\n{}", row.repeat(rows)));
        assert_eq!(page.errors.map(|errors| errors.len()), Some(rows));
    };
    crate::cpu_time::assert_linear("rows", || read(12, 195), || read(96, 195));
    crate::cpu_time::assert_linear("a row", || read(2, 195), || read(2, 1_560));
}
