//! The cache of calendars.

use std::sync::{Mutex, PoisonError};

use super::filters::Filter;
use super::query::CalendarDay;

/// The days of each filter, newest first.
#[derive(Default)]
pub struct CalendarCache(Mutex<Vec<(Filter, Vec<CalendarDay>)>>);

impl CalendarCache {
    /// The cached days of a filter.
    pub fn get(&self, filter: &Filter) -> Vec<CalendarDay> {
        let calendars = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calendars.iter().find(|(of, _)| of == filter).map(|(_, days)| days.clone()).unwrap_or_default()
    }

    /// Replaces the cached days of a filter.
    pub fn insert(&self, filter: Filter, days: Vec<CalendarDay>) {
        let mut calendars = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calendars.retain(|(of, _)| *of != filter);
        calendars.push((filter, days));
    }
}

/// The fetched days completed by older cached ones, if they add up to `count`. The last fetched day may be incomplete, so the cached one is
/// used in its place.
pub fn complete(fetched: &[CalendarDay], cached: &[CalendarDay], count: u64) -> Option<Vec<CalendarDay>> {
    let (last, whole) = fetched.split_last()?;
    let older = cached.iter().filter(|day| day.date <= last.date);
    let days: Vec<_> = whole.iter().chain(older).copied().collect();
    (days.iter().map(|day| day.count).sum::<u64>() == count).then_some(days)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::telegram::ids::MessageId;

    fn day(day: u8, count: u64) -> CalendarDay {
        let date = date!(2026 - 11 - 01).replace_day(day).expect("a day of November");
        CalendarDay { date, count, newest: MessageId(i32::from(day)) }
    }

    #[test]
    fn cached_days_complete_fetched_ones() {
        let cached = [day(20, 2), day(10, 5), day(5, 1)];
        // A new message on the newest day; the tenth day is incomplete.
        let fetched = [day(21, 1), day(20, 2), day(10, 3)];
        assert_eq!(complete(&fetched, &cached, 9), Some(vec![day(21, 1), day(20, 2), day(10, 5), day(5, 1)]));
    }

    #[test]
    fn days_that_do_not_add_up_to_the_total_are_refused() {
        let cached = [day(20, 2), day(10, 5), day(5, 1)];
        assert_eq!(complete(&[day(20, 2)], &cached, 7), None, "an older message was deleted");
        assert_eq!(complete(&[day(20, 2), day(10, 4)], &[], 9), None, "nothing is cached");
        assert_eq!(complete(&[], &cached, 8), None, "nothing was fetched");
    }
}
