//! Update sequences: the events of an account's message box or of a channel, counted by `pts`
//! (<https://core.telegram.org/api/updates>).
//!
//! Every new or edited message increases `pts` by one, a deletion by the number of messages. The events are kept for
//! `updates.getDifference`.

use crate::store::EventRow;

/// The events of one sequence.
#[derive(Debug)]
pub(crate) struct EventLog {
    start: i32,
    pts: i32,
    events: Vec<Event>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// `pts` after the event.
    pub(crate) pts: i32,
    /// By how much `pts` grew.
    pub(crate) count: i32,
    pub(crate) kind: EventKind,
    /// The messages.
    pub(crate) ids: Vec<i32>,
}

/// What happened to the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    New,
    Edited,
    Deleted,
    Pinned,
    Unpinned,
    /// The account has read a chat. Instead of messages, the ids are those of [`Reading`].
    ReadInbox,
    /// The other one has read a private chat.
    ReadOutbox,
}

/// How far a chat was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// As in [`super::peer_id`].
    pub(crate) chat: i64,
    /// The newest message that was read.
    pub(crate) max_id: i32,
}

impl Reading {
    fn to_ids(self) -> Vec<i32> {
        let halves = self.chat.to_le_bytes();
        let half = |index: usize| i32::from_le_bytes(halves[index..index + 4].try_into().expect("four bytes are four"));
        vec![self.max_id, half(0), half(4)]
    }

    /// What the ids of an event of reading tell.
    pub(crate) fn from_ids(ids: &[i32]) -> Option<Self> {
        let [max_id, low, high] = ids[..] else { return None };
        let chat = i64::from(high) << 32 | i64::from(low.cast_unsigned());
        Some(Self { chat, max_id })
    }
}

/// The events that a client missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    None,
    /// In order; there are more if not `complete`.
    Events {
        events: Vec<Event>,
        complete: bool,
    },
    /// Too many, or unknown ones: the client has to load everything again.
    TooLong,
}

/// The most events in a difference.
const MAXIMUM_EVENTS: usize = 500;

impl EventLog {
    /// Without events, starting at a `pts`.
    pub(crate) fn starting_at(pts: i32) -> Self {
        Self { start: pts, pts, events: Vec::new() }
    }

    /// The current `pts`.
    pub(crate) fn pts(&self) -> i32 {
        self.pts
    }

    /// Adds an event.
    pub(crate) fn add(&mut self, kind: EventKind, ids: Vec<i32>) -> Event {
        let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
        self.pts += count;
        let event = Event { pts: self.pts, count, kind, ids };
        self.events.push(event.clone());
        event
    }

    /// Adds an event of reading.
    pub(crate) fn add_reading(&mut self, kind: EventKind, reading: Reading) -> Event {
        self.pts += 1;
        let event = Event { pts: self.pts, count: 1, kind, ids: reading.to_ids() };
        self.events.push(event.clone());
        event
    }

    /// The events after `pts`, at most `limit`.
    pub(crate) fn since(&self, pts: i32, limit: usize) -> Difference {
        // Nothing happened after a moment that has not come.
        if pts >= self.pts {
            return Difference::None;
        }
        if pts < self.start {
            return Difference::TooLong;
        }
        let missed = &self.events[self.events.partition_point(|event| event.pts <= pts)..];
        let taken = missed.len().min(limit.clamp(1, MAXIMUM_EVENTS));
        Difference::Events { events: missed[..taken].to_vec(), complete: taken == missed.len() }
    }

    /// Counts messages that were added without events, and forgets those before: whoever did not see them has to load everything again.
    pub(crate) fn skip(&mut self, count: i32) {
        self.skip_to(self.pts + count);
    }

    /// Forgets the events up to `pts`.
    pub(crate) fn skip_to(&mut self, pts: i32) {
        self.events.retain(|event| event.pts > pts);
        self.start = self.start.max(pts);
        self.pts = self.pts.max(pts);
    }

    /// Adds a stored event.
    pub(crate) fn restore(&mut self, row: EventRow) {
        self.pts = row.pts;
        let kind = match row.kind {
            0 => EventKind::New,
            1 => EventKind::Edited,
            3 => EventKind::Pinned,
            4 => EventKind::Unpinned,
            5 => EventKind::ReadInbox,
            6 => EventKind::ReadOutbox,
            _ => EventKind::Deleted,
        };
        self.events.push(Event { pts: row.pts, count: row.count, kind, ids: row.ids });
    }
}

impl Event {
    pub(crate) fn to_row(&self, owner: i64) -> EventRow {
        let kind = match self.kind {
            EventKind::New => 0,
            EventKind::Edited => 1,
            EventKind::Deleted => 2,
            EventKind::Pinned => 3,
            EventKind::Unpinned => 4,
            EventKind::ReadInbox => 5,
            EventKind::ReadOutbox => 6,
        };
        EventRow { owner, pts: self.pts, count: self.count, kind, ids: self.ids.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missed_events_are_returned_in_order_and_in_parts() {
        let mut log = EventLog::starting_at(10);
        log.add(EventKind::New, vec![10]);
        log.add(EventKind::Edited, vec![10]);
        log.add(EventKind::Deleted, vec![3, 4, 10]);
        assert_eq!(log.pts(), 15);
        assert_eq!(log.since(15, 100), Difference::None);
        let Difference::Events { events, complete } = log.since(11, 100) else { panic!("there are events") };
        assert_eq!((events.len(), complete, events[1].ids.len()), (2, true, 3));
        let Difference::Events { events, complete } = log.since(10, 1) else { panic!("there are events") };
        assert_eq!((events[0].pts, complete), (11, false));
        assert_eq!(log.since(9, 100), Difference::TooLong);
        assert_eq!(log.since(16, 100), Difference::None);
    }

    #[test]
    fn readings_are_kept_in_the_ids() {
        for chat in [0, 5, -7, -1_003_000_000_001, 7_000_020_001] {
            let reading = Reading { chat, max_id: 9 };
            let event = EventLog::starting_at(1).add_reading(EventKind::ReadInbox, reading);
            assert_eq!((event.pts, event.count, Reading::from_ids(&event.ids)), (2, 1, Some(reading)));
        }
    }

    #[test]
    fn skipped_messages_have_no_events() {
        let mut log = EventLog::starting_at(1);
        log.add(EventKind::New, vec![1]);
        log.skip(100);
        assert_eq!((log.pts(), log.since(1, 100), log.since(102, 100)), (102, Difference::TooLong, Difference::None));
        log.add(EventKind::New, vec![102]);
        assert!(matches!(log.since(102, 100), Difference::Events { events, .. } if events.len() == 1));
    }
}
