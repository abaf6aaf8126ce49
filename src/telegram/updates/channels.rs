//! The sequences of channels and supergroups.
//!
//! Private chats and basic groups are in the account's [own sequence](super::sequence). Every channel and supergroup has a sequence of its own,
//! numbered by its `pts`. Updates that are missing, because of a gap or a broken connection, are fetched by `updates.getChannelDifference`.

use std::cmp::Ordering;
use std::collections::HashMap;

use grammers_tl_types as tl;
use tracing::debug;

use super::handler::Handler;
use crate::telegram::error::Error;
use crate::telegram::ids::{BareId, ChatId};
use crate::telegram::peers::input::{chat_id, input_channel};
use crate::telegram::peers::party::{Party, parties};
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

/// The most messages in one slice of a channel's difference.
const SLICE: i32 = 100;
/// The most slices of a difference that are fetched.
const MAX_SLICES: usize = 10;

/// The state up to which the updates of the account's channels were applied: their `pts`, by bare id.
#[derive(Default)]
pub struct Channels {
    pts: HashMap<i64, i32>,
    /// Whether the state was read from the list of chats.
    are_listed: bool,
}

impl Channels {
    /// Reads the present state from the list of chats, once events of chats have a receiver.
    pub async fn list(&mut self, handler: &Handler) -> Result<(), Error> {
        if self.are_listed || !handler.chats.has_receivers() {
            return Ok(());
        }
        for (id, pts) in handler.peers.channels_pts().await? {
            self.pts.entry(id).or_insert(pts);
        }
        self.are_listed = true;
        Ok(())
    }

    /// Applies an update of a channel, and ignores others.
    pub async fn apply(&mut self, handler: &Handler, update: &tl::enums::Update, parties: &[Party]) {
        use tl::enums::Update;
        let (channel, pts, count, message) = match update {
            Update::NewChannelMessage(new) => {
                let Some(id) = channel_of(&new.message) else { return };
                (id, new.pts, new.pts_count, Some(&new.message))
            }
            Update::EditChannelMessage(edit) => {
                let Some(id) = channel_of(&edit.message) else { return };
                (id, edit.pts, edit.pts_count, None)
            }
            Update::DeleteChannelMessages(delete) => (delete.channel_id, delete.pts, delete.pts_count, None),
            Update::PinnedChannelMessages(pin) => (pin.channel_id, pin.pts, pin.pts_count, None),
            Update::ChannelWebPage(page) => (page.channel_id, page.pts, page.pts_count, None),
            Update::ChannelTooLong(channel) => return self.catch_up(handler, channel.channel_id).await,
            _ => return,
        };
        let known = *self.pts.entry(channel).or_insert(pts - count);
        match known.saturating_add(count).cmp(&pts) {
            Ordering::Equal => {
                self.pts.insert(channel, pts);
                if let Some(message) = message {
                    handler.chats.send_message_event(message.clone(), parties);
                }
            }
            Ordering::Greater => {}
            Ordering::Less => self.catch_up(handler, channel).await,
        }
    }

    /// Advances a channel's state: one of our calls changed it without an update.
    pub fn affected(&mut self, channel: i64, pts: i32, count: i32) {
        if let Some(known) = self.pts.get_mut(&channel).filter(|known| known.saturating_add(count) == pts) {
            *known = pts;
        }
    }

    /// Fetches and applies the missed updates of all channels.
    pub async fn catch_up_all(&mut self, handler: &Handler) {
        if !handler.chats.has_receivers() {
            // The next receiver starts from the present state.
            *self = Self::default();
            return;
        }
        let ids: Vec<_> = self.pts.keys().copied().collect();
        for id in ids {
            self.catch_up(handler, id).await;
        }
    }

    /// Fetches and applies the missed updates of a channel. After a failure, its state is that of the next update.
    async fn catch_up(&mut self, handler: &Handler, channel: i64) {
        let Some(pts) = self.pts.get(&channel).copied() else { return };
        match difference(handler, channel, pts).await {
            Ok(pts) => {
                self.pts.insert(channel, pts);
            }
            Err(error) => {
                debug!(%error, "the missed updates of a channel cannot be fetched");
                self.pts.remove(&channel);
            }
        }
    }
}

fn channel_of(message: &tl::enums::Message) -> Option<i64> {
    let peer = match message {
        tl::enums::Message::Message(message) => &message.peer_id,
        tl::enums::Message::Service(message) => &message.peer_id,
        tl::enums::Message::Empty(_) => return None,
    };
    match chat_id(peer).bare()? {
        BareId::Channel(id) => Some(id),
        BareId::User(_) | BareId::Group(_) => None,
    }
}

/// Sends events of what happened in a channel since that `pts`, and returns the present one.
async fn difference(handler: &Handler, channel: i64, mut pts: i32) -> Result<i32, Error> {
    use tl::enums::updates::ChannelDifference as Difference;
    let peer = handler.peers.get(ChatId::channel(channel)).ok_or(Error::NotFound)?;
    let channel = input_channel(&peer).ok_or(Error::NotFound)?;
    for _ in 0..MAX_SLICES {
        let request = tl::functions::updates::GetChannelDifference {
            force: false,
            channel: channel.clone(),
            filter: tl::enums::ChannelMessagesFilter::Empty,
            pts,
            limit: SLICE,
        };
        match handler.calls.call(CallRoute::HOME, &request).await.map_err(refused)? {
            Difference::Empty(empty) => return Ok(empty.pts),
            Difference::Difference(slice) => {
                handler.peers.learn(&slice.users, &slice.chats);
                let parties = parties(&slice.users, &slice.chats);
                for message in slice.new_messages {
                    handler.chats.send_message_event(message, &parties);
                }
                pts = slice.pts;
                if slice.r#final {
                    return Ok(pts);
                }
            }
            // Too many updates are missing: continue from the present state.
            Difference::TooLong(long) => {
                handler.peers.learn(&long.users, &long.chats);
                handler.chats.send_missed();
                return match long.dialog {
                    tl::enums::Dialog::Dialog(dialog) => dialog.pts.ok_or(Error::Protocol("a channel has no pts")),
                    _ => Err(Error::Protocol("a channel has no pts")),
                };
            }
        }
    }
    Ok(pts)
}
