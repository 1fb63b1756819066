//! The declarations: what the files of a spec say, each value with its path.

pub(crate) mod api_file;
pub(crate) mod built_in_type;
pub(crate) mod digest;
pub(crate) mod error_row;
pub(crate) mod field;
pub(crate) mod operation_file;
