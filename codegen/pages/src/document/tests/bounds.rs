//! Reading never panics and takes linear time.

use super::copied::copied;
use super::{Document, HTML};
use crate::page::Page;
use proptest::prelude::*;

/// Markup that makes parsers slow, of the given length.
fn slow(length: usize) -> Vec<String> {
    let long = |piece: &str| piece.repeat(length / piece.len());
    let numbered = |piece: fn(usize) -> String| (0..length / 5).map(piece).collect::<String>();
    vec![
        format!("<html>{}", long("<b>")),
        format!("<html>{}", long("<p><i>")),
        format!("<html><a {}", numbered(|n| format!("a{n} "))),
        format!("<html></a {}", numbered(|n| format!("a{n} "))),
        format!("<html><a b=x=\" {}", numbered(|n| format!("a{n} "))),
        format!("<html><a b='>' {}", numbered(|n| format!("a{n} "))),
        format!("<html><scripty><a {}", numbered(|n| format!("a{n}/"))),
        format!("<html><script></SCRIPT><a {}", numbered(|n| format!("a{n} "))),
        format!("<html><!-- <a b=\"--><a {}", numbered(|n| format!("a{n} "))),
        format!("<table><tr>{}{}", "<td rowspan=60000>x".repeat(60), long("<tr>")),
        format!("<table><tr>{}", long("<td><table>")),
        format!("<html>{}", long("<!-- ")),
        format!("<html>{}", long("<script>")),
        format!("<html>{}", long("<pre><script></script>")),
        format!("| a | b |\n| --- | --- |\n{}", long("|\n")),
        format!("{}\n{}\n{}", long("|a"), long("|-"), long("|\n")),
        format!("```\n```\n{}", long(">")),
        format!("```\n```\n{}", long("- ")),
        format!("```\n```\n{}", long("[")),
        format!("```\n```\n{}", long("**a _b ")),
        format!("```\n```\n{}", long("a <b> ")),
        long("Name\nType\n"),
        long("Name\tType\n\nx\n"),
        long("Name\nType\na\nString\n\n\n"),
        long("HTTP\n"),
        long("Request example\nGET / HTTP/1.1\n{\n"),
        long("HttpCode\nError code\nError message\n400\nx\n"),
        long("NameType"),
        format!("Response\nNameTypeDescription\naString\n{}", long("说明\n")),
        format!("Response\nName\nType\nDescription\n{}", long("a\nString\n\n")),
        format!("Response\nNameTypeDescription\n{}", long("aStringx\n")),
    ]
}

#[cfg(unix)]
#[test]
fn no_page_takes_long() {
    let read = |text: &str| drop(Page::read("a.txt", text.as_bytes()));
    for (short, long) in slow(1 << 12).iter().zip(slow(1 << 15)) {
        let begin: String = short.chars().take(60).collect();
        crate::cpu_time::assert_linear(&begin, || read(short), || read(&long));
    }
}

/// Pieces with a meaning in some format.
const PIECES: &str = "\n·\n\n·\t·  · ·Name·Type·Required·Description·名称·类型·是否必填·描述·HttpCode·错误码·Error code·Error message·Field·\
    Value·HTTP URL·https://api.dingtalk.com/v1.0/x·POST /x HTTP/1.1·HTTP/1.1 200 OK·Request·Response·\
    Response body·Request example·请求示例·返回参数·Basic information·HTTP·Java·C·String·Array of Object·Yes·是·spaceId·\
    - A: a·400·paramError·%s·{·}·[·]·\"a\" : 1·,·|·| --- | --- |·```·**·# ·## ·---·<table>·<tr>·<td rowspan=2>·\
    <td colspan=\"3\">·</td>·</tr>·</table>·<pre>·</pre>·<div role=row>·</div>·<li>·<ul>·<br>·<script>·\
    </script>·<!--·-->·<html>·&nbsp;·\u{200b}·\u{3000}·\\";

fn pieces() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(PIECES.split('·').collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_rejected(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Document::read(&bytes);
    }

    #[test]
    fn any_text_is_read_or_rejected(text in "\\PC{0,200}") {
        let _ = Page::read("a.txt", text.as_bytes());
    }

    #[test]
    fn any_mixture_is_read_or_rejected(pieces in proptest::collection::vec(pieces(), 0..60)) {
        let _ = Page::read("a.txt", pieces.concat().as_bytes());
    }
}

#[test]
fn any_part_of_a_page_is_read_or_rejected() {
    for page in [HTML.to_owned(), copied("\t", "\n"), copied("", "\n"), copied("\n", "\n")] {
        for (at, _) in page.char_indices().step_by(3) {
            let _ = (Document::read(&page.as_bytes()[..at]), Document::read(&page.as_bytes()[at..]));
        }
    }
}
