//! Reads and compares pages on all cores.

use dingtalk_generated_pages::{Page, Style};
use dingtalk_pages::{Drift, SpecFacts};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The spec that agrees with the pages of the library.
pub(crate) fn spec() -> SpecFacts {
    SpecFacts::load_texts(dingtalk_generated_pages::spec()).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

/// The spec of `DingTalk`.
pub(crate) fn real_spec() -> SpecFacts {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    SpecFacts::load(folder).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

/// Renders and reads a page.
pub(crate) fn read(page: &Page, style: Style) -> dingtalk_pages::Page {
    let file = format!("{}.{}", page.name, style.form.extension());
    let text = page.saved(style);
    dingtalk_pages::Page::read(&file, text.as_bytes())
        .unwrap_or_else(|why| panic!("{} in {style:?}: {why}\n{text}", page.name))
}

/// Compares a page with a spec.
pub(crate) fn drift(page: &Page, style: Style, spec: &SpecFacts) -> Drift {
    dingtalk_pages::drift(&[read(page, style)], spec)
}

/// Parallel map that preserves the order.
pub(crate) fn each<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((at, one)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            all.get(at).map(|one| (at, one))
        } {
            done.push((at, work(one)));
        }
        done
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no worker panics")).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
