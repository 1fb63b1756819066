//! What a page says outside of its tables of members, and what is not known of it.

use super::super::{Body, Language, Sdk};
use super::*;

const CHINESE: &str = "# 借书\n\n## **请求**\n\n| **基本信息** | |\n| --- | --- |\n| HTTP URL | https://api.dingtalk.com/v1.0/shelf/books/{bookId}/lend |\n\
    | HTTP Method | PUT |\n| 支持的应用类型 | appType-企业内部应用appType-第三方企业应用 |\n\
    | 权限要求 | permission-Shelf.Book.Lend-借书权限　permission-qyapi\\_shelf-书架权限 |\n\n\
    ### **请求头**\n\n|  |  |  |  |\n| --- | --- | --- | --- |\n| 名称 | 类型 | 是否必填 | 描述 |\n| x-acs-dingtalk-access-token | String | 是 | 凭证。 |\n\n\
    ### **路径参数**\n\n| 名称 | 类型 | 是否必填 | 描述 |\n| --- | --- | --- | --- |\n| bookId | String | 是 | 书。 |\n\n\
    ### **请求示例**\n\nHTTP\n\n```\nPUT /v1.0/shelf/books/b1/lend HTTP/1.1\nHost:api.dingtalk.com\nx-acs-dingtalk-access-token:x\n```\n\n\
    Java\n\n```\nclient = new com.aliyun.dingtalkbook_shelf_2_0.Client(config);\nclient.lendBookWithOptions(\"b1\", headers, options);\n```\n\n\
    ## 响应\n\n### 响应体\n\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| day | String | 哪天。 |\n\n### 响应体示例\n\n```\nHTTP/1.1 200 OK\n\n{\"day\": \"d\"}\n```\n\n\
    ### 错误码\n\n| HttpCode | 错误码 | 错误信息 | 说明 |\n| --- | --- | --- | --- |\n| 400/502 | book.lent | %s | 已借出 |\n";

#[test]
fn a_chinese_page_is_read_without_doubt() {
    let page = Page::read("lend.md", CHINESE.as_bytes()).expect("a page");
    assert_eq!(page.language, Language::Chinese);
    assert_eq!(page.doubts, []);
    let basics = &page.basics;
    assert_eq!(basics.method.as_ref().map(|fact| fact.text.as_str()), Some("PUT"));
    assert_eq!(basics.path.as_ref().map(|fact| fact.text.as_str()), Some("/v1.0/shelf/books/{bookId}/lend"));
    let apps: Vec<&str> = basics.apps.iter().flatten().map(|app| app.word.as_str()).collect();
    assert_eq!(apps, ["internal_app", "third_party_app"]);
    let codes: Vec<Option<&str>> =
        basics.permissions.iter().flatten().map(|permission| permission.code.as_deref()).collect();
    assert_eq!(codes, [Some("Shelf.Book.Lend"), Some("qyapi_shelf")]);
    assert_eq!(page.sdk, Some(Sdk { service: "book_shelf_v2".into(), operation: "lend_book".into() }));
    assert!(matches!(page.requests[0].body, Body::Nothing) && page.answers[0].status == Some(200));
    let parts: Vec<Part> = page.tables.iter().map(|table| table.part).collect();
    assert_eq!(parts, [Part::Header, Part::Path, Part::Response]);
    assert_eq!(page.errors.expect("errors").rows[0].certain().map(|cells| cells.status.clone()), Some(vec![400, 502]));
}

#[test]
fn an_older_page_has_its_request_line_in_a_listing() {
    let page = Page::read(
        "lend.md",
        "# 借书\n\n## 权限\n\n| 应用类型 | 是否支持 | 权限 | API Explorer调试 |\n|---|---|---|---|\n| 企业内部应用 | 支持 | 借书权限 | — |\n\
         | 第三方个人应用 | 暂不支持 | 暂不支持 | — |\n\n## 请求方法\n\n```\nPOST /v1.0/shelf/{room}/lend?day=String HTTP/1.1\nHost:api.dingtalk.com\n\n\
         {\n  \"size\" : Long\n}\n```\n\n## Path参数\n\n| 名称 | 类型 | 是否必填 | 描述 |\n|---|---|---|---|\n| room | String | 是 | 房间。 |\n| Body参数 | | | |\n\
         | size | Long | 否 | 大小。 |\n\n## 示例\n\n**请求示例**\n\n```\nPOST /v1.0/shelf/<room>/lend?day=d HTTP/1.1\n\n{\"size\": 1}\n```\n\n\
         **返回示例**\n\n```\nHTTP/1.1 200 OK\n```\n"
            .as_bytes(),
    )
    .expect("a page");
    assert_eq!(page.basics.path.as_ref().map(|fact| fact.text.as_str()), Some("/v1.0/shelf/{room}/lend"));
    assert_eq!(page.basics.apps.iter().flatten().count(), 1);
    let names: Vec<Option<&str>> =
        page.basics.permissions.iter().flatten().map(|permission| permission.name.as_deref()).collect();
    assert_eq!(names, [Some("借书权限")]);
    assert_eq!(tree(table(&page, Part::Path)), "room: String\n");
    assert_eq!(tree(table(&page, Part::Body)), "size: Long\n");
    assert_eq!((page.requests.len(), page.answers.len()), (1, 1));
    assert_eq!(page.doubts, []);
}

#[test]
fn what_is_not_known_is_reported() {
    let page = page(
        "### Request body\n\n| Name | Type | Required | Colour | Description |\n|---|---|---|---|---|\n| a | String | Yes | red | A. |\n\n\
         ### Marginalia\n\n| Name | Type | Description |\n|---|---|---|\n| b | String | B. |\n\n### Thanks\n\nNothing.\n",
    );
    assert_eq!(
        doubts(&page, DoubtKind::UnknownLabel),
        ["the column `Colour` is not known", "the table under `Marginalia` is not read, as its heading is not known"]
    );
}

#[test]
fn an_example_is_held_to_the_address_and_the_parameters() {
    let page = page_at(
        "/v1.0/shelf/{room}/books",
        "### Path parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| hall | String | Yes | A. |\n\n\
         ### Query parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| day | String | Yes | A. |\n\n\
         ### Request example\n\n```\nPUT /v1.0/shelf/books HTTP/1.1\nHost:api.dingtalk.com\n```\n",
    );
    assert_eq!(
        doubts(&page, DoubtKind::Contradiction),
        [
            "the path has the parameter `room`, which no row describes",
            "`hall` is described as part of the path, which does not have it",
            "the method is `POST`, but the example sends `PUT`",
            "the path is `/v1.0/shelf/{room}/books`, but the example asks for `/v1.0/shelf/books`",
            "the query `day` is required, but the example leaves it out",
        ]
    );
}

#[test]
fn an_example_needs_no_first_line() {
    let bare = page("### Request body example\n\n```\n{\"size\": 1}\n```\n\n```\n{\"size\": 2}\n```\n");
    let is_json = |body: &Body| matches!(body, Body::Json(_));
    assert_eq!(bare.requests.iter().filter(|request| is_json(&request.body)).count(), 2);
    assert_eq!(bare.doubts, []);
    for example in ["{\"size\": 1}", "// ok\n{\"size\": 1}", "Content-Type: application/json\n\n{\"size\": 1}"] {
        for heading in ["## Response", "### Response body example"] {
            let page = page(&format!("{heading}\n\n```\n{example}\n```\n"));
            assert_eq!(page.answers.iter().filter(|answer| is_json(&answer.body)).count(), 1, "{heading} {example}");
        }
    }
    let other = page("### Response example\n\n```\n<size>1</size>\n```\n");
    assert_eq!(
        doubts(&other, DoubtKind::UnknownLabel),
        ["the example of the answer that begins with `<size>1</size>` is not read"]
    );
}

#[test]
fn of_two_bodies_behind_a_request_line_the_first_is_sent() {
    let body = "### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| size | Long | No | A. |\n\n";
    let examples = "### Examples\n\n```\nPOST /v1.0/shelf/books HTTP/1.1\n```\n\n```\n{\"size\": 1}\n```\n\n```\n{\"done\": true}\n```\n";
    let page = page(&format!("{body}{examples}"));
    assert!(matches!(page.requests[0].body, Body::Json(_)));
    assert_eq!((page.requests.len(), page.answers.len()), (1, 1));
}

#[test]
fn no_page_is_no_page() {
    assert!(Page::read("notes.md", b"# Notes\n\nNothing here.\n").is_err());
}
