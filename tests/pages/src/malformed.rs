//! Files that are not a page.

use crate::files::pages;
use crate::style::SavedFormat;

/// A file that cannot be read as a page.
#[derive(Clone, Debug)]
pub struct MalformedDocument {
    /// File name.
    pub name: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
    /// Text that the error message contains.
    pub says: &'static str,
}

/// Returns one file for each mistake that people make.
#[must_use]
pub fn malformed_documents() -> Vec<MalformedDocument> {
    let page = pages().remove(0);
    let html = page.saved(SavedFormat::Html.into());
    let table = html.find("<tbody>").unwrap_or_default();
    vec![
        ruin("empty.html", "", "empty"),
        ruin(
            "notes.md",
            "# Shopping\n\n| What | How many |\n| --- | --- |\n| apples | 3 |\n",
            "not the page of an operation",
        ),
        ruin("blog.html", OTHER_SITE, "www.example.com"),
        ruin("shell.html", SHELL, "before its scripts"),
        ruin("login.html", LOGIN, "log in"),
        ruin("cut.html", &html[..table + 60], "ends early"),
        ruin("large.html", large(&html), "bytes"),
        ruin("deep.html", format!("<html><body>{}{html}", "<div><ul><li>".repeat(100_000)), "nested"),
        ruin("paper.pdf", "%PDF-1.7\n%\u{1}\u{2}\n1 0 obj << /Type /Catalog >> endobj", "PDF"),
        MalformedDocument {
            name: "other.txt",
            bytes: html.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            says: "binary",
        },
    ]
}

fn ruin(name: &'static str, text: impl AsRef<[u8]>, says: &'static str) -> MalformedDocument {
    MalformedDocument { name, bytes: text.as_ref().to_vec(), says }
}

/// 50 MB: the page with embedded images.
fn large(html: &str) -> String {
    let picture = format!("<img src=\"data:image/png;base64,{}\">", "iVBORw0KGgo".repeat(1_000));
    let count = 50_000_000 / picture.len() + 1;
    html.replacen("</article>", &format!("{}</article>", picture.repeat(count)), 1)
}

const OTHER_SITE: &str = "<!DOCTYPE html>\n<!-- saved from url=(0035)https://www.example.com/blog/tables -->\n\
    <html lang=\"en\"><head><title>Tables I have known</title>\
    <link rel=\"canonical\" href=\"https://www.example.com/blog/tables\"></head><body><h1>Tables I have known</h1>\
    <p>They are many.</p><table><tr><th>Name</th><th>Legs</th></tr><tr><td>Tripod</td><td>3</td></tr></table></body></html>";

const SHELL: &str = "<!DOCTYPE html>\n<!-- saved from url=(0056)https://open.dingtalk.com/document/library/create-ticket -->\n\
    <html><head><meta charset=\"utf-8\"><title>Library</title><script src=\"./page_files/umi.js\"></script></head>\
    <body><div id=\"root\"></div><noscript>JavaScript has to be on.</noscript>\
    <script>window.__SSR__ = {};</script></body></html>";

const LOGIN: &str = "<!DOCTYPE html>\n<!-- saved from url=(0047)https://login.dingtalk.com/oauth2/challenge.htm -->\n\
    <html><head><title>登录</title></head><body><form action=\"/login\"><h2>扫码登录</h2>\
    <input name=\"account\" type=\"text\"><input name=\"password\" type=\"password\"><button>登录</button></form></body></html>";
