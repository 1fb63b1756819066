//! The pages and the spec are what they should be.

use dingtalk_pages::{Form, Style, pages, spec};

#[test]
fn show() {
    for page in pages() {
        for style in Style::all() {
            let text = page.saved(style);
            assert!(!text.is_empty());
            if std::env::var("SHOW").as_deref() == Ok(page.name.as_str()) && style.wording == 0 {
                println!("=================== {style:?}\n{text}");
            }
        }
    }
    let _ = Form::ALL;
    dingtalk_codegen::load_texts(spec()).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
}
