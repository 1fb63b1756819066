//! Accepting pages, seeing what changed since, and adding to a spec what asks for no judgement: on pages made for this.

mod accepting;
mod comparing;
mod fixing;
mod library;
