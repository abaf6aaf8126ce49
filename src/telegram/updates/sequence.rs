//! The account's own sequence of updates, numbered by `pts` (<https://core.telegram.org/api/updates>).

use std::collections::HashSet;

use grammers_tl_types as tl;

use super::channels::Channels;
use super::handler::Handler;
use crate::telegram::error::Error;
use crate::telegram::media::event::Event;
use crate::telegram::peers::party::parties;
use crate::telegram::transport::route::CallRoute;

/// The most slices of a difference that are fetched. After that, updates are followed from the present state on.
const MAX_SLICES: usize = 50;

/// The state up to which the account's updates were applied.
pub struct Sequence {
    pts: i32,
    qts: i32,
    date: i32,
    /// The sequences of channels.
    pub channels: Channels,
}

/// The position of an update relative to the state.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It is the next one.
    Next,
    /// It was applied already.
    Old,
    /// There is a gap: other updates before it are missing.
    Gap,
}

impl Sequence {
    /// Fetches the present state (`updates.getState`).
    pub async fn fetch(handler: &Handler) -> Result<Self, Error> {
        let tl::enums::updates::State::State(state) =
            handler.calls.call(CallRoute::HOME, &tl::functions::updates::GetState {}).await?;
        Ok(Self { pts: state.pts, qts: state.qts, date: state.date, channels: Channels::default() })
    }

    fn set_state(&mut self, state: &tl::types::updates::State) {
        (self.pts, self.qts, self.date) = (state.pts, state.qts, state.date);
    }

    /// Advances the state to an update if it is the next one.
    pub fn advance(&mut self, pts: i32, count: i32) -> Order {
        match self.pts.saturating_add(count).cmp(&pts) {
            std::cmp::Ordering::Equal => {
                self.pts = pts;
                Order::Next
            }
            std::cmp::Ordering::Greater => Order::Old,
            std::cmp::Ordering::Less => Order::Gap,
        }
    }

    /// Applies updates in order. Returns `false` at a gap.
    pub async fn apply(&mut self, handler: &Handler, updates: &tl::enums::Updates) -> bool {
        handler.peers.learn_from(updates);
        let (list, parties) = match updates {
            tl::enums::Updates::Updates(all) => (all.updates.as_slice(), parties(&all.users, &all.chats)),
            tl::enums::Updates::Combined(all) => (all.updates.as_slice(), parties(&all.users, &all.chats)),
            tl::enums::Updates::UpdateShort(short) => (std::slice::from_ref(&short.update), Vec::new()),
            // These do not describe the sender, which the difference does.
            tl::enums::Updates::UpdateShortMessage(_) | tl::enums::Updates::UpdateShortChatMessage(_)
                if handler.chats.has_receivers() =>
            {
                return false;
            }
            tl::enums::Updates::UpdateShortMessage(short) => {
                return self.advance(short.pts, short.pts_count) != Order::Gap;
            }
            tl::enums::Updates::UpdateShortChatMessage(short) => {
                return self.advance(short.pts, short.pts_count) != Order::Gap;
            }
            tl::enums::Updates::UpdateShortSentMessage(short) => {
                return self.advance(short.pts, short.pts_count) != Order::Gap;
            }
            tl::enums::Updates::TooLong => return false,
        };
        for update in list {
            let Some((pts, count)) = numbers(update) else {
                self.channels.apply(handler, update, &parties).await;
                continue;
            };
            match self.advance(pts, count) {
                Order::Next => handler.handle(update.clone(), &parties).await,
                Order::Old => {}
                Order::Gap => return false,
            }
        }
        true
    }

    /// Fetches and applies missed updates (`updates.getDifference`).
    pub async fn catch_up(&mut self, handler: &Handler) -> Result<(), Error> {
        use tl::enums::updates::Difference;
        for _ in 0..MAX_SLICES {
            let request = tl::functions::updates::GetDifference {
                pts: self.pts,
                pts_limit: None,
                pts_total_limit: None,
                date: self.date,
                qts: self.qts,
                qts_limit: None,
            };
            let (messages, updates, state, last, parties) = match handler.calls.call(CallRoute::HOME, &request).await? {
                Difference::Empty(empty) => {
                    self.date = empty.date;
                    return Ok(());
                }
                Difference::Difference(all) => {
                    handler.peers.learn(&all.users, &all.chats);
                    let parties = parties(&all.users, &all.chats);
                    (all.new_messages, all.other_updates, all.state, true, parties)
                }
                Difference::Slice(slice) => {
                    handler.peers.learn(&slice.users, &slice.chats);
                    let parties = parties(&slice.users, &slice.chats);
                    (slice.new_messages, slice.other_updates, slice.intermediate_state, false, parties)
                }
                Difference::TooLong(_) => break,
            };
            let tl::enums::updates::State::State(state) = state;
            self.set_state(&state);
            // New messages come first: the other updates may edit or delete them.
            let mut new_ids: HashSet<i32> = HashSet::new();
            for message in messages {
                new_ids.insert(message.id());
                handler.handle_new_message(message, &parties).await;
            }
            for update in updates {
                let handled =
                    matches!(&update, tl::enums::Update::NewMessage(new) if new_ids.contains(&new.message.id()));
                if !handled {
                    self.channels.apply(handler, &update, &parties).await;
                    handler.handle(update, &parties).await;
                }
            }
            if last {
                return Ok(());
            }
        }
        // Too many updates are missing: they are followed from the present state on.
        let tl::enums::updates::State::State(state) =
            handler.calls.call(CallRoute::HOME, &tl::functions::updates::GetState {}).await?;
        self.set_state(&state);
        handler.library.send_event(Event::Missed);
        handler.chats.send_missed();
        Ok(())
    }
}

/// The `pts` and `pts_count` of an update; `None` for updates that are not in the account's own sequence.
fn numbers(update: &tl::enums::Update) -> Option<(i32, i32)> {
    use tl::enums::Update;
    match update {
        Update::NewMessage(update) => Some((update.pts, update.pts_count)),
        Update::EditMessage(update) => Some((update.pts, update.pts_count)),
        Update::DeleteMessages(update) => Some((update.pts, update.pts_count)),
        Update::ReadHistoryInbox(update) => Some((update.pts, update.pts_count)),
        Update::ReadHistoryOutbox(update) => Some((update.pts, update.pts_count)),
        Update::ReadMessagesContents(update) => Some((update.pts, update.pts_count)),
        Update::WebPage(update) => Some((update.pts, update.pts_count)),
        Update::PinnedMessages(update) => Some((update.pts, update.pts_count)),
        Update::FolderPeers(update) => Some((update.pts, update.pts_count)),
        _ => None,
    }
}
