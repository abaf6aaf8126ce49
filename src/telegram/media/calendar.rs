//! How many media each day has, by `messages.getSearchResultsCalendar`, with few calls.
//!
//! Telegram tells a hundred days of one filter at a time, the newest first: five years of a busy account are some forty calls. So what was
//! told is kept. It is told anew from the newest day on, and as soon as that and what is kept of older days come to as many as Telegram
//! says there are, the rest need not be told again. Mostly that is after the first call; where an old message went, after the call that
//! tells its day.

use futures_util::future::try_join_all;
use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::calendar_cache::completed;
use super::filters::{Filter, filters};
use super::item::MediaKind;
use super::library::Library;
use super::query::CalendarDay;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::transport::route::CallRoute;

/// A calendar of one filter is asked for in at most so many calls (each covers a hundred days with media).
const CALLS: usize = 100;

impl Library {
    /// Counts by day, newest first.
    pub async fn calendar(&self, kind: Option<MediaKind>) -> Result<Vec<CalendarDay>, Error> {
        self.calls.me()?;
        let calendars = try_join_all(filters(kind).into_iter().map(|filter| days_of(self, filter))).await?;
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
async fn days_of(library: &Library, filter: Filter) -> Result<Vec<CalendarDay>, Error> {
    let kept = library.calendars.get(&filter);
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
        let tl::enums::messages::SearchResultsCalendar::Calendar(answer) =
            library.calls.call(CallRoute::HOME, &request).await?;
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
    library.calendars.keep(filter, told.clone());
    Ok(told)
}
