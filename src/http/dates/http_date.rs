//! HTTP dates (RFC 9110, section 5.6.7).

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

/// The form that we write, and nearly everyone: `Sun, 06 Nov 1994 08:49:37 GMT`.
const IMF_FIXDATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
/// ANSI C's `asctime`: `Sun Nov  6 08:49:37 1994`. The third form, RFC 850's with its two-digit year, is not read: nobody sends it, and
/// a date that is not understood only means the whole file.
const ASCTIME: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short] [month repr:short] [day padding:space] [hour]:[minute]:[second] [year]");

/// Writes a date.
pub fn format(moment: OffsetDateTime) -> String {
    moment
        .to_offset(time::UtcOffset::UTC)
        .format(IMF_FIXDATE)
        .expect("every date of the last ten thousand years has this form")
}

/// Reads a date; `None` for anything else.
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
