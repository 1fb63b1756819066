//! Pages made by machine against what reads them: in every form, whole, changed, accepted and damaged.

mod agreement;
mod changes;
mod support;
