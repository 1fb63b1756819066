//! No false positives: every page agrees with its spec in every style.

use crate::support::{drift, each, read, real_spec, spec};
use dingtalk_generated_pages::{Page, SavedFormat, Style, pages, real_pages};
use dingtalk_pages::SpecFacts;

#[test]
fn every_page_agrees_with_its_spec_in_every_style() {
    assert_agree(&pages(), &spec(), &Style::all().collect::<Vec<_>>());
}

#[test]
fn every_page_agrees_with_the_real_spec_in_every_form() {
    assert_agree(&real_pages(), &real_spec(), &SavedFormat::ALL.map(Style::from));
}

fn assert_agree(pages: &[Page], spec: &SpecFacts, styles: &[Style]) {
    let cases: Vec<_> = pages.iter().flat_map(|page| styles.iter().map(move |style| (page, *style))).collect();
    let wrong: Vec<_> = each(&cases, |(page, style)| {
        let drift = drift(page, *style, spec);
        (!drift.agrees_in_words()).then(|| format!("{} in {style:?}\n{drift}", page.name))
    });
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {} pages do not agree:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// All pages at once: each is matched to its own operation.
#[test]
fn a_folder_of_all_pages_agrees_with_the_spec() {
    for (pages, spec) in [(pages(), spec()), (real_pages(), real_spec())] {
        for form in SavedFormat::ALL {
            let read: Vec<_> = pages.iter().map(|page| read(page, form.into())).collect();
            let drift = dingtalk_pages::drift(&read, &spec);
            assert!(drift.agrees_in_words(), "{form:?}\n{drift}");
            assert_eq!(drift.unmatched.len(), 0);
            for (page, found) in pages.iter().zip(&drift.pages) {
                let operation = page.name.split('.').next().unwrap_or_default();
                assert!(found.against.contains(operation), "{} was taken for {}", page.name, found.against);
            }
        }
    }
}
