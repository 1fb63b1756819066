//! Tables of operations in documents.

use super::super::settings::TableSetting;
use dingtalk_codegen::markdown;
use dingtalk_codegen::model::{Model, Operation, Service};

/// The document with a row for each operation below the header of the table, in the order of the spec. The rest stays.
pub(super) fn updated(table: &TableSetting, document: &str, model: &Model) -> Result<String, String> {
    let lines: Vec<&str> = document.split_inclusive('\n').collect();
    let header = header(&table.header, &lines)?;
    let (margin, _) = table.header.split_once('|').ok_or("the `header` of a table has no `|`")?;
    let is_row = |line: &&&str| line.strip_prefix(margin).is_some_and(|row| row.starts_with('|'));
    let end = header + 1 + lines[header + 1..].iter().take_while(is_row).count();
    let rows = header + 2;
    if end < rows || !lines[header + 1].contains("---") {
        return Err(format!("`|---|` is missing below line {}", header + 1));
    }
    let line_end = if lines[header].ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut updated = lines[..rows].concat();
    for service in &model.services {
        for operation in &service.operations {
            updated.extend([&*row(&table.row, service, operation)?, line_end]);
        }
    }
    Ok(updated + &lines[end..].concat())
}

/// The number of the line that is the header.
fn header(header: &str, lines: &[&str]) -> Result<usize, String> {
    let mut places = (0..lines.len()).filter(|line| lines[*line].trim_end() == header);
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (None, _) => Err(format!("it has no line `{header}`")),
        (Some(_), Some(second)) => Err(format!("line {} is `{header}` again", second + 1)),
    }
}

fn row(template: &str, service: &Service, operation: &Operation) -> Result<String, String> {
    let mut row = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}').ok_or("the `row` of a table has `{` without `}`")?;
        row.extend([before, &value(placeholder, service, operation)?]);
        rest = after;
    }
    Ok(row + rest)
}

/// What takes the place of a placeholder. Without a page in the language, the title is the summary.
fn value(placeholder: &str, service: &Service, operation: &Operation) -> Result<String, String> {
    let unknown = || {
        let known = "`{service}`, `{client}`, `{operation}`, `{summary}`, `{title en}`";
        format!("the `row` of a table has `{{{placeholder}}}`; known here: {known}")
    };
    Ok(match placeholder {
        "service" => service.module.as_str().to_owned(),
        "client" => service.client.as_str().to_owned(),
        "operation" => operation.name.as_str().to_owned(),
        "summary" => markdown::cell(&operation.summary),
        other => {
            let language = other.strip_prefix("title ").ok_or_else(unknown)?;
            let page = operation.pages.iter().find(|page| page.language == language);
            markdown::cell(page.map_or(&operation.summary, |page| &page.title))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::updated;
    use crate::commands::settings::TableSetting;
    use dingtalk_codegen::Model;
    use dingtalk_generated_pages::spec;

    const DOCUMENT: &str = "# A\n\n//! | a | b |\n//! |---|---|\n//! | old | |\n//! | | older |\n//!\n| kept |\n";

    fn model() -> Model {
        let mut texts = spec();
        texts
            .retain(|file, _| file == "api.yaml" || file.starts_with("catalogue/") || file.ends_with("find_loan.yaml"));
        dingtalk_codegen::load_texts(texts).expect("a spec")
    }

    fn table(header: &str, row: &str) -> TableSetting {
        TableSetting { file: "A".to_owned(), header: header.to_owned(), row: row.to_owned() }
    }

    #[test]
    fn each_operation_has_one_row() {
        let table = table("//! | a | b |", "//! | `{service}().{operation}(…)` {client} | {title zh} |");
        let expected = "# A\n\n//! | a | b |\n//! |---|---|\n\
            //! | `catalogue().import_books(…)` Catalogue | 批量导入图书 |\n\
            //! | `catalogue().search_books(…)` Catalogue | Search the catalogue. |\n\
            //! | `library().find_loan(…)` Library | 查询借阅单 |\n//!\n| kept |\n";
        for end in ["\n", "\r\n"] {
            let (document, expected) = (DOCUMENT.replace('\n', end), expected.replace('\n', end));
            assert_eq!(updated(&table, &document, &model()).as_ref(), Ok(&expected));
            assert_eq!(updated(&table, &expected, &model()).as_ref(), Ok(&expected));
        }
    }

    #[test]
    fn a_table_that_is_not_there_is_named() {
        let twice = format!("{DOCUMENT}{DOCUMENT}");
        for (document, header, row, says) in [
            (DOCUMENT, "| a | b |", "", "it has no line `| a | b |`"),
            (&twice, "//! | a | b |", "", "line 11 is `//! | a | b |` again"),
            (DOCUMENT, "# A", "", "the `header` of a table has no `|`"),
            (DOCUMENT, "| kept |", "", "`|---|` is missing below line 8"),
            (DOCUMENT, "//! | old | |", "", "`|---|` is missing below line 5"),
            (DOCUMENT, "//! | a | b |", "{summary", "the `row` of a table has `{` without `}`"),
            (DOCUMENT, "//! | a | b |", "{name}", "the `row` of a table has `{name}`; known here: "),
        ] {
            let error = updated(&table(header, row), document, &model()).expect_err(says);
            assert!(error.starts_with(says), "{error}");
        }
    }
}
