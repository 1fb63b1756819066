//! The list of invisible characters against Unicode's own tables, for every character.

use dingtalk_policy::{describe, escaped, is_foreign_blank, is_invisible, one_line};
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, WhiteSpace};
use icu_properties::{CodePointMapData, CodePointSetData};

fn all() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn the_list_is_what_unicode_says() {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let category = CodePointMapData::<GeneralCategory>::new();
    for c in all() {
        let is_control = matches!(
            category.get(c),
            GeneralCategory::Control | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
        );
        let is_annotation = ('\u{fff9}'..='\u{fffb}').contains(&c);
        let expected = is_control || ignorable.contains(c) || is_annotation;
        assert_eq!(is_invisible(c), expected, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn blanks_are_ordinary_foreign_or_invisible() {
    let blank = CodePointSetData::new::<WhiteSpace>();
    for c in all().filter(|c| *c != ' ') {
        let is_blank = is_foreign_blank(c) || (is_invisible(c) && c.is_whitespace());
        assert_eq!(is_blank, blank.contains(c), "U+{:04X}", u32::from(c));
    }
    assert!(!is_foreign_blank(' ') && !is_invisible(' '));
}

#[test]
fn nothing_invisible_is_left_in_what_is_shown() {
    let text: String = all().collect();
    assert!(!one_line(&text).contains(is_invisible));
    assert!(!escaped(&text).contains(|c| c != '\n' && is_invisible(c)));
    // What is visible stays as it is.
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    assert_eq!(one_line(&visible), visible);
    assert_eq!(one_line("a\n\u{1b}[2J\u{202e}"), "a\\n\\u{1b}[2J\\u{202e}");
    assert_eq!(escaped("a\n\u{1b}[2J\u{202e}"), "a\n\\u{1b}[2J\\u{202e}");
}

#[test]
fn every_invisible_character_is_called_something() {
    for c in all().filter(|c| is_invisible(*c) || is_foreign_blank(*c)) {
        assert!(describe(c).ends_with(')'), "{}", describe(c));
    }
    assert_eq!(describe('\u{200b}'), "U+200B (zero width space)");
    assert_eq!(describe('\u{a0}'), "U+00A0 (no-break space)");
    assert_eq!(describe('a'), "U+0061");
}
