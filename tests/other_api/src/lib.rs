//! A client of Waypost, which delivers parcels.
pub use dingtalk_runtime as runtime;
include!(concat!(env!("OUT_DIR"), "/mod.rs"));
