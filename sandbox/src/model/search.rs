//! Searching a history: Telegram's filters, words, dates, and pagination (<https://core.telegram.org/api/offsets>).
//!
//! Everything works on the index of a [`History`], so that a hundred thousand messages are searched in milliseconds.

use grammers_tl_types::enums::MessagesFilter;

use super::history::{History, IndexEntry};
use super::message::MessageHeader;
use crate::content::ContentKind;

/// Which kinds of messages match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    kinds: &'static [ContentKind],
    all: bool,
    links: bool,
    pinned: bool,
}

impl Filter {
    /// Every message.
    pub(crate) const ALL: Self = Self { all: true, ..Self::NONE };
    /// No message.
    pub(crate) const NONE: Self = Self { kinds: &[], all: false, links: false, pinned: false };

    /// One of Telegram's filters. Those for calls, locations, polls and the like match nothing in the sandbox.
    pub(crate) fn new(filter: &MessagesFilter) -> Self {
        use MessagesFilter as F;
        let kinds: &[ContentKind] = match filter {
            F::InputMessagesFilterEmpty => return Self::ALL,
            F::InputMessagesFilterUrl => return Self { links: true, ..Self::NONE },
            F::InputMessagesFilterPinned => return Self { pinned: true, ..Self::NONE },
            F::InputMessagesFilterPhotos => &[ContentKind::Photo],
            F::InputMessagesFilterVideo => &[ContentKind::Video],
            F::InputMessagesFilterPhotoVideo => &[ContentKind::Photo, ContentKind::Video],
            F::InputMessagesFilterDocument => &[ContentKind::Document],
            F::InputMessagesFilterGif => &[ContentKind::Animation],
            F::InputMessagesFilterVoice => &[ContentKind::Voice],
            F::InputMessagesFilterMusic => &[ContentKind::Audio],
            F::InputMessagesFilterRoundVoice => &[ContentKind::RoundVideo, ContentKind::Voice],
            F::InputMessagesFilterRoundVideo => &[ContentKind::RoundVideo],
            F::InputMessagesFilterChatPhotos
            | F::InputMessagesFilterPhoneCalls(_)
            | F::InputMessagesFilterMyMentions
            | F::InputMessagesFilterGeo
            | F::InputMessagesFilterContacts
            | F::InputMessagesFilterPoll => &[],
        };
        Self { kinds, ..Self::NONE }
    }

    /// Whether a message matches.
    pub(crate) fn matches(&self, entry: &IndexEntry) -> bool {
        self.all
            || (self.links && entry.has_link)
            || (self.pinned && entry.is_pinned)
            || self.kinds.contains(&entry.kind)
    }
}

/// The parameters of pagination, as in `messages.getHistory`. Zero means none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageRequest {
    /// Start with the first message older than this one.
    pub(crate) offset_id: i32,
    /// Start with the first message older than this date.
    pub(crate) offset_date: i32,
    /// Start this many messages later, or earlier if negative.
    pub(crate) add_offset: i32,
    /// The most messages.
    pub(crate) limit: i32,
    /// Only messages with smaller ids.
    pub(crate) max_id: i32,
    /// Only messages with greater ids.
    pub(crate) min_id: i32,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The messages, newest first.
    pub(crate) ids: Vec<i32>,
    /// The length of the list.
    pub(crate) count: usize,
    /// The number of messages in the list up to `offset_id`, whatever `add_offset` is.
    pub(crate) offset: usize,
}

/// The most messages on a page.
const MAXIMUM_PAGE: usize = 100;

impl PageRequest {
    /// The page of a list with the newest message first.
    pub(crate) fn page_of(&self, list: &[IndexEntry]) -> Page {
        let anchor = match (self.offset_id, self.offset_date) {
            (1.., _) => list.partition_point(|entry| entry.id >= self.offset_id),
            (_, 1..) => list.partition_point(|entry| entry.date >= self.offset_date),
            _ => 0,
        };
        let (start, end) = self.bounds(anchor, list.len());
        let ids = list[start..end].iter().map(|entry| entry.id).filter(|id| self.contains(*id)).collect();
        Page { ids, count: list.len(), offset: anchor }
    }

    /// The page of an index, which has the oldest message first. Does not look at every entry.
    pub(crate) fn page_of_index(&self, index: &[IndexEntry]) -> Page {
        let count = index.len();
        let anchor = match (self.offset_id, self.offset_date) {
            (1.., _) => count - index.partition_point(|entry| entry.id < self.offset_id),
            (_, 1..) => count - index.partition_point(|entry| entry.date < self.offset_date),
            _ => 0,
        };
        let (start, end) = self.bounds(anchor, count);
        let ids = index[count - end..count - start].iter().rev().map(|entry| entry.id);
        Page { ids: ids.filter(|id| self.contains(*id)).collect(), count, offset: anchor }
    }

    fn bounds(&self, anchor: usize, count: usize) -> (usize, usize) {
        let limit = usize::try_from(self.limit).unwrap_or(0).min(MAXIMUM_PAGE);
        let shift = isize::try_from(self.add_offset).unwrap_or(0);
        let end = anchor.saturating_add_signed(shift.saturating_add_unsigned(limit)).min(count);
        (anchor.saturating_add_signed(shift).min(end), end)
    }

    fn contains(&self, id: i32) -> bool {
        (self.max_id <= 0 || id < self.max_id) && id > self.min_id
    }
}

/// Which messages match.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    /// The kinds of messages.
    pub(crate) filter: Filter,
    /// Each must be the start of a word in the text or file name.
    pub(crate) words: Vec<String>,
    /// The first date; 0 for none.
    pub(crate) min_date: i32,
    /// Before this date; 0 for none.
    pub(crate) max_date: i32,
    /// As in [`MessageHeader`].
    pub(crate) chat: i64,
    /// What their headers must have.
    pub(crate) headers: HeaderQuery,
}

/// What the headers of matching messages have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeaderQuery {
    /// The author, as in the header.
    pub(crate) from: Option<i64>,
    /// In Saved Messages, the chat that it was forwarded from; 0 for the owner's own notes.
    pub(crate) saved_from: Option<i64>,
    /// The message that it replies to.
    pub(crate) reply_to: Option<i32>,
}

impl HeaderQuery {
    fn matches(&self, header: &MessageHeader) -> bool {
        let saved_from = header.forward.map_or(0, |forward| forward.saved_from.0);
        self.from.is_none_or(|from| header.from == from)
            && self.saved_from.is_none_or(|wanted| saved_from == wanted)
            && self.reply_to.is_none_or(|reply_to| header.reply_to == reply_to)
    }
}

impl Query {
    /// Everything in Saved Messages or a channel that matches a filter.
    pub(crate) fn filter(filter: Filter) -> Self {
        Self { filter, words: Vec::new(), min_date: 0, max_date: 0, chat: 0, headers: HeaderQuery::default() }
    }

    /// Whether every message of the chat matches.
    pub(crate) fn matches_all(&self) -> bool {
        self.filter == Filter::ALL
            && self.words.is_empty()
            && self.min_date <= 0
            && self.max_date <= 0
            && self.headers == HeaderQuery::default()
    }

    /// The matching messages, newest first. `text` returns what words are searched in.
    pub(crate) fn find(&self, history: &History, text: impl Fn(i32) -> String) -> Vec<IndexEntry> {
        // Headers are made for each computed message, so they come last.
        let has_header = |entry: &IndexEntry| {
            self.headers == HeaderQuery::default()
                || history.message(entry.id).is_some_and(|message| self.headers.matches(&message.header))
        };
        let matches = |entry: &&IndexEntry| self.matches(entry, &text) && has_header(entry);
        history.index().iter().rev().filter(matches).copied().collect()
    }

    fn matches(&self, entry: &IndexEntry, text: impl Fn(i32) -> String) -> bool {
        entry.chat == self.chat
            && self.filter.matches(entry)
            && (self.min_date <= 0 || entry.date >= self.min_date)
            && (self.max_date <= 0 || entry.date < self.max_date)
            && (self.words.is_empty() || self.matches_words(&text(entry.id)))
    }

    fn matches_words(&self, text: &str) -> bool {
        self.words.iter().all(|wanted| split(text).any(|word| word.starts_with(wanted.as_str())))
    }
}

/// The words of a search text, in lower case.
pub(crate) fn words(query: &str) -> Vec<String> {
    let query = query.to_lowercase();
    split(&query).map(ToOwned::to_owned).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A day with matching messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// Its start, in UTC.
    pub(crate) date: i32,
    /// The oldest match.
    pub(crate) min_id: i32,
    /// The newest match.
    pub(crate) max_id: i32,
    /// The number of matches.
    pub(crate) count: i32,
}

/// The seconds of a day.
const DAY: i32 = 86_400;

/// The days of a list with the newest message first, at most `limit`.
pub(crate) fn days(list: &[IndexEntry], limit: usize) -> Vec<Day> {
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
    use crate::model::collection::Collection;

    fn list(ids: impl IntoIterator<Item = i32>) -> Vec<IndexEntry> {
        ids.into_iter().map(|id| entry(id, id * 1000)).collect()
    }

    fn entry(id: i32, date: i32) -> IndexEntry {
        IndexEntry { id, date, kind: ContentKind::Photo, has_link: false, is_pinned: false, chat: 0, from: 0 }
    }

    #[test]
    fn pages_follow_each_other_by_offset_id() {
        let list = list((1..=10).rev());
        let first = PageRequest { limit: 4, ..PageRequest::default() }.page_of(&list);
        assert_eq!(first, Page { ids: vec![10, 9, 8, 7], count: 10, offset: 0 });
        let second = PageRequest { limit: 4, offset_id: 7, ..PageRequest::default() }.page_of(&list);
        assert_eq!(second, Page { ids: vec![6, 5, 4, 3], count: 10, offset: 4 });
        let dated = PageRequest { limit: 2, offset_date: 7000, ..PageRequest::default() }.page_of(&list);
        assert_eq!(dated.ids, [6, 5]);
    }

    #[test]
    fn pages_of_indexes_are_like_pages_of_lists() {
        let newest_first = list((1..=50).rev());
        let oldest_first: Vec<_> = newest_first.iter().rev().copied().collect();
        for offset_id in [0, 1, 7, 25, 50, 51, 90] {
            for add_offset in [-60, -20, -3, 0, 4, 60] {
                for limit in [0, 1, 20, 100] {
                    let request =
                        PageRequest { offset_id, add_offset, limit, min_id: 3, max_id: 48, ..PageRequest::default() };
                    assert_eq!(request.page_of_index(&oldest_first), request.page_of(&newest_first), "{request:?}");
                    let request =
                        PageRequest { offset_id: 0, offset_date: offset_id * 1000, add_offset, limit, ..request };
                    assert_eq!(request.page_of_index(&oldest_first), request.page_of(&newest_first), "{request:?}");
                }
            }
        }
    }

    #[test]
    fn add_offset_works_in_both_directions() {
        let list = list((1..=10).rev());
        let ids = |offset_id, add_offset, limit| {
            PageRequest { offset_id, add_offset, limit, ..PageRequest::default() }.page_of(&list).ids
        };
        assert_eq!(ids(7, 1, 2), [5, 4]);
        assert_eq!(ids(7, -3, 4), [9, 8, 7, 6]);
        assert_eq!(ids(9, -10, 12), [10, 9, 8, 7]);
        assert_eq!(ids(0, 20, 5), [0; 0]);
        assert_eq!(ids(0, -20, 5), [0; 0]);
        let shifted = PageRequest { offset_id: 7, add_offset: -3, limit: 4, ..PageRequest::default() }.page_of(&list);
        assert_eq!(shifted.offset, 4, "that of offset_id");
    }

    #[test]
    fn ids_and_limit_bound_the_page() {
        let list = list((1..=200).rev());
        let page = PageRequest { limit: 100, max_id: 150, min_id: 120, offset_id: 160, ..PageRequest::default() }
            .page_of(&list);
        assert_eq!((page.ids.first(), page.ids.last(), page.count), (Some(&149), Some(&121), 200));
        assert_eq!(PageRequest { limit: 1000, ..PageRequest::default() }.page_of(&list).ids.len(), 100);
        assert!(PageRequest { limit: 0, ..PageRequest::default() }.page_of(&list).ids.is_empty());
    }

    #[test]
    fn filters_are_disjoint() {
        let history = History::new(Collection::Endless, 1_700_000_000);
        let count = |filter| Query::filter(Filter::new(&filter)).find(&history, |_| String::new()).len();
        let (photos, videos) = (MessagesFilter::InputMessagesFilterPhotos, MessagesFilter::InputMessagesFilterVideo);
        assert_eq!(count(photos) + count(videos), count(MessagesFilter::InputMessagesFilterPhotoVideo));
        assert_eq!(count(MessagesFilter::InputMessagesFilterEmpty), 100_000);
        assert_eq!(count(MessagesFilter::InputMessagesFilterPinned), 0);
    }

    #[test]
    fn words_match_the_start_of_words() {
        let query = |text: &str| Query { words: words(text), ..Query::filter(Filter::ALL) };
        assert!(query("LIGHT map").matches_words("first light, the map\nsunrise_map.pdf"));
        assert!(query("sunr").matches_words("x\nsunrise_map.pdf"));
        assert!(!query("ight").matches_words("first light"));
        assert!(query("🌄").words.is_empty());
    }

    #[test]
    fn days_are_counted_in_utc() {
        let entries = [(5, 3 * DAY + 1), (4, 2 * DAY + 9), (3, 2 * DAY), (2, DAY), (1, 0)];
        let list: Vec<_> = entries.map(|(id, date)| entry(id, date)).into();
        let all = days(&list, 10);
        assert_eq!(all.len(), 4);
        assert_eq!(all[1], Day { date: 2 * DAY, min_id: 3, max_id: 4, count: 2 });
        assert_eq!(days(&list, 2).last().map(|day| day.count), Some(2));
    }
}
