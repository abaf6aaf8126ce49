//! The account's own sequence of updates, numbered by `pts` (<https://core.telegram.org/api/updates>).

use std::collections::HashSet;

use grammers_tl_types as tl;

use super::channels::Channels;
use super::handler::Handler;
use crate::telegram::error::Error;
use crate::telegram::peers::party::parties;
use crate::telegram::transport::route::CallRoute;

/// Differences come in slices; after so many it is simpler to begin anew and let listeners list again.
const SLICES: usize = 50;

/// How far the account's updates were followed.
pub struct Sequence {
    pts: i32,
    qts: i32,
    date: i32,
    /// The sequences of channels.
    pub channels: Channels,
}

/// Whether an update is the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is.
    Next,
    /// It was applied before.
    Old,
    /// Others were missed before it.
    Missed,
}

impl Sequence {
    /// Asks Telegram where the sequence stands.
    pub async fn ask(handler: &Handler) -> Result<Self, Error> {
        let tl::enums::updates::State::State(state) =
            handler.calls.call(CallRoute::HOME, &tl::functions::updates::GetState {}).await?;
        Ok(Self { pts: state.pts, qts: state.qts, date: state.date, channels: Channels::default() })
    }

    fn move_to(&mut self, state: &tl::types::updates::State) {
        (self.pts, self.qts, self.date) = (state.pts, state.qts, state.date);
    }

    /// Takes an update's place in the sequence, if it is the next one.
    pub fn turn(&mut self, pts: i32, count: i32) -> Turn {
        match self.pts.saturating_add(count).cmp(&pts) {
            std::cmp::Ordering::Equal => {
                self.pts = pts;
                Turn::Next
            }
            std::cmp::Ordering::Greater => Turn::Old,
            std::cmp::Ordering::Less => Turn::Missed,
        }
    }

    /// Applies updates in their order. `false` when something was missed before them.
    pub async fn apply(&mut self, handler: &Handler, updates: &tl::enums::Updates) -> bool {
        handler.peers.learn_from(updates);
        let (list, parties) = match updates {
            tl::enums::Updates::Updates(all) => (all.updates.as_slice(), parties(&all.users, &all.chats)),
            tl::enums::Updates::Combined(all) => (all.updates.as_slice(), parties(&all.users, &all.chats)),
            tl::enums::Updates::UpdateShort(short) => (std::slice::from_ref(&short.update), Vec::new()),
            // They tell little of the sender; the difference tells it.
            tl::enums::Updates::UpdateShortMessage(_) | tl::enums::Updates::UpdateShortChatMessage(_)
                if handler.chats.is_followed() =>
            {
                return false;
            }
            tl::enums::Updates::UpdateShortMessage(short) => {
                return self.turn(short.pts, short.pts_count) != Turn::Missed;
            }
            tl::enums::Updates::UpdateShortChatMessage(short) => {
                return self.turn(short.pts, short.pts_count) != Turn::Missed;
            }
            tl::enums::Updates::UpdateShortSentMessage(short) => {
                return self.turn(short.pts, short.pts_count) != Turn::Missed;
            }
            tl::enums::Updates::TooLong => return false,
        };
        for update in list {
            let Some((pts, count)) = numbers(update) else {
                self.channels.apply(handler, update, &parties).await;
                continue;
            };
            match self.turn(pts, count) {
                Turn::Next => handler.tell(update.clone(), &parties).await,
                Turn::Old => {}
                Turn::Missed => return false,
            }
        }
        true
    }

    /// Asks for what was missed (`updates.getDifference`).
    pub async fn catch_up(&mut self, handler: &Handler) -> Result<(), Error> {
        use tl::enums::updates::Difference;
        for _ in 0..SLICES {
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
            self.move_to(&state);
            // New messages are told apart from the rest; one may have been edited or deleted again by the rest.
            let mut fresh: HashSet<i32> = HashSet::new();
            for message in messages {
                fresh.insert(message.id());
                handler.added(message, &parties).await;
            }
            for update in updates {
                let told = matches!(&update, tl::enums::Update::NewMessage(new) if fresh.contains(&new.message.id()));
                if !told {
                    self.channels.apply(handler, &update, &parties).await;
                    handler.tell(update, &parties).await;
                }
            }
            if last {
                return Ok(());
            }
        }
        let tl::enums::updates::State::State(state) =
            handler.calls.call(CallRoute::HOME, &tl::functions::updates::GetState {}).await?;
        self.move_to(&state);
        Ok(())
    }
}

/// An update's number and how many events it stands for; `None` for what is not in the common sequence.
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
