//! How many media each day has, by `messages.getSearchResultsCalendar`, with few calls.
//!
//! Telegram tells a hundred days of one filter at a time, the newest first: five years of a busy account are some forty calls. So what was
//! told is kept. It is told anew from the newest day on, and as soon as that and what is kept of older days come to as many as Telegram
//! says there are, the rest need not be told again. Mostly that is after the first call; where an old message went, after the call that
//! tells its day.

use std::sync::{Mutex, PoisonError};

use futures_util::future::try_join_all;
use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::core::Core;
use super::lane::To;
use super::list::filters;
use super::{Account, CalendarDay, Error, MediaKind, MessageId};

/// A calendar of one filter is asked for in at most so many calls (each covers a hundred days with media).
const CALLS: usize = 100;

type Filter = tl::enums::MessagesFilter;

/// What was told of each filter, its newest day first.
#[derive(Default)]
pub struct Calendars(Mutex<Vec<(Filter, Vec<CalendarDay>)>>);

impl Calendars {
    fn get(&self, filter: &Filter) -> Vec<CalendarDay> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(of, _)| of == filter).map(|(_, days)| days.clone()).unwrap_or_default()
    }

    fn keep(&self, filter: Filter, days: Vec<CalendarDay>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _)| *of != filter);
        kept.push((filter, days));
    }
}

impl Account {
    /// Counts by day, newest first.
    pub async fn media_calendar(&self, kind: Option<MediaKind>) -> Result<Vec<CalendarDay>, Error> {
        let core = &self.core;
        core.me()?;
        let calendars = try_join_all(filters(kind).into_iter().map(|filter| calendar(core, filter))).await?;
        let mut days = calendars.concat();
        days.sort_by_key(|day| std::cmp::Reverse(day.date));
        days.dedup_by(|next, day| {
            let is_same = next.date == day.date;
            if is_same {
                add(day, next);
            }
            is_same
        });
        Ok(days)
    }
}

fn add(day: &mut CalendarDay, other: &CalendarDay) {
    day.count += other.count;
    day.newest = day.newest.max(other.newest);
}

/// The days of one filter.
async fn calendar(core: &Core, filter: Filter) -> Result<Vec<CalendarDay>, Error> {
    let kept = core.calendars.get(&filter);
    let mut told: Vec<CalendarDay> = Vec::new();
    let mut offset_id = 0;
    for _ in 0..CALLS {
        let request = tl::functions::messages::GetSearchResultsCalendar {
            peer: tl::enums::InputPeer::PeerSelf,
            saved_peer_id: None,
            filter: filter.clone(),
            offset_id,
            offset_date: 0,
        };
        let tl::enums::messages::SearchResultsCalendar::Calendar(answer) = core.call(To::HOME, &request).await?;
        let mut oldest = None;
        for tl::enums::SearchResultsCalendarPeriod::Period(period) in answer.periods {
            oldest = Some(oldest.map_or(period.min_msg_id, |oldest: i32| oldest.min(period.min_msg_id)));
            let date = OffsetDateTime::from_unix_timestamp(period.date.into())
                .map_err(|_| Error::Protocol("a day outside of the calendar"))?
                .date();
            let count = u64::try_from(period.count).unwrap_or(0);
            let day = CalendarDay { date, count, newest: MessageId(period.max_msg_id) };
            // A day may be cut in two by the border between two answers.
            match told.last_mut().filter(|last| last.date == date) {
                Some(last) => add(last, &day),
                None => told.push(day),
            }
        }
        let Some(oldest) = oldest else { break };
        if oldest <= answer.min_msg_id || (offset_id != 0 && oldest >= offset_id) {
            break;
        }
        if let Some(days) = completed(&told, &kept, u64::try_from(answer.count).unwrap_or(0)) {
            told = days;
            break;
        }
        offset_id = oldest;
    }
    core.calendars.keep(filter, told.clone());
    Ok(told)
}

/// The days told so far with those kept of before, if together they have that many; the last one told may not be told to its end.
fn completed(told: &[CalendarDay], kept: &[CalendarDay], count: u64) -> Option<Vec<CalendarDay>> {
    let (last, whole) = told.split_last()?;
    let older = kept.iter().filter(|day| day.date <= last.date);
    let days: Vec<_> = whole.iter().chain(older).copied().collect();
    (days.iter().map(|day| day.count).sum::<u64>() == count).then_some(days)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn day(day: u8, count: u64) -> CalendarDay {
        let date = date!(2026 - 11 - 01).replace_day(day).expect("a day of November");
        CalendarDay { date, count, newest: MessageId(i32::from(day)) }
    }

    #[test]
    fn what_is_kept_completes_what_is_told() {
        let kept = [day(20, 2), day(10, 5), day(5, 1)];
        // One more on the newest day; the tenth was told in part.
        let told = [day(21, 1), day(20, 2), day(10, 3)];
        assert_eq!(completed(&told, &kept, 9), Some(vec![day(21, 1), day(20, 2), day(10, 5), day(5, 1)]));
    }

    #[test]
    fn sums_that_differ_complete_nothing() {
        let kept = [day(20, 2), day(10, 5), day(5, 1)];
        assert_eq!(completed(&[day(20, 2)], &kept, 7), None, "one of the older ones went");
        assert_eq!(completed(&[day(20, 2), day(10, 4)], &[], 9), None, "nothing is kept");
        assert_eq!(completed(&[], &kept, 8), None, "nothing was told");
    }
}
