//! Extracts an operation's names in the official SDKs from code samples.

use dingtalk_codegen::resolve::names::{NameKind, derive};

/// Names of an operation in the official SDKs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SdkNames {
    /// Service with its version, such as `conv_file` or `storage_v2`.
    pub(crate) service: String,
    /// Operation, such as `send_link`.
    pub(crate) operation: String,
}

const PACKAGES: &[&str] =
    &["com.aliyun.dingtalk", "alibabacloud_dingtalk.", "AlibabaCloud.SDK.Dingtalk", "Dingtalk\\V"];
const CALLS: &[&str] = &["WithOptions(", "_with_options("];

/// Returns the names, if a sample shows both.
pub(super) fn find(sample: &str) -> Option<SdkNames> {
    let service = PACKAGES.iter().find_map(|package| {
        let mut places = sample.match_indices(package);
        places.find_map(|(at, package)| service(&sample[at + package.len()..]))
    })?;
    let operation = CALLS.iter().find_map(|call| {
        let before = &sample[..sample.find(call)?];
        let start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        snake_case(&before[start..])
    })?;
    Some(SdkNames { service, operation })
}

/// `conv_file_1_0…` is version 1 of `conv_file`.
fn service(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let mut words = text[..end].rsplitn(3, '_');
    let (minor, major, name) = (words.next()?, words.next()?, words.next()?);
    let minor_is_number = minor.starts_with(|c: char| c.is_ascii_digit());
    let major: u32 = major.parse().ok().filter(|_| minor_is_number && !name.is_empty())?;
    let name = snake_case(name)?;
    Some(if major > 1 { format!("{name}_v{major}") } else { name })
}

/// Converts to the case of modules in a spec.
fn snake_case(name: &str) -> Option<String> {
    derive(NameKind::Module, name).map(|name| name.bare().to_owned())
}
