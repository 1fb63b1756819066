//! Files that are not a page, or not a complete one.

use super::copied::copied;
use super::{Document, HTML, show};
use crate::unreadable::Unreadable;

#[test]
fn files_that_are_not_pages_are_rejected() {
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
fn encodings_are_named() {
    let utf16: Vec<u8> = "名称 Name\nType".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Document::read(&utf16).unwrap_err(), Unreadable::Utf16);
    assert_eq!(Document::read(b"\0\0\0\x01").unwrap_err(), Unreadable::NotText("a binary file"));
    let old = copied("\t", "\n").replace('\n', "\r");
    assert_eq!(
        show(&Document::read(old.as_bytes()).unwrap()),
        show(&Document::read(copied("\t", "\n").as_bytes()).unwrap())
    );
}

#[test]
fn a_host_is_named_only_if_it_is_one() {
    let page = |url: &str| format!("<html><link rel=canonical href=\"{url}\"><p>{}</html>", "words ".repeat(100));
    let refused = |url: &str| Document::read(page(url).as_bytes()).unwrap_err();
    assert_eq!(refused("https://docs.example.com/x"), Unreadable::OtherSite { host: "docs.example.com".to_owned() });
    assert_eq!(refused("https://exa\nmple.com/x"), Unreadable::NotAPage);
}

#[test]
fn truncated_pages_are_rejected() {
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
    assert_eq!(within(cut("done\tBoolean")), "a table that has only its header");
    assert!(Document::read(cut("HttpCode\tError").as_bytes()).is_ok());
    assert!(Document::read(cut("400\tno.shelf").as_bytes()).is_ok());
    assert_eq!(within(cut("\n{\n  \"done\"")), "an example");
    let table = "| Name | Type |\n| --- | --- |\n| a | String |\n";
    assert_eq!(within(&format!("{table}| b | Stri")), "a table");
    assert_eq!(within(&format!("{table}\n```json\n{{\n")), "a code block");
    // The closing fence shows that the response has no body.
    let bare = format!("# Response body\n\n{table}\n```\nHTTP/1.1 200 OK\nContent-Type:application/json\n```\n");
    assert!(Document::read(bare.as_bytes()).is_ok());
    let copied_bare = |body: &str| format!("{}{body}", cut("\n{\n  \"done\""));
    assert!(Document::read(copied_bare("true\n").as_bytes()).is_ok());
}
