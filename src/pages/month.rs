//! Groups items by the month and day (UTC) on which they were sent, as the timeline shows them.

use serde::Serialize;
use time::{Date, Weekday};

use super::words::Words;
use crate::api::gallery::wire::MediaBody;
use crate::telegram::Media;

/// One month, its newest day first.
#[derive(Serialize)]
pub(super) struct Month {
    /// As `2026-11`.
    key: String,
    /// As `November 2026`, in the reader's language.
    label: String,
    days: Vec<Day>,
}

/// The items of one day, newest first.
#[derive(Serialize)]
pub(super) struct Day {
    /// As `2026-11-20`.
    date: String,
    /// As `Fri`.
    weekday: String,
    /// As `20 Nov`; the year is in the month's title.
    label: String,
    /// The number of items on the page before this day.
    start: usize,
    entries: Vec<MediaBody>,
}

/// Groups items that are sorted from newest to oldest.
pub(super) fn months(items: &[Media], words: &Words) -> Vec<Month> {
    let mut start = 0;
    let days = items.chunk_by(|one, next| date_of(one) == date_of(next)).map(|items| {
        let day = (start, items);
        start += items.len();
        day
    });
    let days: Vec<_> = days.collect();
    days.chunk_by(|(_, one), (_, next)| month_of(one) == month_of(next))
        .map(|days| {
            let (year, month) = month_of(days[0].1);
            Month {
                key: format!("{year:04}-{:02}", u8::from(month)),
                label: words.fill("timeline.month", &[("month", name(month, words)), ("year", &year.to_string())]),
                days: days.iter().map(|(start, items)| Day::of(items, *start, words)).collect(),
            }
        })
        .collect()
}

impl Day {
    fn of(items: &[Media], start: usize, words: &Words) -> Self {
        let date = date_of(&items[0]);
        Self {
            date: date.to_string(),
            weekday: short(weekday(date.weekday(), words)).to_owned(),
            label: format!("{} {}", date.day(), short(name(date.month(), words))),
            start,
            entries: items.iter().map(MediaBody::from).collect(),
        }
    }
}

/// The first three letters, which are the usual abbreviation in both languages.
fn short(name: &str) -> &str {
    name.char_indices().nth(3).map_or(name, |(end, _)| &name[..end])
}

fn name(month: time::Month, words: &Words) -> &str {
    use time::Month::*;
    words.text(match month {
        January => "timeline.january",
        February => "timeline.february",
        March => "timeline.march",
        April => "timeline.april",
        May => "timeline.may",
        June => "timeline.june",
        July => "timeline.july",
        August => "timeline.august",
        September => "timeline.september",
        October => "timeline.october",
        November => "timeline.november",
        December => "timeline.december",
    })
}

fn weekday(day: Weekday, words: &Words) -> &str {
    words.text(match day {
        Weekday::Monday => "timeline.monday",
        Weekday::Tuesday => "timeline.tuesday",
        Weekday::Wednesday => "timeline.wednesday",
        Weekday::Thursday => "timeline.thursday",
        Weekday::Friday => "timeline.friday",
        Weekday::Saturday => "timeline.saturday",
        Weekday::Sunday => "timeline.sunday",
    })
}

fn month_of(items: &[Media]) -> (i32, time::Month) {
    let date = date_of(&items[0]);
    (date.year(), date.month())
}

fn date_of(item: &Media) -> Date {
    item.date.to_offset(time::UtcOffset::UTC).date()
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;
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
    fn months_and_days_are_those_of_utc() {
        let items = [
            sent(9, datetime!(2026-11-30 23:59:59 UTC)),
            sent(8, datetime!(2026-12-01 01:30 +2)),
            sent(7, datetime!(2026-11-02 12:00 UTC)),
            sent(6, datetime!(2026-10-31 12:00 UTC)),
            sent(5, datetime!(2025-10-31 12:00 UTC)),
        ];
        let dictionary = Dictionary::embedded();
        let shown = |language| -> Vec<_> { months(&items, dictionary.of(language)).iter().map(describe).collect() };
        let expected = [
            "2026-11 November 2026 [2026-11-30 Mon 30 Nov: 0+2, 2026-11-02 Mon 2 Nov: 2+1]",
            "2026-10 October 2026 [2026-10-31 Sat 31 Oct: 3+1]",
            "2025-10 October 2025 [2025-10-31 Fri 31 Oct: 4+1]",
        ];
        assert_eq!(shown(Language::English), expected);
        assert_eq!(shown(Language::Spanish)[1], "2026-10 octubre de 2026 [2026-10-31 sáb 31 oct: 3+1]");
    }

    fn describe(month: &Month) -> String {
        let days = month
            .days
            .iter()
            .map(|day| format!("{} {} {}: {}+{}", day.date, day.weekday, day.label, day.start, day.entries.len()));
        format!("{} {} [{}]", month.key, month.label, days.collect::<Vec<_>>().join(", "))
    }
}
