//! What is no page, or not a whole one.

use super::copied::copied;
use super::{Document, HTML};
use crate::docs::unreadable::Unreadable;

#[test]
fn what_is_no_page_is_refused() {
    let refused = |text: &str| Document::read(text.as_bytes()).unwrap_err();
    assert_eq!(refused(" \n"), Unreadable::Empty);
    assert_eq!(refused("just some words"), Unreadable::NotAPage);
    assert_eq!(Document::read(b"%PDF-1.7").unwrap_err(), Unreadable::NotText("a PDF"));
    assert_eq!(
        Document::read("请".as_bytes().get(..2).unwrap()).unwrap_err(),
        Unreadable::Truncated { within: "a character" }
    );
    assert_eq!(Document::read(b"\xc7\xeb\xc7\xf3 ").unwrap_err(), Unreadable::Encoding);
    assert_eq!(
        refused("From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"),
        Unreadable::Archive
    );
    assert_eq!(
        refused("<html><body><div id=root></div><script src=a.js></script></body></html>"),
        Unreadable::NotRendered
    );
    assert_eq!(refused("<html><body><form><input type=password></form></body></html>"), Unreadable::Login);
    assert_eq!(refused(&"<div>".repeat(2000)), Unreadable::TooDeep);
    let cut = &HTML[..HTML.find("broken").unwrap()];
    assert_eq!(refused(cut), Unreadable::Truncated { within: "its markup" });
}

#[test]
fn pages_of_the_older_host_are_named_as_such() {
    let page =
        "# x\n\n**请求地址**：https://oapi.dingtalk.com/topapi/x\n\n| 名称 | 类型 |\n| --- | --- |\n| a | String |\n";
    let url = "https://oapi.dingtalk.com/topapi/x".to_owned();
    assert_eq!(Document::read(page.as_bytes()).unwrap_err(), Unreadable::OlderHost { url });
}

#[test]
fn pages_that_end_early_are_refused() {
    let within = |text: &str| match Document::read(text.as_bytes()) {
        Err(Unreadable::Truncated { within }) => within,
        other => panic!("{other:?}"),
    };
    let copied = copied("\t", "\n");
    let cut = |at: &str| &copied[..copied.find(at).unwrap()];
    assert_eq!(within(cut("package")), "what it says of the request");
    assert_eq!(within(cut("labels\t")), "what it says of the request");
    assert_eq!(within(cut("true\n}")), "an example");
    assert_eq!(within(cut("Name\tType\tDescription")), "a part that has only its heading");
    let table = "| Name | Type |\n| --- | --- |\n| a | String |\n";
    assert_eq!(within(&format!("{table}| b | Stri")), "a table");
    assert_eq!(within(&format!("{table}\n```json\n{{\n")), "a listing");
}
