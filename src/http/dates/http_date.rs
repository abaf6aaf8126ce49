//! HTTP dates (RFC 9110, section 5.6.7).

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

/// The preferred form: `Sun, 06 Nov 1994 08:49:37 GMT`.
const IMF_FIXDATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
/// The form of RFC 850 without its weekday, and with a year of four digits instead of two: `06-Nov-1994 08:49:37 GMT`.
const RFC_850: &[BorrowedFormatItem<'_>] =
    format_description!("[day]-[month repr:short]-[year] [hour]:[minute]:[second] GMT");
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// A year of two digits that would be further in the future is one of the century before.
const FUTURE_YEARS: i32 = 50;
/// The form of `asctime` in ANSI C: `Sun Nov  6 08:49:37 1994`.
const ASCTIME: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short] [month repr:short] [day padding:space] [hour]:[minute]:[second] [year]");

/// Writes a date.
pub fn format(moment: OffsetDateTime) -> String {
    moment.to_offset(time::UtcOffset::UTC).format(IMF_FIXDATE).expect("every date of the years 0 to 9999 has this form")
}

/// Reads a date in any of the three forms; `None` if it is invalid.
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim();
    let date = PrimitiveDateTime::parse(text, IMF_FIXDATE).or_else(|_| PrimitiveDateTime::parse(text, ASCTIME));
    date.ok().or_else(|| rfc_850(text, OffsetDateTime::now_utc().year())).map(PrimitiveDateTime::assume_utc)
}

/// Reads `Sunday, 06-Nov-94 08:49:37 GMT` as of the year `now`.
fn rfc_850(text: &str, now: i32) -> Option<PrimitiveDateTime> {
    let (weekday, rest) = text.split_once(", ")?;
    let (day_and_month, rest) = rest.split_at_checked("06-Nov-".len())?;
    let (digits, time) = rest.split_at_checked(2)?;
    let is_valid = WEEKDAYS.contains(&weekday) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = now - now.rem_euclid(100) + digits.parse::<i32>().ok().filter(|_| is_valid)?;
    let year = if year > now + FUTURE_YEARS { year - 100 } else { year };
    PrimitiveDateTime::parse(&format!("{day_and_month}{year:04}{time}"), RFC_850).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn dates_are_written_and_read() {
        let moment = datetime!(1994-11-06 08:49:37 UTC);
        assert_eq!(format(moment), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT"), Some(moment));
        assert_eq!(parse("Sun Nov  6 08:49:37 1994"), Some(moment));
        assert_eq!(parse("Sunday, 06-Nov-94 08:49:37 GMT"), Some(moment));
        for text in ["", "yesterday", "\"etag\"", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT"] {
            assert_eq!(parse(text), None, "{text}");
        }
        for text in ["Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-+4 08:49:37 GMT", "Sunday, 06-Nov-9é 08:49:37 GMT"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn years_of_two_digits_are_at_most_fifty_years_ahead() {
        for (digits, year) in [("26", 2026), ("76", 2076), ("77", 1977), ("00", 2000)] {
            let read = rfc_850(&format!("Monday, 01-Jan-{digits} 00:00:00 GMT"), 2026);
            assert_eq!(read.map(|date| date.year()), Some(year), "{digits}");
        }
    }
}
