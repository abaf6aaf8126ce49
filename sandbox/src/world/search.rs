//! Finding messages: Telegram's filters, words, dates, and its way of paging.
//!
//! Everything works on the entries of a [`History`], so that a hundred thousand messages are searched in milliseconds.

use grammers_tl_types::enums::MessagesFilter;

use super::history::{Entry, History};
use crate::content::Kind;

/// What a message has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    kinds: &'static [Kind],
    any: bool,
    link: bool,
}

impl Filter {
    /// Every message.
    pub const ALL: Self = Self { kinds: &[], any: true, link: false };
    /// No message.
    pub const NONE: Self = Self { kinds: &[], any: false, link: false };

    /// Telegram's meaning of a filter. What the sandbox has no messages for (calls, places, polls, …) matches nothing.
    pub fn of(filter: &MessagesFilter) -> Self {
        use MessagesFilter as F;
        let kinds: &[Kind] = match filter {
            F::InputMessagesFilterEmpty => return Self::ALL,
            F::InputMessagesFilterUrl => return Self { kinds: &[], any: false, link: true },
            F::InputMessagesFilterPhotos => &[Kind::Photo],
            F::InputMessagesFilterVideo => &[Kind::Video],
            F::InputMessagesFilterPhotoVideo => &[Kind::Photo, Kind::Video],
            F::InputMessagesFilterDocument => &[Kind::Document],
            F::InputMessagesFilterGif => &[Kind::Animation],
            F::InputMessagesFilterVoice => &[Kind::Voice],
            F::InputMessagesFilterMusic => &[Kind::Audio],
            F::InputMessagesFilterRoundVoice => &[Kind::RoundVideo, Kind::Voice],
            F::InputMessagesFilterRoundVideo => &[Kind::RoundVideo],
            F::InputMessagesFilterChatPhotos
            | F::InputMessagesFilterPhoneCalls(_)
            | F::InputMessagesFilterMyMentions
            | F::InputMessagesFilterGeo
            | F::InputMessagesFilterContacts
            | F::InputMessagesFilterPinned
            | F::InputMessagesFilterPoll => &[],
        };
        Self { kinds, any: false, link: false }
    }

    /// Whether a message passes.
    pub fn passes(&self, entry: &Entry) -> bool {
        self.any || (self.link && entry.link) || self.kinds.contains(&entry.kind)
    }
}

/// Which part of a list is wanted, as `messages.getHistory` and `messages.search` say it. Zero means "not said".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Begin with the first message older than this one.
    pub offset_id: i32,
    /// Begin with the first message older than this date.
    pub offset_date: i32,
    /// Begin that many messages later, or earlier if negative.
    pub add_offset: i32,
    /// At most that many.
    pub limit: i32,
    /// Only messages with smaller ids.
    pub max_id: i32,
    /// Only messages with greater ids.
    pub min_id: i32,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The messages, the newest first.
    pub ids: Vec<i32>,
    /// How many there are in the whole list.
    pub count: usize,
    /// How many of the list are newer than the first one of the page.
    pub offset: usize,
}

/// The longest page.
const LONGEST: usize = 100;

impl Window {
    /// Cuts the window out of a list, which has the newest message first.
    pub fn cut(&self, list: &[Entry]) -> Page {
        let anchor = match (self.offset_id, self.offset_date) {
            (1.., _) => list.partition_point(|entry| entry.id >= self.offset_id),
            (_, 1..) => list.partition_point(|entry| entry.date >= self.offset_date),
            _ => 0,
        };
        let (start, end) = self.bounds(anchor, list.len());
        let ids = list[start..end].iter().map(|entry| entry.id).filter(|id| self.lets_through(*id)).collect();
        Page { ids, count: list.len(), offset: start }
    }

    /// The same out of a whole history, which has the oldest message first: without looking at all of it.
    pub fn cut_history(&self, entries: &[Entry]) -> Page {
        let count = entries.len();
        let anchor = match (self.offset_id, self.offset_date) {
            (1.., _) => count - entries.partition_point(|entry| entry.id < self.offset_id),
            (_, 1..) => count - entries.partition_point(|entry| entry.date < self.offset_date),
            _ => 0,
        };
        let (start, end) = self.bounds(anchor, count);
        let ids = entries[count - end..count - start].iter().rev().map(|entry| entry.id);
        Page { ids: ids.filter(|id| self.lets_through(*id)).collect(), count, offset: start }
    }

    fn bounds(&self, anchor: usize, count: usize) -> (usize, usize) {
        let limit = usize::try_from(self.limit).unwrap_or(0).min(LONGEST);
        let shift = isize::try_from(self.add_offset).unwrap_or(0);
        let end = anchor.saturating_add_signed(shift.saturating_add_unsigned(limit)).min(count);
        (anchor.saturating_add_signed(shift).min(end), end)
    }

    fn lets_through(&self, id: i32) -> bool {
        (self.max_id <= 0 || id < self.max_id) && id > self.min_id
    }
}

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Query {
    /// What the messages have to be.
    pub filter: Filter,
    /// Words that each have to begin a word of the text or the file name.
    pub words: Vec<String>,
    /// Not before, if not zero.
    pub min_date: i32,
    /// Before, if not zero.
    pub max_date: i32,
    /// Which chat of the box ([`super::history::Details::chat`]).
    pub chat: i64,
}

impl Query {
    /// Everything that passes a filter.
    pub fn all(filter: Filter) -> Self {
        Self { filter, words: Vec::new(), min_date: 0, max_date: 0, chat: 0 }
    }

    /// Whether every message matches that is in the chat.
    pub fn is_everything(&self) -> bool {
        self.filter == Filter::ALL && self.words.is_empty() && self.min_date <= 0 && self.max_date <= 0
    }

    /// The matching messages, the newest first.
    pub fn find(&self, history: &History, words_of: impl Fn(i32) -> String) -> Vec<Entry> {
        history.entries().iter().rev().filter(|entry| self.matches(entry, &words_of)).copied().collect()
    }

    /// Whether a message matches; its words are only asked for if they matter.
    pub fn matches(&self, entry: &Entry, words_of: impl Fn(i32) -> String) -> bool {
        entry.chat == self.chat
            && self.filter.passes(entry)
            && (self.min_date <= 0 || entry.date >= self.min_date)
            && (self.max_date <= 0 || entry.date < self.max_date)
            && (self.words.is_empty() || self.speaks_of(&words_of(entry.id)))
    }

    fn speaks_of(&self, text: &str) -> bool {
        self.words.iter().all(|wanted| split(text).any(|word| word.starts_with(wanted.as_str())))
    }
}

/// The words of a query, in lower case.
pub fn words(query: &str) -> Vec<String> {
    let query = query.to_lowercase();
    split(&query).map(ToOwned::to_owned).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A day with matching messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its first second, in UTC.
    pub date: i32,
    /// Its oldest match.
    pub min_id: i32,
    /// Its newest match.
    pub max_id: i32,
    /// How many matches.
    pub count: i32,
}

/// Seconds of a day.
const DAY: i32 = 86_400;

/// The days of a list that has the newest message first; at most `limit` of them.
pub fn days(list: &[Entry], limit: usize) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for entry in list {
        let date = entry.date - entry.date.rem_euclid(DAY);
        let full = days.len() == limit;
        match days.last_mut() {
            Some(day) if day.date == date => {
                day.min_id = day.min_id.min(entry.id);
                day.max_id = day.max_id.max(entry.id);
                day.count += 1;
            }
            _ if full => break,
            _ => days.push(Day { date, min_id: entry.id, max_id: entry.id, count: 1 }),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::history::Collection;

    fn list(ids: impl IntoIterator<Item = i32>) -> Vec<Entry> {
        ids.into_iter().map(|id| Entry { id, date: id * 1000, kind: Kind::Photo, link: false, chat: 0 }).collect()
    }

    #[test]
    fn pages_follow_each_other_by_offset_id() {
        let list = list((1..=10).rev());
        let first = Window { limit: 4, ..Window::default() }.cut(&list);
        assert_eq!(first, Page { ids: vec![10, 9, 8, 7], count: 10, offset: 0 });
        let second = Window { limit: 4, offset_id: 7, ..Window::default() }.cut(&list);
        assert_eq!(second, Page { ids: vec![6, 5, 4, 3], count: 10, offset: 4 });
        let dated = Window { limit: 2, offset_date: 7000, ..Window::default() }.cut(&list);
        assert_eq!(dated.ids, [6, 5]);
    }

    #[test]
    fn a_whole_history_is_cut_like_a_list() {
        let newest_first = list((1..=50).rev());
        let oldest_first: Vec<_> = newest_first.iter().rev().copied().collect();
        for offset_id in [0, 1, 7, 25, 50, 51, 90] {
            for add_offset in [-60, -20, -3, 0, 4, 60] {
                for limit in [0, 1, 20, 100] {
                    let window = Window { offset_id, add_offset, limit, min_id: 3, max_id: 48, ..Window::default() };
                    assert_eq!(window.cut_history(&oldest_first), window.cut(&newest_first), "{window:?}");
                    let window = Window { offset_id: 0, offset_date: offset_id * 1000, add_offset, limit, ..window };
                    assert_eq!(window.cut_history(&oldest_first), window.cut(&newest_first), "{window:?}");
                }
            }
        }
    }

    #[test]
    fn add_offset_moves_both_ways() {
        let list = list((1..=10).rev());
        let ids =
            |offset_id, add_offset, limit| Window { offset_id, add_offset, limit, ..Window::default() }.cut(&list).ids;
        assert_eq!(ids(7, 1, 2), [5, 4]);
        assert_eq!(ids(7, -3, 4), [9, 8, 7, 6]);
        assert_eq!(ids(9, -10, 12), [10, 9, 8, 7]);
        assert_eq!(ids(0, 20, 5), [0; 0]);
        assert_eq!(ids(0, -20, 5), [0; 0]);
    }

    #[test]
    fn ids_bound_the_page_and_limit_its_length() {
        let list = list((1..=200).rev());
        let page = Window { limit: 100, max_id: 150, min_id: 120, offset_id: 160, ..Window::default() }.cut(&list);
        assert_eq!((page.ids.first(), page.ids.last(), page.count), (Some(&149), Some(&121), 200));
        assert_eq!(Window { limit: 1000, ..Window::default() }.cut(&list).ids.len(), 100);
        assert!(Window { limit: 0, ..Window::default() }.cut(&list).ids.is_empty());
    }

    #[test]
    fn filters_share_the_messages_out() {
        let history = History::new(Collection::Endless, 1_700_000_000);
        let count = |filter| Query::all(Filter::of(&filter)).find(&history, |_| String::new()).len();
        let (photos, videos) = (MessagesFilter::InputMessagesFilterPhotos, MessagesFilter::InputMessagesFilterVideo);
        assert_eq!(count(photos) + count(videos), count(MessagesFilter::InputMessagesFilterPhotoVideo));
        assert_eq!(count(MessagesFilter::InputMessagesFilterEmpty), 100_000);
        assert_eq!(count(MessagesFilter::InputMessagesFilterPinned), 0);
    }

    #[test]
    fn words_begin_words() {
        let query = |text: &str| Query { words: words(text), ..Query::all(Filter::ALL) };
        assert!(query("LIGHT map").speaks_of("first light, the map\nsunrise_map.pdf"));
        assert!(query("sunr").speaks_of("x\nsunrise_map.pdf"));
        assert!(!query("ight").speaks_of("first light"));
        assert!(query("🌄").words.is_empty());
    }

    #[test]
    fn days_are_counted_in_utc() {
        let entries = [(5, 3 * DAY + 1), (4, 2 * DAY + 9), (3, 2 * DAY), (2, DAY), (1, 0)];
        let list: Vec<_> = entries.map(|(id, date)| Entry { id, date, kind: Kind::Photo, link: false, chat: 0 }).into();
        let all = days(&list, 10);
        assert_eq!(all.len(), 4);
        assert_eq!(all[1], Day { date: 2 * DAY, min_id: 3, max_id: 4, count: 2 });
        assert_eq!(days(&list, 2).last().map(|day| day.count), Some(2));
    }
}
