//! HTTP dates (RFC 9110, section 5.6.7).

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

/// The preferred form: `Sun, 06 Nov 1994 08:49:37 GMT`.
const IMF_FIXDATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
/// The form of `asctime` in ANSI C: `Sun Nov  6 08:49:37 1994`. The third form, that of RFC 850 with a two-digit year, is not read: it is not in
/// use, and an invalid date only means that the whole file is sent.
const ASCTIME: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short] [month repr:short] [day padding:space] [hour]:[minute]:[second] [year]");

/// Writes a date.
pub fn format(moment: OffsetDateTime) -> String {
    moment.to_offset(time::UtcOffset::UTC).format(IMF_FIXDATE).expect("every date of the years 0 to 9999 has this form")
}

/// Reads a date; `None` if it is invalid.
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim();
    let date = PrimitiveDateTime::parse(text, IMF_FIXDATE).or_else(|_| PrimitiveDateTime::parse(text, ASCTIME));
    date.ok().map(PrimitiveDateTime::assume_utc)
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
        for text in ["", "yesterday", "\"etag\"", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
