//! Cells of field rows.

use super::super::{FieldCells, RequiredFlag, TypeCell, TypeMeaning};
use super::*;

#[test]
fn types_have_many_words() {
    let array = |items| TypeMeaning::Array(Some(Box::new(items)));
    for (text, meaning) in [
        ("String", TypeMeaning::String),
        ("integer", TypeMeaning::Integer),
        ("double", TypeMeaning::Double),
        ("Array", TypeMeaning::Array(None)),
        ("Array of String", array(TypeMeaning::String)),
        ("Array of Array", array(TypeMeaning::Array(None))),
        ("Array of Array of Long", array(array(TypeMeaning::Long))),
        ("String[]", array(TypeMeaning::String)),
        ("BookDTO[]", array(TypeMeaning::Named("BookDTO".into()))),
        ("List<BookVO>", array(TypeMeaning::Named("BookVO".into()))),
        ("Map<String, Long>", TypeMeaning::Map(Some(Box::new(TypeMeaning::Long)))),
        ("byte[]", TypeMeaning::Bytes),
        ("BookVO", TypeMeaning::Named("BookVO".into())),
        ("the book", TypeMeaning::Unknown),
        ("", TypeMeaning::Unknown),
    ] {
        assert_eq!(TypeCell::parse(text).meaning, meaning, "{text}");
    }
}

#[test]
fn cells_follow_their_header() {
    let page = page(
        "### Request body\n\n|  |  |  |  |  |\n|---|---|---|---|---|\n\
         | Description | Name | Required | Type | Example |\n| The title. | title | Yes | String | Walden |\n\
         | The shelf. | shelf | No | Long |  |\n",
    );
    let rows = &table(&page, Part::Body).rows;
    let [title, shelf] = [0, 1].map(|row| rows[row].certain().expect("certain"));
    assert_eq!(
        (title.name.as_str(), &title.ty.meaning, &title.required),
        ("title", &TypeMeaning::String, &Some(RequiredFlag::Yes))
    );
    assert_eq!((title.description.as_str(), title.example.as_deref()), ("The title.", Some("Walden")));
    assert_eq!((shelf.required.as_ref(), shelf.example.as_deref()), (Some(&RequiredFlag::No), None));
    assert_eq!(rows[0].written.text, "The title.titleYesStringWalden");
}

#[test]
fn surplus_cells_are_description() {
    let page = page(
        "### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| kind | String | Yes | A | B |\n",
    );
    let html = "<html><body><h2>Request</h2><h3>Basic information</h3><table><tr><td>HTTP URL</td><td>https://api.dingtalk.com/v1.0/x</td></tr>\
        <tr><td>HTTP Method</td><td>POST</td></tr></table><h3>Request body</h3><table><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th></tr>\
        <tr><td>kind</td><td>String</td><td>Yes</td><td>A</td><td>B</td></tr></table><h2>Response</h2><p>Nothing.</p></body></html>";
    let wide = Page::read("x.html", html.as_bytes()).expect("a page");
    for page in [&page, &wide] {
        assert_eq!(table(page, Part::Body).rows[0].certain().map(|cells| cells.description.as_str()), Some("A B"));
    }
}

#[test]
fn the_rows_of_a_part_are_one_table_in_whatever_tables_they_stand() {
    let head = "| Name | Type | Location | Description |\n|---|---|---|---|\n";
    let rows = "| a | String | Query | A. |\n| b | String | Body | B. |\n| c | String | Query | C. |\n| d | String | Body | D. |\n\n";
    let example =
        "### Request example\n\n```\nPOST /v1.0/shelf/books?a=1&c=2 HTTP/1.1\n\n{\"b\": \"x\", \"d\": \"y\"}\n```\n\n";
    let response = "### Response body\n\n| Name | Type |\n|---|---|\n| e | Long |\n\nIn short:\n\n| Name | Type |\n|---|---|\n| f | Long |\n\n";
    let shown = "### Response example\n\n```\n{\"e\": 1, \"f\": 2}\n```\n";
    let page = page(&format!("### Request parameters\n\n{head}{rows}{example}{response}{shown}"));
    let parts: Vec<(Part, usize)> = page.tables.iter().map(|table| (table.part, table.rows.len())).collect();
    assert_eq!(parts, [(Part::Query, 2), (Part::Body, 2), (Part::Response, 2)]);
    assert_eq!(page.ambiguities, []);
}

#[test]
fn a_name_may_be_the_label_of_a_section() {
    let page = page(
        "### Request body\n\n| Name | Type |\n|---|---|\n| a | String |\n| errors |  |\n| b | String |\n| Query parameters | |\n| c | Long |\n",
    );
    assert_eq!(tree(table(&page, Part::Body)), "a: String\nerrors: \nb: String\n");
    assert_eq!(tree(table(&page, Part::Query)), "c: Long\n");
    assert_eq!(ambiguities(&page, AmbiguityKind::UnknownLabel), ["`errors` has no type"]);
}

#[test]
fn a_part_without_a_table_is_reported() {
    let page = page(
        "### Request headers\n\nNone.\n\n### Request body\n\nname: String, the name.\n\n### Path parameters\n\n| Name | Type |\n|---|---|\n",
    );
    assert_eq!(ambiguities(&page, AmbiguityKind::UnknownLabel), ["there is no table under `Request body`"]);
}

#[test]
fn joined_rows_are_split_if_one_segmentation_is_left() {
    let page = copied(
        "Request body\n\nNameTypeRequiredDescription\nfileTypeStringYesThe kind.\nlongitudeDoubleNoEast of Greenwich.\n\
         dateStringStringYesThe day.\nfloorsArray of LongNoWhere it stands.\nauthorNameHolderNoWho wrote it.\n\n",
    );
    assert_eq!(
        tree(table(&page, Part::Body)),
        "fileType: String\nlongitude: Double\ndateString: String\nfloors: Array of Long\n2 readings\n"
    );
}

#[test]
fn examples_settle_names() {
    let rows = "Response\n\nResponse body\n\nNameTypeDescription\nlentJSONObjectThe loan.\nownerBookVOThe owner.\n\n";
    let example =
        "Response body example\n\nHTTP/1.1 200 OK\nContent-Type:application/json\n\n{\"lent\": {}, \"owner\": {}}\n";
    let page = copied(&format!("{rows}{example}"));
    let rows = &table(&page, Part::Response).rows;
    assert_eq!(rows[0].certain().map(|cells| cells.name.as_str()), Some("lent"));
    assert!(rows[1].readings.iter().all(|cells| cells.name == "owner"));
    assert_eq!(rows[1].readings[0].ty.text, "BookVO");
    let without = copied("Response\n\nResponse body\n\nNameTypeDescription\nlentJSONObjectThe loan.\n\n");
    assert_eq!(table(&without, Part::Response).rows[0].readings.len(), 2);
    assert_eq!(ambiguities(&without, AmbiguityKind::Unsplit).len(), 1);
}

/// Readings of a row as `name|type|flag|description`.
fn readings(columns: &str, row: &str) -> Vec<String> {
    let page = copied(&format!("Request body\n\n{columns}\n{row}\n\n"));
    let rows = &table(&page, Part::Body).rows;
    let flag = |flag: &Option<RequiredFlag>| match flag {
        Some(RequiredFlag::Yes) => "Yes",
        Some(RequiredFlag::No) => "No",
        Some(RequiredFlag::Other(_)) | None => "",
    };
    let shown = |cells: &FieldCells| {
        format!("{}|{}|{}|{}", cells.name, cells.ty.text, flag(&cells.required), cells.description)
    };
    rows[0].readings.iter().map(shown).collect()
}

#[test]
fn a_joined_row_with_a_flag_is_split_at_it() {
    for (row, reading) in [
        ("labelsMap<String, String>NoThe labels.", "labels|Map<String, String>|No|The labels."),
        ("labelsMap<String, List<BookVO>>是书的标签。", "labels|Map<String, List<BookVO>>|Yes|书的标签。"),
        ("readerIdString是id。", "readerId|String|Yes|id。"),
        ("pageSizeInteger否page大小。", "pageSize|Integer|No|page大小。"),
        ("nameStringN/A in tests.", "name|String||N/A in tests."),
        ("coverFilebyte[]否封面。", "coverFile|byte[]|No|封面。"),
    ] {
        assert_eq!(readings("NameTypeRequiredDescription", row), [reading], "{row}");
    }
    assert_eq!(
        readings("NameTypeRequiredDescription", "nameStringNothing yet."),
        ["name|String|No|thing yet.", "name|String||Nothing yet."]
    );
}

#[test]
fn a_joined_row_without_a_flag_has_all_likely_readings() {
    for (row, expected) in [
        ("titleStringtitle的值。", &["title|String||title的值。"][..]),
        ("resultBooleantrue表示成功。", &["result|Boolean||true表示成功。"]),
        ("idStringid 值。", &["id|String||id 值。"]),
        ("fileStringThe title of DingTalk.", &["file|String||The title of DingTalk."]),
        ("nameStringDingTalk name.", &["name|String||DingTalk name."]),
        ("loansOpenLoanListDTO借书。", &["loans|OpenLoanListDTO||借书。", "loansOpen|LoanListDTO||借书。"]),
        ("recordFileInfoThe file.", &["record|FileInfo||The file.", "record|File||InfoThe file."]),
        (
            "startDateBookVOThe start.",
            &["start|DateBookVO||The start.", "startDate|BookVO||The start.", "start|Date||BookVOThe start."],
        ),
    ] {
        let readings = readings("NameTypeDescription", row);
        assert!(expected.iter().all(|one| readings.iter().any(|reading| reading == one)), "{row}: {readings:?}");
        assert_eq!(readings.first().map(String::as_str), expected.first().copied(), "{row}");
        assert_eq!(readings.len() > 1, expected.len() > 1, "{row}: {readings:?}");
    }
}

#[test]
fn a_name_that_ends_in_the_word_of_a_type_stands_beside_the_shorter_one() {
    let rows = "Response\n\nResponse body\n\nNameTypeDescription\ndataArray数据。\ndataMapMap任务数据。\n\n";
    let page = copied(&format!("{rows}Response body example\n\nHTTP/1.1 200 OK\n\n{{\"data\": [{{}}]}}\n"));
    let names: Vec<&str> =
        table(&page, Part::Response).rows[1].readings.iter().map(|cells| cells.name.as_str()).collect();
    assert_eq!(names, ["data", "dataMap"]);
}

/// Enum values of a description.
fn listed(description: &str, ty: &str) -> String {
    let values = super::super::enum_values::values(description, &TypeCell::parse(ty).meaning);
    values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn enumerations_are_distinguished_from_other_lists() {
    for (description, values) in [
        ("The kind. - BOOK: a book - MAP: a map", "BOOK MAP"),
        ("状态，取值： - 1：在架 - -1：借出", "1 -1"),
        ("单位。 - day：天 - hour：小时 [!NOTE] 其他。", "day hour"),
        ("The kind. * a_b - one * c.d - two", "a_b c.d"),
        ("The kind. Valid values: BOOK, MAP.", "BOOK MAP"),
        ("The kind. Valid values: BOOK and MAP.", "BOOK MAP"),
        ("取值：0：关；1：开。", "0 1"),
        ("类型，取值： - ONLY：唯一", "ONLY"),
        ("状态，取值： lent：借出 not_lent：在架", "lent not_lent"),
        ("地址，取值： see http://x.y/z y: z", ""),
        ("- GET - HEAD（默认）", "GET HEAD"),
        ("Where it is. - true: here - false: there", ""),
        ("变化。 - 如果为正数表示增加。 - 如果为负数表示减少。", ""),
        ("凭证。 - 企业内部应用，调用接口获取。 - 第三方企业应用，调用接口获取。", ""),
        ("The token. - Internal: obtain it by calling the token API. - Other: obtain it by calling the other API.", ""),
        ("内容。 必传字段： - title：标题 - text：正文", ""),
        ("How to. - 1. Open it. - 2. Close it.", ""),
        ("取值范围：1-100。", ""),
        ("Format: yyyy-MM-dd, for example: 2022-01-01.", ""),
    ] {
        assert_eq!(listed(description, "String"), values, "{description}");
    }
    assert_eq!(listed("- A: a - B: b", "Boolean"), "");
    assert_eq!(listed("- 1: a - 2: b", "Array of Integer"), "1 2");
}

#[cfg(unix)]
#[test]
fn long_descriptions_are_searched_in_time() {
    let search = |length: usize| assert_eq!(listed(&"取值".repeat(length), "String"), "");
    crate::cpu_time::assert_linear("a description", || search(2_500), || search(20_000));
}

#[test]
fn possible_enum_values_are_distinguished_from_other_words() {
    for (description, words) in [
        ("有没有成功。SUCCESS：成功FAIL：失败", "SUCCESS FAIL"),
        ("操作，1：新建2：删除", "1 2"),
        ("状态。has_left：离开not_left：没有", "has_left not_left"),
        ("The kind. FILE: A file.FOLDER: A folder.", "FILE FOLDER"),
        ("状态：-10：最低。0：普通。", "-10 0"),
        ("It is 5-10: few. 20: many.", "10 20"),
        ("结果： - 状态为DONE时： - **lent**：借出 - **kept**：在架 - 其他状态无意义。", "lent kept"),
        ("等级。 - 默认如下。 - **较低**：10 - **普通**：-1 - 其他。", "10 -1"),
        ("The way. - **desk**: At the desk.", "desk"),
        ("内容。 必传字段： - title：标题", ""),
        ("Where it is. - **true**: here", ""),
        ("The lenders. - key: Their ids. - value: Their names.", ""),
        ("优先级。 - 默认由接口返回，调用见文档。 - **普通**：0 - **紧急**：1", "0 1"),
        ("The way. - One that is open. - DESK: at the desk.", ""),
        ("key：名称value：取到的值", ""),
        ("See https://docs.example.com at 10:30. ID: its number.", ""),
    ] {
        assert_eq!(super::super::enum_values::hinted(description).join(" "), words, "{description}");
    }
}
