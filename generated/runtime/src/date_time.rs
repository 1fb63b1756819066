//! A timestamp in the service's format.

use std::fmt;
use std::time::SystemTime;

use super::rfc3339;

/// A timestamp, stored as the original text: services write it with and without seconds, fractions and offsets.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use dingtalk_runtime::DateTime;
///
/// let sent = DateTime::from("2022-07-29T14:55Z");
/// assert_eq!(sent.as_str(), "2022-07-29T14:55Z");
/// assert_eq!(sent.to_system_time()?, SystemTime::UNIX_EPOCH + Duration::from_secs(1_659_106_500));
/// # Ok::<(), dingtalk_runtime::DateTimeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateTime(String);

impl DateTime {
    /// Parses the timestamp.
    ///
    /// # Errors
    /// Fails if the text is not an ISO 8601 date and time with a zone or an offset.
    pub fn to_system_time(&self) -> Result<SystemTime, DateTimeError> {
        rfc3339::parse(&self.0).ok_or(DateTimeError(()))
    }
}

/// Formats the time in UTC. Times outside the years 0 to 9999 are clamped.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        Self(rfc3339::format(time))
    }
}

// Text of the service, like an identifier.
crate::identifier!(DateTime);

/// The error of a text that is not a timestamp.
#[derive(Clone, Debug)]
pub struct DateTimeError(());

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not an ISO 8601 date and time with a zone")
    }
}

impl std::error::Error for DateTimeError {}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::DateTime;

    #[test]
    fn parses_formats_of_services() {
        let time = |text: &str| DateTime::from(text).to_system_time().ok();
        let ten = SystemTime::UNIX_EPOCH + Duration::from_secs(1_641_031_200);
        assert_eq!(time("2022-01-01T10:00:00Z"), Some(ten));
        assert_eq!(time("2022-01-01T10:00Z"), Some(ten));
        assert_eq!(time("2022-01-01T10:00:00.250Z"), Some(ten + Duration::from_millis(250)));
        assert_eq!(time("2022-01-01T18:00:00+08:00"), Some(ten));
        assert_eq!(time("2022-01-01T18:00+0800"), Some(ten));
        assert_eq!(time("2022-01-01T10:00:00"), None);
        assert_eq!(time("1641031200"), None);
        assert_eq!(time(""), None);
    }

    #[test]
    fn formats_system_time() {
        assert_eq!(DateTime::from(SystemTime::UNIX_EPOCH).as_str(), "1970-01-01T00:00:00Z");
    }
}
