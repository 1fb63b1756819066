//! Copied text, with all that may separate its cells.

use super::{Document, PAGE, parts};
use crate::docs::unreadable::Unreadable;
use std::fmt::Write as _;

/// The page as copied text.
pub(super) fn copied(cell: &str, row: &str) -> String {
    let mut out = "Skip to main content\n\n".to_owned();
    for line in PAGE.lines() {
        if let Some(heading) = line.strip_prefix("# ") {
            write!(out, "\n{heading}\n\n").unwrap();
        } else if let Some(cells) = line.strip_prefix("| ") {
            let cells = cells.strip_suffix(" |").unwrap();
            write!(out, "{}{row}", cells.split(" | ").collect::<Vec<_>>().join(cell)).unwrap();
        } else {
            writeln!(out, "{}", line.trim_start_matches('`').replace('⏎', "\n")).unwrap();
        }
    }
    out
}

/// The parts of the page as they are in copied text.
fn copied_parts() -> String {
    let page = PAGE.strip_prefix("# ").unwrap();
    format!("Skip to main content\n{page}")
}

#[test]
fn tabs_and_blanks_and_lines_separate_cells() {
    for (cell, row) in [("\t", "\n"), ("   ", "\n"), ("\n", "\n"), ("\n\n", "\n\n"), ("\n", "\n\n")] {
        assert_eq!(parts(&copied(cell, row)), copied_parts(), "{cell:?} {row:?}");
    }
}

#[test]
fn cells_that_nothing_separates_stay_joined() {
    let parts = parts(&copied("", "\n"));
    let expected: Vec<_> = copied_parts()
        .lines()
        .map(|line| match line.strip_prefix("| ") {
            Some(cells) => format!("< {} >\n", cells.strip_suffix(" |").unwrap().replace(" | ", "")),
            None => format!("{line}\n"),
        })
        .collect();
    assert_eq!(parts, expected.concat());
}

#[test]
fn labels_that_are_not_known_are_headings_where_a_table_follows() {
    let table = "NameTypeRequiredDescription\naStringYesx\n";
    let expected =
        "# Request\n# Cookie parameters\n< NameTypeRequiredDescription >\n< aStringYesx >\n# Response\nNone.\n";
    assert_eq!(parts(&format!("Request\n\nCookie parameters\n{table}Response\nNone.\n")), expected);
    let pipes = "| Name | Type |\n| --- | --- |\n| a | String |\n";
    let expected = "# Request\n# Cookies\n| Name | Type |\n| a | String |\n# Response\nNone.\n";
    assert_eq!(parts(&format!("# Request\n\n**Cookies**\n\n{pipes}\n# Response\n\nNone.\n")), expected);
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

#[test]
fn rows_whose_lines_do_not_tell_their_cells_stay_joined() {
    let page = "Error codes\nHttpCode\nError code\nError message\nDescription\n400\na.b\nOne\nTwo\n400\na.c\nOne\n400/502\na.d\nOne\nTwo\nThree\n";
    let expected = "# Error codes\n| HttpCode | Error code | Error message | Description |\n| 400 | a.b | One | Two |\n\
        < 400 a.c One >\n< 400/502 a.d One Two Three >\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn names_that_are_labels_of_parts_are_names() {
    let page = "响应体\n名称\n类型\n描述\npath\nString\n路径\nbody\nObject\n返回结果\nheader\nString\n说明\n错误码\nHttpCode\n错误码\n错误信息\n说明\n400\nx\ny\nz\n";
    let expected = "# 响应体\n| 名称 | 类型 | 描述 |\n| path | String | 路径 |\n| body | Object | 返回结果 |\n| header | String | 说明 |\n\
        # 错误码\n| HttpCode | 错误码 | 错误信息 | 说明 |\n| 400 | x | y | z |\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn basic_information_needs_no_header() {
    let joined = "Basic information\nHTTP URLhttps://api.dingtalk.com/v1.0/x\nHTTP MethodGET\nSupported app typeappType-Internal app\nappType-ISV\nResponse\nNone.\n";
    let expected = "# Basic information\n< HTTP URLhttps://api.dingtalk.com/v1.0/x >\n< HTTP MethodGET >\n\
        < Supported app typeappType-Internal app appType-ISV >\n# Response\nNone.\n";
    assert_eq!(parts(joined), expected);
    let lines = "Basic information\nHTTP URL\nhttps://api.dingtalk.com/v1.0/x\nHTTP Method\nGET\nPace\nSlow\nSupported app type\nappType-Internal app\nappType-ISV\nResponse\nNone.\n";
    let expected = "# Basic information\n| HTTP URL | https://api.dingtalk.com/v1.0/x |\n| HTTP Method | GET |\n| Pace | Slow |\n\
        | Supported app type | appType-Internal app appType-ISV |\n# Response\nNone.\n";
    assert_eq!(parts(lines), expected);
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
fn the_apps_of_older_pages_are_rows() {
    let page = "权限\n应用类型\n是否支持\n权限\nAPI Explorer调试\n企业内部应用\n支持\n读权限\n调试\n第三方个人应用\n暂不支持\n暂不支持\n暂不支持\n返回参数\n无\n";
    let expected = "# 权限\n| 应用类型 | 是否支持 | 权限 | API Explorer调试 |\n| 企业内部应用 | 支持 | 读权限 | 调试 |\n\
        | 第三方个人应用 | 暂不支持 | 暂不支持 | 暂不支持 |\n# 返回参数\n无\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn every_word_for_a_type_begins_a_row() {
    let rows = [
        "aStringThe a.",
        "amountDecimalThe amount.",
        "labelTextThe label.",
        "files[*].idStringThe id.",
        "kind数组种类",
        "zLongThe z.",
    ];
    let joined = format!("Response body\nNameTypeDescription\n{}\n", rows.join("\n"));
    let expected = format!("< {} >\n", rows.join(" >\n< "));
    assert_eq!(parts(&joined), format!("# Response body\n< NameTypeDescription >\n{expected}"));
    let lines = "返回参数\n名称\n类型\n描述\na\n字符串\n甲\nb\nDecimal\n乙\n";
    assert_eq!(parts(lines), "# 返回参数\n| 名称 | 类型 | 描述 |\n| a | 字符串 | 甲 |\n| b | Decimal | 乙 |\n");
}

#[test]
fn what_stands_right_below_a_header_is_a_row() {
    let page = "Response body\nNameTypeDescription\nnameStrinThe name.\nidStringThe id.\n";
    let expected = "# Response body\n< NameTypeDescription >\n< nameStrinThe name. >\n< idStringThe id. >\n";
    assert_eq!(parts(page), expected);
}

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
fn lines_say_what_is_in_the_cells_of_one_word_even_if_one_is_missing() {
    let page = "请求体\n名称\n类型\n是否必填\n示例值\n描述\nisbn\nString\n是\n978\n书号。\nauthors\nArray of Object\n否\n作者们。\n\
        kind\nString\n是\nA\n种类：\nA：甲\nB：乙\n返回参数\n无\n";
    let expected = "# 请求体\n| 名称 | 类型 | 是否必填 | 示例值 | 描述 |\n| isbn | String | 是 | 978 | 书号。 |\n\
        | authors | Array of Object | 否 |  | 作者们。 |\n| kind | String | 是 |  | A 种类： - A：甲 - B：乙 |\n# 返回参数\n无\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn signs_of_links_and_a_margin_are_no_text() {
    let page = "  请求体#\n  名称类型描述\n  aString甲\n  返回参数 ¶\n\n  名称类型描述\n  b#String乙\n";
    let expected = "# 请求体\n< 名称类型描述 >\n< aString甲 >\n# 返回参数\n< 名称类型描述 >\n< b#String乙 >\n";
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
fn lines_that_may_be_rows_are_kept_in_mind() {
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
fn names_stand_below_other_labels_as_well() {
    for label in ["字段", "键名"] {
        let page = format!("请求体\n{label}\t类型\t是否必填\t描述\na\tString\t是\t甲\n返回参数\n无\n");
        let expected =
            format!("# 请求体\n| {label} | 类型 | 是否必填 | 描述 |\n| a | String | 是 | 甲 |\n# 返回参数\n无\n");
        assert_eq!(parts(&page), expected);
    }
    let lines = "请求体\n字段\n类型\n描述\na\nString\n甲\n返回参数\n无\n";
    assert_eq!(parts(lines), "# 请求体\n| 字段 | 类型 | 描述 |\n| a | String | 甲 |\n# 返回参数\n无\n");
}

#[test]
fn an_empty_line_is_an_empty_cell_where_lines_are_cells() {
    let page = "请求体\n名称\n类型\n是否必填\n示例\n描述\n\nArray\n是\n\n书。\nisbn\nString\n是\n978\n书号。\n\n返回参数\n无\n";
    let expected = "# 请求体\n| 名称 | 类型 | 是否必填 | 示例 | 描述 |\n|  | Array | 是 |  | 书。 |\n| isbn | String | 是 | 978 | 书号。 |\n# 返回参数\n无\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn apps_without_their_last_cells_are_rows() {
    let page = "权限\n应用类型\n是否支持\n权限\nAPI Explorer调试\n企业内部应用\n暂不支持\n读权限\n暂不支持\n第三方企业应用\n支持\n—\n第三方个人应用\n支持\n读权限\n调试\n返回参数\n无\n";
    let expected = "# 权限\n| 应用类型 | 是否支持 | 权限 | API Explorer调试 |\n| 企业内部应用 | 暂不支持 | 读权限 | 暂不支持 |\n\
        | 第三方企业应用 | 支持 | — |  |\n| 第三方个人应用 | 支持 | 读权限 | 调试 |\n# 返回参数\n无\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn names_that_are_labels_together_are_no_header() {
    let page = "  method: PUT\n  body:\n    memberType:\n      type: enum\n";
    assert_eq!(Document::read(page.as_bytes()).unwrap_err(), Unreadable::NotAPage);
}

#[test]
fn a_title_stands_above_what_a_page_is_about() {
    let title = |above: &str| {
        let page = format!("{above}Request body\nName\tType\na\tString\n");
        Document::read(page.as_bytes()).unwrap().title
    };
    assert_eq!(title("On this page\n\nGet a book\n\nFinds a book by its number\n\n").as_deref(), Some("Get a book"));
    assert_eq!(title("Library\n\nGet a book\n\nFinds a book by its number.\n\n").as_deref(), Some("Get a book"));
}
