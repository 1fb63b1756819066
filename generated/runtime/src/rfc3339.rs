//! Dates and times such as `2022-07-29T14:55:00.250+08:00`: RFC 3339, with optional seconds.

use std::time::{Duration, SystemTime};

const DAY: i64 = 86_400;
const NANOSECONDS: u32 = 1_000_000_000;
/// 0000-01-01T00:00:00Z in seconds since 1970.
const FIRST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z in seconds since 1970.
const LAST: i64 = 253_402_300_799;

/// Parses a date and time. A leap second becomes the second before it.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let mut rest = Rest(text);
    let year = rest.number(4, 0..=9999)?;
    rest.skip(&['-'])?;
    let month = rest.number(2, 1..=12)?;
    rest.skip(&['-'])?;
    let day = rest.number(2, 1..=days_in_month(year, month))?;
    rest.skip(&['T', 't', ' '])?;
    let hour = rest.number(2, 0..=23)?;
    rest.skip(&[':'])?;
    let minute = rest.number(2, 0..=59)?;
    let second = if rest.skip(&[':']).is_some() { rest.number(2, 0..=60)?.min(59) } else { 0 };
    let fraction = if rest.skip(&['.', ',']).is_some() { rest.fraction()? } else { 0 };
    let offset = rest.offset()?;
    let seconds = days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset;
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let epoch = SystemTime::UNIX_EPOCH;
    let whole = if seconds < 0 { epoch.checked_sub(distance) } else { epoch.checked_add(distance) };
    whole?.checked_add(Duration::from_nanos(fraction)).filter(|_| rest.0.is_empty())
}

/// Formats a time in UTC, with a fraction only if there is one. Times outside the years 0 to 9999 are clamped.
pub(crate) fn format(time: SystemTime) -> String {
    let (seconds, fraction) = since_epoch(time);
    let (seconds, fraction) =
        if (FIRST..=LAST).contains(&seconds) { (seconds, fraction) } else { (seconds.clamp(FIRST, LAST), 0) };
    let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
    let of_day = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:09}") };
    let fraction = fraction.trim_end_matches('0');
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Seconds since 1970, rounded down, and the nanoseconds to add to them.
fn since_epoch(time: SystemTime) -> (i64, u32) {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => (seconds(after), after.subsec_nanos()),
        Err(before) => match (seconds(before.duration()), before.duration().subsec_nanos()) {
            (seconds, 0) => (-seconds, 0),
            (seconds, fraction) => (-seconds - 1, NANOSECONDS - fraction),
        },
    }
}

/// Days since 1970-01-01, by the algorithm `days_from_civil` of Howard Hinnant.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01, by the algorithm `civil_from_days` of Howard Hinnant.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The part of a text that is not parsed yet.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn skip(&mut self, one_of: &[char]) -> Option<()> {
        self.0 = self.0.strip_prefix(one_of)?;
        Some(())
    }

    /// Takes a number of exactly this many digits.
    fn number(&mut self, digits: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse().ok().filter(|number| is_number && range.contains(number))
    }

    /// Takes the digits of a fraction of a second, as nanoseconds.
    fn fraction(&mut self) -> Option<u64> {
        let end = self.0.find(|c: char| !c.is_ascii_digit())?;
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        format!("{digits:0<9}").parse().ok().filter(|_| (1..=9).contains(&end))
    }

    /// Takes `Z`, or an offset from UTC, as seconds.
    fn offset(&mut self) -> Option<i64> {
        if self.skip(&['Z', 'z']).is_some() {
            return Some(0);
        }
        let sign = if self.skip(&['-']).is_some() { -1 } else { self.skip(&['+']).map(|()| 1)? };
        let hours = self.number(2, 0..=23)?;
        let has_minutes = self.skip(&[':']).is_some() || !self.0.is_empty();
        let minutes = if has_minutes { self.number(2, 0..=59)? } else { 0 };
        Some(sign * (hours * 3600 + minutes * 60))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::{FIRST, format, parse};

    #[test]
    fn leap_days_and_ranges() {
        let ok = [
            "2024-02-29T00:00Z",
            "2000-02-29T00:00Z",
            "2022-12-31T23:59:60Z",
            "0000-01-01T00:00-23:59",
            "0000-01-01T00:00+23:59",
            "9999-12-31T23:59:60.999999999-23:59",
        ];
        let refused = [
            "2023-02-29T00:00Z",
            "1900-02-29T00:00Z",
            "2022-04-31T00:00Z",
            "2022-13-01T00:00Z",
            "2022-00-01T00:00Z",
            "2022-01-00T00:00Z",
            "2022-01-01T24:00Z",
            "2022-01-01T00:60Z",
            "2022-01-01T00:00:61Z",
            "2022-01-01T00:00+24",
            "2022-01-01T00:00+08:60",
            "2022-01-01T00:00+08:",
            "2022-01-01T00:00.Z",
            "2022-01-01T00:00:00.1234567890Z",
            "2022-01-01T00:00ZZ",
            "2022-01-01",
            "+022-01-01T00:00Z",
            "2022-1-01T00:00Z",
            "2022-01-01T00:0éZ",
        ];
        assert!(ok.iter().all(|text| parse(text).is_some()));
        assert_eq!(refused.into_iter().filter(|text| parse(text).is_some()).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn other_years_are_clamped() {
        let far = Duration::from_secs(1 << 40);
        assert_eq!(format(SystemTime::UNIX_EPOCH + far), "9999-12-31T23:59:59Z");
        assert_eq!(format(SystemTime::UNIX_EPOCH - far), "0000-01-01T00:00:00Z");
    }

    /// A date and time in any of the forms.
    const FORM: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]\
                        (:([0-5][0-9]|60)([.,][0-9]{1,9})?)?([Zz]|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)";

    proptest! {
        #[test]
        fn parses_as_jiff_does(text in FORM) {
            // The last days of the year 9999 are outside the range of jiff.
            prop_assume!(!text.starts_with("9999-12"));
            prop_assert_eq!(parse(&text), text.parse::<Timestamp>().ok().map(SystemTime::from), "{}", text);
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}|[0-9TZ:+.,-]{0,40}") {
            parse(&text);
        }

        #[test]
        fn formats_as_jiff_does(seconds in FIRST..=Timestamp::MAX.as_second(), fraction in prop_oneof![Just(0), 0..1_000_000_000, Just(250_000_000)]) {
            let time = Timestamp::new(seconds, fraction).expect("in range");
            prop_assert_eq!(format(time.into()), time.to_string());
            prop_assert_eq!(parse(&time.to_string()), Some(time.into()));
        }
    }
}
