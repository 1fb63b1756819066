//! Copied text with each cell separator.

use super::{Document, PAGE, parts};
use crate::unreadable::Unreadable;
use std::fmt::Write as _;

/// Renders the page as copied text.
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

/// Expected blocks of the copied page.
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
fn unknown_labels_before_a_table_are_headings() {
    let table = "NameTypeRequiredDescription\naStringYesx\n";
    let expected =
        "# Request\n# Cookie parameters\n< NameTypeRequiredDescription >\n< aStringYesx >\n# Response\nNone.\n";
    assert_eq!(parts(&format!("Request\n\nCookie parameters\n{table}Response\nNone.\n")), expected);
    let pipes = "| Name | Type |\n| --- | --- |\n| a | String |\n";
    let expected = "# Request\n# Cookies\n| Name | Type |\n| a | String |\n# Response\nNone.\n";
    assert_eq!(parts(&format!("# Request\n\n**Cookies**\n\n{pipes}\n# Response\n\nNone.\n")), expected);
}

#[test]
fn rows_with_ambiguous_lines_stay_joined() {
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
fn the_line_below_a_header_is_a_row() {
    let page = "Response body\nNameTypeDescription\nnameStrinThe name.\nidStringThe id.\n";
    let expected = "# Response body\n< NameTypeDescription >\n< nameStrinThe name. >\n< idStringThe id. >\n";
    assert_eq!(parts(page), expected);
}

#[test]
fn signs_of_links_and_a_margin_are_no_text() {
    let page = "  请求体#\n  名称类型描述\n  aString甲\n  返回参数 ¶\n\n  名称类型描述\n  b#String乙\n";
    let expected = "# 请求体\n< 名称类型描述 >\n< aString甲 >\n# 返回参数\n< 名称类型描述 >\n< b#String乙 >\n";
    assert_eq!(parts(page), expected);
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
fn an_empty_line_is_an_empty_cell() {
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
fn a_table_without_header_and_rows_is_none() {
    let page =
        "Basic information\nHTTP URLhttps\nFieldValue\nHTTP MethodPOST\nHTTP URLhttps://api.dingtalk.com/v1.0/a\n";
    let expected = "# Basic information\n# HTTP URLhttps\n< FieldValue >\n< HTTP MethodPOST >\n< HTTP URLhttps://api.dingtalk.com/v1.0/a >\n";
    let page = format!("{page}Response\nNothing.\n");
    assert_eq!(parts(&page), format!("{expected}# Response\nNothing.\n"));
}

#[test]
fn a_title_precedes_the_subtitle() {
    let title = |above: &str| {
        let page = format!("{above}Request body\nName\tType\na\tString\n");
        Document::read(page.as_bytes()).unwrap().title
    };
    assert_eq!(title("On this page\n\nGet a book\n\nFinds a book by its number\n\n").as_deref(), Some("Get a book"));
    assert_eq!(title("Get a book\n\nUse cases\n\nThe desk finds a book.\n\n").as_deref(), Some("Get a book"));
    assert_eq!(title("Library\n\nGet a book\n\nFinds a book by its number.\n\n").as_deref(), Some("Get a book"));
}
