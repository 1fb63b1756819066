//! Labels that were counted on real pages.

use super::dictionary::APPS;
use super::{Column, SectionKind, basic, column, joined_columns, section};
use dingtalk_codegen::resolve::lints::APP_KINDS;

/// Header rows with one letter per column: `N`ame, `T`ype, `R`equired, `E`xample, `D`escription, `S`tatus, `C`ode,
/// `M`essage, `F`ield, `V`alue, `A`pp, supported `O`r not, `P`ermission, e`X`plorer.
const HEADERS: &[(&str, &str)] = &[
    ("名称 | 类型 | 是否必填 | 描述", "NTRD"),
    ("HttpCode | 错误码 | 错误信息 | 说明", "SCMD"),
    ("名称 | 类型 | 描述", "NTD"),
    ("字段 | 值", "FV"),
    ("名称 | 类型 | 是否必填 | 示例值 | 描述", "NTRED"),
    ("名称 | 类型 | 示例值 | 描述", "NTED"),
    ("应用类型 | 是否支持调用 | 权限申请方式 | API Explorer调试", "AOPX"),
    ("错误码（errcode） | 错误码描述（errmsg） | 解决方案", "CMD"),
    ("错误码（errorcode） | 错误码描述（errmsg） | 解决方案", "CMD"),
    ("错误码（errorcode） | 错误码描述（errmsg） | 错误原因 | 解决方案", "CMDD"),
    ("错误码（errorcode） | 错误信息描述（errmsg） | 解决方案", "CMD"),
    ("错误码 | 说明 | 排查方法", "CDD"),
    ("应用类型 | 是否支持调用 | 权限 | API Explorer调试", "AOPX"),
    ("参数 | 类型 | 示例值 | 说明", "NTED"),
    ("错误码 | 错误码说明 | 排查方法", "CDD"),
    ("HTTP状态码 | 错误码 | 错误信息 | 描述", "SCMD"),
    ("HttpCode | 错误码 | 描述", "SCD"),
    ("Field | Value", "FV"),
    ("Name | Type | Required | Description", "NTRD"),
    ("Name | Type | Required | Example | Description", "NTRED"),
    ("Name | Type | Description", "NTD"),
    ("Name | Type | Example | Description", "NTED"),
    ("HttpCode | Error code | Error message | Description", "SCMD"),
    ("Error code (errcode) | Error code description (errmsg) | Solution", "CMD"),
];

fn letter(column: Column) -> char {
    use Column as C;
    const LETTERS: &[(Column, char)] = &[
        (C::Name, 'N'),
        (C::Type, 'T'),
        (C::Required, 'R'),
        (C::Example, 'E'),
        (C::Description, 'D'),
        (C::Status, 'S'),
        (C::Code, 'C'),
        (C::Message, 'M'),
        (C::Field, 'F'),
        (C::Value, 'V'),
        (C::App, 'A'),
        (C::Supported, 'O'),
        (C::Permission, 'P'),
        (C::Explorer, 'X'),
    ];
    LETTERS.iter().find(|(known, _)| *known == column).map_or('?', |(_, letter)| *letter)
}

#[test]
fn header_rows_are_read_with_and_without_separators() {
    for (header, letters) in HEADERS {
        let cells: Vec<&str> = header.split(" | ").collect();
        let separate: String = cells.iter().map(|cell| column(cell).map_or('?', letter)).collect();
        assert_eq!(separate, *letters, "{header}");
        let joined: String = joined_columns(&cells.concat()).into_iter().flatten().map(letter).collect();
        assert_eq!(joined, letters.replace("DD", "D"), "{header}");
    }
}

#[test]
fn headings_and_basic_rows_are_known() {
    let headings = "错误码|请求|响应|响应体示例|请求示例|响应体|基本信息|请求头|请求体|查询参数|路径参数|示例|返回参数|权限|Query参数|Body参数|\
        Request|Basic information|Request header|Request headers|Path parameter|Path parameters|Query parameter|\
        Query parameters|Request body|Request example|Response|Response body|Response body example|Error codes";
    for heading in headings.split('|') {
        assert!(section(heading).is_some_and(|section| section != SectionKind::Prose), "{heading}");
    }
    let prose = "接口调用说明|使用场景|接口说明|常见问题|调用说明|使用说明|特别提醒|API call description";
    for heading in prose.split('|') {
        assert_eq!(section(heading), Some(SectionKind::Prose), "{heading}");
    }
    let rows = "HTTP URL|HTTP URL`|HTTP Method|支持的应用类型|权限要求|Supported app type|Supported app types|\
        Required permissions|Permission requirements";
    for label in rows.split('|') {
        assert!(basic(label).is_some(), "{label}");
    }
}

#[test]
fn a_spec_may_name_the_kinds_of_app_that_pages_name() {
    let words: Vec<&str> = APPS.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, APP_KINDS);
}
