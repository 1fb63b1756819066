//! Pages as a whole: basic information, examples, ambiguities.

use super::super::{ExampleBody, Language, PagePermission, PageText, SdkNames};
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
fn a_chinese_page_is_read_without_ambiguities() {
    let page = Page::read("lend.md", CHINESE.as_bytes()).expect("a page");
    assert_eq!(page.language, Language::Chinese);
    assert_eq!(page.ambiguities, []);
    let basics = &page.basics;
    assert_eq!(basics.method.as_ref().map(|fact| fact.text.as_str()), Some("PUT"));
    assert_eq!(basics.path.as_ref().map(|fact| fact.text.as_str()), Some("/v1.0/shelf/books/{bookId}/lend"));
    let apps: Vec<&str> = basics.apps.iter().flatten().map(|app| app.word.as_str()).collect();
    assert_eq!(apps, ["internal_app", "third_party_app"]);
    let codes: Vec<Option<&str>> =
        basics.permissions.iter().flatten().map(|permission| permission.code.as_deref()).collect();
    assert_eq!(codes, [Some("Shelf.Book.Lend"), Some("qyapi_shelf")]);
    assert_eq!(page.sdk, Some(SdkNames { service: "book_shelf_v2".into(), operation: "lend_book".into() }));
    assert!(matches!(page.requests[0].body, ExampleBody::Empty) && page.responses[0].status == Some(200));
    let parts: Vec<Part> = page.tables.iter().map(|table| table.part).collect();
    assert_eq!(parts, [Part::Header, Part::Path, Part::Response]);
    assert_eq!(page.errors.expect("errors")[0].certain().map(|cells| cells.status.clone()), Some(vec![400, 502]));
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
    assert_eq!((page.requests.len(), page.responses.len()), (1, 1));
    assert_eq!(page.ambiguities, []);
}

#[test]
fn unknown_labels_are_reported() {
    let page = page(
        "### Request body\n\n| Name | Type | Required | Colour | Description |\n|---|---|---|---|---|\n| a | String | Yes | red | A. |\n\n\
         ### Marginalia\n\n| Name | Type | Description |\n|---|---|---|\n| b | String | B. |\n\n### Thanks\n\nNothing.\n",
    );
    assert_eq!(
        ambiguities(&page, AmbiguityKind::UnknownLabel),
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
        ambiguities(&page, AmbiguityKind::Contradiction),
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
    let table = "### Request body\n\n| Name | Type |\n|---|---|\n| size | Long |\n\n";
    let page = |rest: &str| page(&format!("{table}{rest}"));
    let bare = page("### Request body example\n\n```\n{\"size\": 1}\n```\n\n```\n{\"size\": 2}\n```\n");
    let is_json = |body: &ExampleBody| matches!(body, ExampleBody::Json(_));
    assert_eq!(bare.requests.iter().filter(|request| is_json(&request.body)).count(), 2);
    assert_eq!(bare.ambiguities, []);
    for example in ["{\"size\": 1}", "// ok\n{\"size\": 1}", "Content-Type: application/json\n\n{\"size\": 1}"] {
        for heading in ["## Response", "### Response body example"] {
            let page = page(&format!("{heading}\n\n```\n{example}\n```\n"));
            assert_eq!(
                page.responses.iter().filter(|response| is_json(&response.body)).count(),
                1,
                "{heading} {example}"
            );
        }
    }
    let other = page("### Response example\n\n```\n<size>1</size>\n```\n");
    assert_eq!(
        ambiguities(&other, AmbiguityKind::UnknownLabel),
        ["the example of the response that begins with `<size>1</size>` is not read"]
    );
}

#[test]
fn of_two_bodies_behind_a_request_line_the_first_is_sent() {
    let body = "### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| size | Long | No | A. |\n\n";
    let examples = "### Examples\n\n```\nPOST /v1.0/shelf/books HTTP/1.1\n```\n\n```\n{\"size\": 1}\n```\n\n```\n{\"done\": true}\n```\n";
    let page = page(&format!("{body}{examples}"));
    assert!(matches!(page.requests[0].body, ExampleBody::Json(_)));
    assert_eq!((page.requests.len(), page.responses.len()), (1, 1));
}

/// Permissions of a row as `code|name`.
fn permissions(value: &str) -> Vec<String> {
    let page = page(&format!(
        "| Required permissions | {value} |\n\n### Request body\n\n| Name | Type |\n|---|---|\n| a | String |\n"
    ));
    let shown = |one: &PagePermission| {
        format!("{}|{}", one.code.as_deref().unwrap_or_default(), one.name.as_deref().unwrap_or_default())
    };
    page.basics.permissions.iter().flatten().map(shown).collect()
}

#[test]
fn markers_identify_unknown_labels() {
    for label in ["Permission required", "What an app has to ask for"] {
        let page = page(&format!("| {label} | permission-Shelf.Read-Reading |\n| Callers | appType-Internal app |\n"));
        let codes: Vec<_> = page.basics.permissions.iter().flatten().map(|one| one.code.as_deref()).collect();
        assert_eq!(codes, [Some("Shelf.Read")]);
        assert_eq!(page.basics.apps.iter().flatten().count(), 1);
    }
}

#[test]
fn permissions_are_split() {
    for (value, expected) in [
        ("Shelf.Book.Read-read, Shelf.Book.Write-write", &["Shelf.Book.Read|read", "Shelf.Book.Write|write"][..]),
        ("Shelf.Book.Read-read, and lend、Shelf.Book.Write", &["Shelf.Book.Read|read, and lend", "Shelf.Book.Write|"]),
        ("Read-only shelf permission", &["|Read-only shelf permission"]),
        ("借书权限、还书权限", &["|借书权限", "|还书权限"]),
        ("permission-shelf-书架", &["shelf|书架"]),
        ("None", &[]),
    ] {
        assert_eq!(permissions(value), expected, "{value}");
    }
}

/// Apps, permissions and ambiguities of an access table.
fn access(rows: &str) -> (Option<Vec<String>>, Vec<String>, Vec<String>) {
    let page = page(&format!("### Permissions\n\n| 应用类型 | 是否支持 | 权限 |\n|---|---|---|\n{rows}\n"));
    let apps = page.basics.apps.as_ref().map(|apps| apps.iter().map(|app| app.word.clone()).collect());
    let codes = page.basics.permissions.iter().flatten().filter_map(|one| one.code.clone()).collect();
    (apps, codes, ambiguities(&page, AmbiguityKind::Unsplit).into_iter().map(str::to_owned).collect())
}

#[test]
fn a_table_of_apps_says_yes_or_no_or_leaves_it_open() {
    let rows = "| 企业内部应用 | 支持（白名单） | shelf_b |\n| 第三方企业应用 | ✓ | shelf_c |\n| 第三方个人应用 | 不支持 | 不支持 |\n";
    let apps = Some(vec!["internal_app".to_owned(), "third_party_app".to_owned()]);
    assert_eq!(access(rows), (apps, vec!["shelf_b".into(), "shelf_c".into()], Vec::new()));
    let open = "| 企业内部应用 | 支持 | shelf_b |\n| 第三方企业应用 | 部分 | shelf_c |\n";
    let ambiguity = "`第三方企业应用部分shelf_c` does not say whether `第三方企业应用` may call".to_owned();
    assert_eq!(access(open), (Some(vec!["internal_app".to_owned()]), vec!["shelf_b".into()], vec![ambiguity]));
}

#[test]
fn the_first_statement_counts() {
    let page = page(
        "| HTTP Method | PUT |\n| Required permissions | Shelf.Read-read |\n\nRequest URL: https://www.example.com/callback\n\n\
         Permissions: ask your admin first.\n\n### Request body\n\n| Name | Type |\n|---|---|\n| a | String |\n",
    );
    let text = |fact: &Option<PageText>| fact.as_ref().map_or_else(String::new, |fact| fact.text.clone());
    assert_eq!(text(&page.basics.method), "POST");
    assert_eq!(text(&page.basics.path), "/v1.0/shelf/books");
    assert_eq!(text(&page.basics.host), "api.dingtalk.com");
    assert_eq!(page.basics.permissions.as_ref().and_then(|all| all[0].code.clone()), Some("Shelf.Read".into()));
    assert_eq!(
        ambiguities(&page, AmbiguityKind::Contradiction),
        [
            "for the method, the page has `POST` and then `PUT`",
            "for the path, the page has `/v1.0/shelf/books` and then `/callback`",
            "for the host, the page has `api.dingtalk.com` and then `www.example.com`",
            "for the permissions, the page has `Shelf.Read` and then `ask your admin first.`",
        ]
    );
}

#[test]
fn a_joined_label_is_no_part_of_a_longer_one() {
    let page = copied("Permission noteAsk first\n\nRequest body\n\nNameTypeDescription\naStringA.\n\n");
    assert_eq!(page.basics.permissions, None);
}

#[test]
fn many_ambiguities_are_counted() {
    let fields: Vec<String> = (0..3_000).map(|field| format!("\"m{field}\": 1")).collect();
    let page = response("| a | String | A. |\n", &format!("{{{}}}", fields.join(", ")));
    assert_eq!(page.ambiguities.len(), 1_001);
    assert_eq!(
        page.ambiguities.last().map(|ambiguity| ambiguity.message.as_str()),
        Some("2000 more places of the page are not sure, and are not listed")
    );
}

#[test]
fn no_page_is_no_page() {
    assert!(Page::read("notes.md", b"# Notes\n\nNothing here.\n").is_err());
}
