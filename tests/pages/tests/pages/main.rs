//! Reads synthetic pages in every format: unchanged, changed, accepted and damaged.

mod accepted;
mod agreement;
mod changes;
mod drafts;
mod fixes;
mod hostile;
mod marks;
mod saves;
mod support;
mod type_words;
