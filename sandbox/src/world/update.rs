//! What happened in an account's message box: `pts`, what clients are told at once, and what they ask for after they were away.
//!
//! Every new or edited message makes `pts` grow by one, every deletion by the number of messages. The steps are kept, so that
//! `updates.getDifference` gives what was missed.

use grammers_tl_types as tl;

use super::phone::UserId;
use super::{Signed, World};
use crate::rpc::{KeyId, SessionId};
use crate::store::EventRow;

/// An account's events, in order.
#[derive(Debug)]
pub struct Timeline {
    start: i32,
    pts: i32,
    events: Vec<Event>,
}

/// A step of `pts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `pts` after it.
    pub pts: i32,
    /// By how much it grew.
    pub count: i32,
    /// What happened.
    pub what: What,
    /// To which messages.
    pub ids: Vec<i32>,
}

/// What happened to messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// They are new.
    New,
    /// They were edited.
    Edited,
    /// They are gone.
    Deleted,
    /// They are pinned.
    Pinned,
    /// They are no longer pinned.
    Unpinned,
}

/// What a client missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Nothing.
    None,
    /// These events; more of them if not `complete`.
    Events {
        /// In order.
        events: Vec<Event>,
        /// Whether there are no more.
        complete: bool,
    },
    /// It was away for too long: it has to load everything anew.
    TooLong,
}

/// How many events a difference has at most.
const SLICE: usize = 500;

impl Timeline {
    /// A timeline without events.
    pub fn starting_at(pts: i32) -> Self {
        Self { start: pts, pts, events: Vec::new() }
    }

    /// The current `pts`.
    pub fn pts(&self) -> i32 {
        self.pts
    }

    /// Adds an event.
    pub fn add(&mut self, what: What, ids: Vec<i32>) -> Event {
        let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
        self.pts += count;
        let event = Event { pts: self.pts, count, what, ids };
        self.events.push(event.clone());
        event
    }

    /// What came after `pts`, `limit` events at most.
    pub fn since(&self, pts: i32, limit: usize) -> Difference {
        if pts == self.pts {
            return Difference::None;
        }
        if pts < self.start || pts > self.pts {
            return Difference::TooLong;
        }
        let missed = &self.events[self.events.partition_point(|event| event.pts <= pts)..];
        let taken = missed.len().min(limit.clamp(1, SLICE));
        Difference::Events { events: missed[..taken].to_vec(), complete: taken == missed.len() }
    }

    pub(super) fn restore(&mut self, row: EventRow) {
        self.pts = row.pts;
        let what = match row.kind {
            0 => What::New,
            1 => What::Edited,
            3 => What::Pinned,
            4 => What::Unpinned,
            _ => What::Deleted,
        };
        self.events.push(Event { pts: row.pts, count: row.count, what, ids: row.ids });
    }
}

impl Event {
    /// The event as it is stored.
    pub(super) fn to_row(&self, owner: i64) -> EventRow {
        let kind = match self.what {
            What::New => 0,
            What::Edited => 1,
            What::Deleted => 2,
            What::Pinned => 3,
            What::Unpinned => 4,
        };
        EventRow { owner, pts: self.pts, count: self.count, kind, ids: self.ids.clone() }
    }
}

impl World {
    /// An account's current `pts`.
    pub fn pts(&self, owner: UserId) -> i32 {
        self.state().accounts.get(&owner).map_or(1, |account| account.timeline.pts())
    }

    /// What an account's client missed since `pts`.
    pub fn difference(&self, owner: UserId, pts: i32, limit: usize) -> Difference {
        self.state().accounts.get(&owner).map_or(Difference::TooLong, |account| account.timeline.since(pts, limit))
    }

    /// The updates of events whose messages are still there.
    pub fn updates_of(&self, owner: UserId, events: &[Event]) -> Vec<tl::enums::Update> {
        let ids: Vec<_> =
            events.iter().filter(|event| event.what != What::Deleted).flat_map(|event| event.ids.clone()).collect();
        let messages = self.saved_messages(owner, &ids);
        let updates = events.iter().filter_map(|event| {
            let (pts, pts_count) = (event.pts, event.count);
            let message = || messages.iter().find(|message| event.ids.contains(&message.id())).cloned();
            Some(match event.what {
                What::New => tl::types::UpdateNewMessage { message: message()?, pts, pts_count }.into(),
                What::Edited => tl::types::UpdateEditMessage { message: message()?, pts, pts_count }.into(),
                What::Deleted => tl::types::UpdateDeleteMessages { messages: event.ids.clone(), pts, pts_count }.into(),
                What::Pinned | What::Unpinned => {
                    let (pinned, messages) = (event.what == What::Pinned, event.ids.clone());
                    let peer = match message()? {
                        tl::enums::Message::Message(message) => message.peer_id,
                        _ => return None,
                    };
                    tl::types::UpdatePinnedMessages { pinned, peer, messages, pts, pts_count }.into()
                }
            })
        });
        updates.collect()
    }

    /// Updates with the people they speak of.
    pub fn wrap_updates(&self, owner: UserId, updates: Vec<tl::enums::Update>) -> tl::enums::Updates {
        let message = |update: &tl::enums::Update| match update {
            tl::enums::Update::NewMessage(update) => Some(update.message.clone()),
            tl::enums::Update::EditMessage(update) => Some(update.message.clone()),
            tl::enums::Update::NewChannelMessage(update) => Some(update.message.clone()),
            tl::enums::Update::EditChannelMessage(update) => Some(update.message.clone()),
            _ => None,
        };
        let messages: Vec<_> = updates.iter().filter_map(message).collect();
        let (users, chats) = self.spoken_of(owner, &messages);
        tl::types::Updates { updates, users, chats, date: self.clock().now(), seq: 0 }.into()
    }

    /// Tells the account's connections of events, but not the session that made them.
    pub(super) fn announce(&self, owner: UserId, by: Option<&Signed>, events: &[Event]) {
        let keys: Vec<KeyId> = self.state().at_home(owner).map(|authorization| authorization.key).collect();
        if keys.is_empty() || events.is_empty() {
            return;
        }
        let updates = self.wrap_updates(owner, self.updates_of(owner, events));
        let except: Option<(KeyId, SessionId)> = by.map(|signed| (signed.key, signed.session));
        self.push(&keys, except, &updates);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_missed_is_given_in_order_and_in_slices() {
        let mut timeline = Timeline::starting_at(10);
        timeline.add(What::New, vec![10]);
        timeline.add(What::Edited, vec![10]);
        timeline.add(What::Deleted, vec![3, 4, 10]);
        assert_eq!(timeline.pts(), 15);
        assert_eq!(timeline.since(15, 100), Difference::None);
        let Difference::Events { events, complete } = timeline.since(11, 100) else { panic!("there are events") };
        assert_eq!((events.len(), complete, events[1].ids.len()), (2, true, 3));
        let Difference::Events { events, complete } = timeline.since(10, 1) else { panic!("there are events") };
        assert_eq!((events[0].pts, complete), (11, false));
        assert_eq!(timeline.since(9, 100), Difference::TooLong);
        assert_eq!(timeline.since(16, 100), Difference::TooLong);
    }
}
