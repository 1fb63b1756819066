//! Pages made by machine against what reads them: in every form, whole, changed, accepted and damaged.

mod accepted;
mod agreement;
mod changes;
mod drafts;
mod hostile;
mod support;
