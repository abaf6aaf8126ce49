//! The number of media on each day (`messages.getSearchResultsCalendar`).
//!
//! Telegram returns a hundred days of one filter at a time, newest first, so five years of a busy account take some forty calls. The days are
//! therefore cached. A later request fetches from the newest day on, until the fetched days and the cached older ones add up to Telegram's
//! total. Usually that is after the first call; if an old message was deleted, it is after the call that returns its day.

use futures_util::future::try_join_all;
use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::calendar_cache::complete;
use super::filters::{Filter, filters};
use super::item::MediaKind;
use super::library::Library;
use super::query::CalendarDay;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::transport::route::CallRoute;

/// The most calls for the calendar of one filter. Each returns a hundred days with media.
const MAX_CALLS: usize = 100;

impl Library {
    /// The number of media on each day that has any, newest first.
    pub async fn calendar(&self, kind: Option<MediaKind>) -> Result<Vec<CalendarDay>, Error> {
        self.calls.me()?;
        let calendars = try_join_all(filters(kind).into_iter().map(|filter| days_of(self, filter))).await?;
        let mut days = calendars.concat();
        days.sort_by_key(|day| std::cmp::Reverse(day.date));
        days.dedup_by(|next, day| {
            let same_date = next.date == day.date;
            if same_date {
                add(day, next);
            }
            same_date
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
    let cached = library.calendars.get(&filter);
    let mut fetched: Vec<CalendarDay> = Vec::new();
    let mut offset_id = 0;
    for _ in 0..MAX_CALLS {
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
            // A day may be divided between two answers.
            match fetched.last_mut().filter(|last| last.date == date) {
                Some(last) => add(last, &day),
                None => fetched.push(day),
            }
        }
        let Some(oldest) = oldest else { break };
        if oldest <= answer.min_msg_id || (offset_id != 0 && oldest >= offset_id) {
            break;
        }
        if let Some(days) = complete(&fetched, &cached, u64::try_from(answer.count).unwrap_or(0)) {
            fetched = days;
            break;
        }
        offset_id = oldest;
    }
    library.calendars.insert(filter, fetched.clone());
    Ok(fetched)
}
