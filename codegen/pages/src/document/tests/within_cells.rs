//! Multi-line cells of copied text and the start of the next row.

use super::{Document, parts};

#[test]
fn a_word_that_runs_into_a_sentence_begins_a_row() {
    let page = |line: &str| format!("Response body\nNameTypeDescription\nidStringThe id.\n{line}\n");
    for line in ["kindEnumThe kind of it.", "kindStrinA kind.", "sizeTinyintWhether it fits."] {
        let expected = format!("# Response body\n< NameTypeDescription >\n< idStringThe id. >\n< {line} >\n");
        assert_eq!(parts(&page(line)), expected);
    }
    for line in ["openConversationId is sent.", "isThe one.", "userId The user.", "DingTalkThe site."] {
        let expected = format!("# Response body\n< NameTypeDescription >\n< idStringThe id. {line} >\n");
        assert_eq!(parts(&page(line)), expected);
    }
}

#[test]
fn a_name_that_ends_like_a_type_begins_no_row_within_a_sentence() {
    let rows = "paramMapMap<String, String>否内容：\nkey：名\nparamMap 中的值是文本。\nString 以外的不行。\nidString是编号。\n";
    let page = format!("请求体\n名称类型是否必填描述\n{rows}返回参数\n无\n");
    let expected = "# 请求体\n< 名称类型是否必填描述 >\n< paramMapMap<String, String>否内容： - key：名 paramMap 中的值是文本。 String 以外的不行。 >\n\
        < idString是编号。 >\n# 返回参数\n无\n";
    assert_eq!(parts(&page), expected);
}

#[test]
fn a_row_without_a_name_may_begin_with_its_type_and_a_value() {
    let page = "返回参数\n名称类型示例值描述\nresultsMap结果。\nArraytrue有没有。\nidString1编号。\n";
    let expected =
        "# 返回参数\n< 名称类型示例值描述 >\n< resultsMap结果。 >\n< Arraytrue有没有。 >\n< idString1编号。 >\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn an_example_within_a_cell_may_end_at_an_empty_name() {
    let page = "请求体\n名称\n类型\n是否必填\n描述\ndata\nMap<String, Object>\n否\n数据：\nkey：编号\n示例：\n\"data\": {\n\"a\": 1\n}\n\nObject\n否\n一个。\na\nInteger\n否\n甲\n返回参数\n无\n";
    let expected = "# 请求体\n| 名称 | 类型 | 是否必填 | 描述 |\n| data | Map<String, Object> | 否 | 数据： - key：编号 示例： \"data\": { \"a\": 1 } |\n\
        |  | Object | 否 | 一个。 |\n| a | Integer | 否 | 甲 |\n# 返回参数\n无\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn one_word_cells_are_assigned_even_if_one_is_missing() {
    let page = "请求体\n名称\n类型\n是否必填\n示例值\n描述\nisbn\nString\n是\n978\n书号。\nauthors\nArray of Object\n否\n作者们。\n\
        kind\nString\n是\nA\n种类：\nA：甲\nB：乙\n返回参数\n无\n";
    let expected = "# 请求体\n| 名称 | 类型 | 是否必填 | 示例值 | 描述 |\n| isbn | String | 是 | 978 | 书号。 |\n\
        | authors | Array of Object | 否 |  | 作者们。 |\n| kind | String | 是 |  | A 种类： - A：甲 - B：乙 |\n# 返回参数\n无\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn each_line_of_a_list_is_an_item() {
    let read = |described: &str| {
        let page = format!("Response body\nNameTypeDescription\nstateString{described}\nidStringThe id.\n");
        let rows = parts(&page);
        rows.lines().nth(2).map(|row| row.trim_start_matches("< stateString").trim_end_matches(" >").to_owned())
    };
    for (described, text) in [
        (
            "How it stands:\nOpen: it runs\nclosed\nLate: it waits",
            "How it stands: - Open: it runs closed - Late: it waits",
        ),
        ("How it stands.\nOPEN: it runs\nlate: it waits", "How it stands. - OPEN: it runs - late: it waits"),
        ("How it stands.\nNote: it may change\nhttps://a.b", "How it stands. Note: it may change https://a.b"),
    ] {
        assert_eq!(read(described).as_deref(), Some(text));
    }
}

#[test]
fn possible_rows_are_recorded() {
    let unread = |page: &str| {
        let document = Document::read(page.as_bytes()).unwrap();
        document.unread.into_iter().map(|unread| unread.text).collect::<Vec<_>>()
    };
    let page = |line: &str| format!("返回参数\n名称类型描述\nidString编号。\n{line}\nrequestIdString请求。\n");
    for line in ["thingEnum说明。", "createdTimestamp创建时间", "labelstring标签", "数组说明"] {
        assert_eq!(unread(&page(line)), [line]);
    }
    for line in ["一句话。", "kind：种类", "see below", "id 为空", "- a：甲"] {
        assert!(unread(&page(line)).is_empty(), "{line}");
    }
}

#[test]
fn notes_and_lists_within_a_cell_end_no_table() {
    let rows = "isFullBoolean否是否全量：\ntrue：全量\nNumberField：数字\nclient_credentials\n说明\n以覆盖的方式。\n示例：\n{\"a\" : 1}\nisEndBoolean否是否结束。\n";
    let table = "# 请求体\n< 名称类型是否必填描述 >\n\
        < isFullBoolean否是否全量： - true：全量 - NumberField：数字 client_credentials 说明 以覆盖的方式。 示例： {\"a\" : 1} >\n\
        < isEndBoolean否是否结束。 >\n# 返回参数\n< 名称类型描述 >\n< aString甲 >\n";
    let page = format!("请求体\n名称类型是否必填描述\n{rows}返回参数\n名称类型描述\naString甲\n");
    assert_eq!(parts(&page), table);
    let tabs = |text: &str| text.replace("Boolean否", "\tBoolean\t否\t").replace("aString甲", "a\tString\t甲");
    let tabs = tabs(&page)
        .replace("名称类型描述", "名称\t类型\t描述")
        .replace("名称类型是否必填描述", "名称\t类型\t是否必填\t描述");
    let bare = table.replace("Boolean否", " | Boolean | 否 | ").replace("aString甲", "a | String | 甲");
    let bare = bare
        .replace("名称类型描述", "名称 | 类型 | 描述")
        .replace("名称类型是否必填描述", "名称 | 类型 | 是否必填 | 描述");
    let bare = bare.replace(['<', '>'], "|");
    assert_eq!(parts(&tabs), bare);
    assert_eq!(parts(&tabs.replace('\t', "\n")), bare);
}

#[test]
fn items_of_a_list_without_a_sign_belong_to_the_row_that_announces_them() {
    let expected = "# 请求头\n| 名称 | 类型 | 是否必填 | 描述 |\n| token | String | 是 | 获取方式： 甲，调用一。 乙，调用二。 |\n# 返回参数\n\
        | 名称 | 类型 |\n| a | String |\n上一篇：丙\n";
    let tabs = "请求头\n名称\t类型\t是否必填\t描述\ntoken\tString\t是\t获取方式：\n\n甲，调用一。\n\n乙，调用二。\n\n返回参数\n名称\t类型\na\tString\n上一篇：丙\n";
    assert_eq!(parts(tabs), expected);
    assert_eq!(parts(&tabs.replace('\t', "\n")), expected);
}

#[test]
fn descriptions_over_several_lines_are_one_cell() {
    let expected = "# Response body\n| Name | Type | Description |\n| kind | String | One of: - A: a - B: b |\n\
        |  | Boolean | Whether it is so. |\n| path | String | Where it is, and so on. |\nMore here.\n";
    let tabs = "Response body\nName\tType\tDescription\nkind\tString\tOne of:\n- A: a\n- B: b\n\n\tBoolean\tWhether it is so.\n\
        path\tString\tWhere it is,\nand so on.\n\nMore here.\n";
    assert_eq!(parts(tabs), expected);
    let lines = "Response body\nName\nType\nDescription\nkind\nString\nOne of:\n- A: a\n- B: b\nBoolean\nWhether it is so.\n\
        path\nString\nWhere it is,\nand so on.\n\nMore here.\n";
    assert_eq!(parts(lines), expected);
    let joined = "Response body\nNameTypeDescription\nkindStringOne of:\n- A: a\n- B: b\nBooleanWhether it is so.\n\
        pathStringWhere it is,\nand so on.\n\nMore here.\n";
    let bare = expected.replace("Name | Type | Desc", "NameTypeDesc").replace("kind | String | ", "kindString");
    let bare = bare.replace(" | Boolean | ", "Boolean").replace("path | String | ", "pathString");
    assert_eq!(parts(joined), bare.replace("| ", "< ").replace(" |\n", " >\n").replace("<  ", "< "));
}

/// Reads a page whose first row has these lines in a cell, followed by a last row and another table: with tabs, with
/// one line per cell, and joined.
fn around(cell: &str) -> [String; 3] {
    let page = format!(
        "请求体\n\n名称|类型|是否必填|描述\na|String|否|{cell}\nz|Long|是|乙。\n\n返回参数\n\n名称|类型|描述\nc|String|丙。\n"
    );
    ["\t", "\n", ""].map(|between| parts(&page.replace('|', between)))
}

#[test]
fn paragraphs_of_a_cell_end_no_table() {
    for cell in [
        "甲。\n\n第二段。",
        "甲。\n\n说明\n\n第二段。",
        "甲。\n\n重要\n第二段。\n\nA：一\nB：二",
        "甲。\n更新时间，格式：…",
        "更新时间。\n注意\n以后。",
    ] {
        let text =
            cell.replace("\nA：", "\n- A：").replace("\nB：", "\n- B：").replace("\n\n", "\n").replace('\n', " ");
        let after = "| c | String | 丙。 |\n";
        let bare = format!(
            "# 请求体\n| 名称 | 类型 | 是否必填 | 描述 |\n| a | String | 否 | {text} |\n| z | Long | 是 | 乙。 |\n# 返回参数\n| 名称 | 类型 | 描述 |\n{after}"
        );
        let joined = format!(
            "# 请求体\n< 名称类型是否必填描述 >\n< aString否{text} >\n< zLong是乙。 >\n# 返回参数\n< 名称类型描述 >\n< cString丙。 >\n"
        );
        assert_eq!(around(cell), [bare.clone(), bare, joined]);
    }
}

#[test]
fn text_set_apart_below_the_last_row_is_not_part_of_it() {
    for (between, row) in [("\t", "| a | String | 甲。 |"), ("\n", "| a | String | 甲。 |"), ("", "< aString甲。 >")]
    {
        let page = "借书\n\n返回参数\n\n名称|类型|描述\na|String|甲。\n\n一句话。\n\n错误码\n\nHttpCode|错误码|错误信息|说明\n400|b|%s|乙\n";
        let read = parts(&page.replace('|', between));
        assert!(read.contains(&format!("{row}\n一句话。\n")), "{read}");
        // An adjacent note belongs to the cell, and a list value continues it.
        let read = parts(&page.replace("甲。\n\n一句话。", "甲。\n说明\n一句话。").replace('|', between));
        assert!(read.contains("甲。 说明 一句话。 "), "{read}");
        let read = parts(&page.replace("一句话。", "ON：开\nOFF：关").replace('|', between));
        assert!(read.contains("甲。 - ON：开 - OFF：关 "), "{read}");
    }
}

#[test]
fn a_blank_behind_the_type_is_no_sentence_about_another_row() {
    let page = "返回参数\n名称类型描述\nendDateString到期。\ntotalLong how many。\nendDate 与total不能同时为空。\ndueDateString 直到。\n";
    let expected = "# 返回参数\n< 名称类型描述 >\n< endDateString到期。 >\n< totalLong how many。 endDate 与total不能同时为空。 >\n< dueDateString 直到。 >\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn the_title_of_a_note_takes_no_table_from_its_heading() {
    for title in ["Important", "Note", "注意"] {
        let page = format!("Request body\n\n{title}\n\nThe body is JSON.\n\nName|Type|Description\na|String|One.\n");
        for between in ["\t", "\n", ""] {
            let read = parts(&page.replace('|', between));
            assert!(!read.contains(&format!("# {title}")), "{read}");
            assert!(read.starts_with("# Request body\n"), "{read}");
        }
    }
}

#[test]
fn items_and_notes_are_no_rows() {
    let lines = [
        "TextField：自定义文本",
        "DateField：日期",
        "endDate：到这天为止",
        "noPush：不推送",
        "nillable是true：都可以",
        "Note",
        "byValue：按值",
    ];
    for line in lines {
        let page = format!("请求体\n名称类型是否必填描述\nkindString否种类。\n{line}\nzLong是乙。\n");
        let read = parts(&page);
        assert_eq!(read.lines().count(), 4, "{read}");
        assert!(read.contains(line), "{read}");
    }
    for line in ["dataByte[]否内容。", "databyte[]否内容。", "kindString是A：甲", "String否A：甲", "Boolean是true：是"]
    {
        let page = format!("请求体\n名称类型是否必填描述\nkindString否种类。\n{line}\nzLong是乙。\n");
        assert!(parts(&page).contains(&format!("< {line} >")), "{line}");
    }
}
