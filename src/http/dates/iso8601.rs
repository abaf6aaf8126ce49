//! Dates and times in ISO 8601: with `Z`, with an offset, or without (then UTC); with or without seconds and their fractions; or a date alone.
//! In a query, a `+` that was not encoded arrives as a space.

use crate::digits;
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A time, or a whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time, or the start of the day.
    pub start: OffsetDateTime,
    /// The time, or the last second of the day.
    pub end: OffsetDateTime,
}

/// Parses a date or a time; `None` if it is invalid.
pub fn parse(text: &str) -> Option<Moment> {
    let text = &*digits::plain(text);
    let (day, rest) = text.split_at_checked(10)?;
    let day = date(day)?;
    if rest.is_empty() {
        let start = PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_utc();
        return Some(Moment { start, end: start.checked_add(Duration::DAY - Duration::SECOND)? });
    }
    let rest = rest.strip_prefix(['T', 't', ' ', '_'])?;
    let (clock, offset) = match rest.find(['Z', 'z', '+', '-', ' ']) {
        Some(at) => rest.split_at(at),
        None => (rest, "Z"),
    };
    let moment = PrimitiveDateTime::new(day, time_of_day(clock)?).assume_offset(utc_offset(offset)?);
    let moment = moment.checked_to_offset(UtcOffset::UTC)?;
    Some(Moment { start: moment, end: moment })
}

/// Writes a time as RFC 3339, in UTC and whole seconds.
pub fn format(moment: OffsetDateTime) -> String {
    let moment = moment.to_offset(UtcOffset::UTC).replace_nanosecond(0).unwrap_or(moment);
    let written = moment.format(&time::format_description::well_known::Rfc3339);
    written.expect("years of four digits have this form")
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) =
        (exact_digits(parts.next()?, 4)?, exact_digits(parts.next()?, 2)?, exact_digits(parts.next()?, 2)?);
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
}

fn time_of_day(text: &str) -> Option<Time> {
    let (text, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut parts = text.split(':');
    let (hour, minute) = (exact_digits(parts.next()?, 2)?, exact_digits(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |second| exact_digits(second, 2))?;
    if parts.next().is_some() || fraction.is_empty() || fraction.len() > 9 {
        return None;
    }
    let nanosecond = exact_digits(&format!("{fraction:0<9}"), 9)?;
    let small = |number| u8::try_from(number).ok();
    Time::from_hms_nano(small(hour)?, small(minute)?, small(second)?, nanosecond).ok()
}

fn utc_offset(text: &str) -> Option<UtcOffset> {
    if matches!(text, "Z" | "z") {
        return Some(UtcOffset::UTC);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("-", rest) => (-1, rest),
        // A `+` that was not encoded in a query.
        ("+" | " ", rest) => (1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None => rest.split_at_checked(2)?,
    };
    let hours = i8::try_from(exact_digits(hours, 2)?).ok()?;
    let minutes = if minutes.is_empty() { 0 } else { i8::try_from(exact_digits(minutes, 2)?).ok()? };
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

/// A number of exactly `count` digits.
fn exact_digits(text: &str, count: usize) -> Option<u32> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_and_dates_are_parsed() {
        for (text, expected) in [
            ("2025-01-02T03:04:05Z", datetime!(2025-01-02 03:04:05 UTC)),
            ("2025-01-02T03:04:05", datetime!(2025-01-02 03:04:05 UTC)),
            ("\u{200e}٢٠٢٥\u{2212}01-02T03:04:05Z", datetime!(2025-01-02 03:04:05 UTC)),
            ("2025-01-02 03:04", datetime!(2025-01-02 03:04 UTC)),
            ("2025-01-02t03:04:05.25z", datetime!(2025-01-02 03:04:05.25 UTC)),
            ("2025-01-02T03:04:05+02:00", datetime!(2025-01-02 01:04:05 UTC)),
            ("2025-01-02T03:04:05 02:00", datetime!(2025-01-02 01:04:05 UTC)),
            ("2025-01-02T03:04:05.000001-0530", datetime!(2025-01-02 08:34:05.000001 UTC)),
            ("2025-01-02T23:04:05-02", datetime!(2025-01-03 01:04:05 UTC)),
        ] {
            assert_eq!(parse(text), Some(Moment { start: expected, end: expected }), "{text}");
        }
        let day = parse("2024-02-29").unwrap();
        assert_eq!((day.start, day.end), (datetime!(2024-02-29 00:00 UTC), datetime!(2024-02-29 23:59:59 UTC)));
    }

    #[test]
    fn invalid_texts_are_none() {
        for text in [
            "",
            "yesterday",
            "2025-13-01",
            "2025-02-29",
            "2025-1-2",
            "2025-01-02T",
            "2025-01-02T25:00",
            "2025-01-02T03",
            "2025-01-02T03:04:05.",
            "2025-01-02T03:04:05+2",
            "2025-01-02T03:04:05+99:00",
            "2025-01-02X03:04",
            "9999-12-31T23:59:59-23:00",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(format(datetime!(2025-01-02 03:04:05.9 +2)), "2025-01-02T01:04:05Z");
    }
}
