//! Items grouped by the month in which they were sent (UTC), as the grid shows them.

use serde::Serialize;
use time::{Month as Name, OffsetDateTime};

use super::words::Words;
use crate::api::gallery::wire::MediaBody;
use crate::telegram::Media;

/// The items of one month, newest first.
#[derive(Serialize)]
pub(super) struct Month {
    /// As `2026-11`.
    key: String,
    /// As `November 2026`, in the reader's language.
    label: String,
    entries: Vec<MediaBody>,
}

/// Groups items that come newest first.
pub(super) fn months(items: &[Media], words: &Words) -> Vec<Month> {
    items
        .chunk_by(|one, next| month_of(one.date) == month_of(next.date))
        .map(|items| {
            let (year, month) = month_of(items[0].date);
            Month {
                key: format!("{year:04}-{:02}", u8::from(month)),
                label: words.fill("timeline.month", &[("month", words.text(name(month))), ("year", &year.to_string())]),
                entries: items.iter().map(MediaBody::from).collect(),
            }
        })
        .collect()
}

/// The key of a month's name.
fn name(month: Name) -> &'static str {
    match month {
        Name::January => "timeline.january",
        Name::February => "timeline.february",
        Name::March => "timeline.march",
        Name::April => "timeline.april",
        Name::May => "timeline.may",
        Name::June => "timeline.june",
        Name::July => "timeline.july",
        Name::August => "timeline.august",
        Name::September => "timeline.september",
        Name::October => "timeline.october",
        Name::November => "timeline.november",
        Name::December => "timeline.december",
    }
}

fn month_of(moment: OffsetDateTime) -> (i32, Name) {
    let date = moment.to_offset(time::UtcOffset::UTC).date();
    (date.year(), date.month())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::pages::language::Language;
    use crate::pages::words::Dictionary;
    use crate::telegram::{MediaKind, MessageId};

    fn sent(id: i32, date: OffsetDateTime) -> Media {
        Media {
            id: MessageId(id),
            kind: MediaKind::Photo,
            name: format!("photo_{id}.jpg"),
            date,
            edited: None,
            size: 1,
            mime_type: "image/jpeg".into(),
            caption: String::new(),
            width: None,
            height: None,
            duration: None,
            album: None,
            placeholder: None,
            has_thumbnail: false,
            file_id: 1,
        }
    }

    #[test]
    fn months_are_those_of_utc() {
        let items = [
            sent(9, datetime!(2026-11-30 23:59:59 UTC)),
            sent(8, datetime!(2026-12-01 01:30 +2)),
            sent(7, datetime!(2026-10-31 12:00 UTC)),
            sent(6, datetime!(2025-10-31 12:00 UTC)),
        ];
        let dictionary = Dictionary::embedded();
        let words = dictionary.of(Language::English);
        let shown: Vec<_> =
            months(&items, words).into_iter().map(|month| (month.key, month.label, month.entries.len())).collect();
        let expected =
            [("2026-11", "November 2026", 2), ("2026-10", "October 2026", 1), ("2025-10", "October 2025", 1)];
        assert_eq!(shown, expected.map(|(key, label, count)| (key.to_owned(), label.to_owned(), count)));
        let spanish = months(&items, dictionary.of(Language::Spanish));
        assert_eq!(spanish[0].label, "noviembre de 2026");
    }
}
