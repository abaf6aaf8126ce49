//! Pinning messages (<https://core.telegram.org/api/pin>).

use super::sending::OutgoingMessage;
use super::state::{AuthorizedCaller, World};
use crate::model::channel::Channel;
use crate::model::events::{Event, EventKind};
use crate::model::message::{MessageHeader, ServiceAction};
use crate::model::message_log::{Change, MessageLog};
use crate::rpc::{RpcError, bad_request};

impl World {
    /// Pins or unpins a message in the caller's message box, and in that of the other one unless it is for `one_side`.
    pub(crate) fn set_pinned(
        &self,
        caller: &AuthorizedCaller,
        id: i32,
        is_pinned: bool,
        one_side: bool,
    ) -> Result<Event, RpcError> {
        let copy = self.copy_of(caller.user, id).filter(|_| !one_side);
        let pin = |owner, id| {
            let mut state = self.state();
            let change = set_pinned(&mut state.account(owner).log(), id, is_pinned)?;
            Ok::<_, RpcError>(self.record_one(change)?)
        };
        let event = pin(caller.user, id)?;
        self.push_events(caller.user, Some(caller), std::slice::from_ref(&event));
        if let Some((other, id)) = copy {
            match pin(other, id) {
                Ok(event) => self.push_events(other, None, &[event]),
                // Pinned there already, or deleted.
                Err(error) => tracing::debug!(%error, "the copy of a message is not pinned"),
            }
        }
        Ok(event)
    }

    /// Pins or unpins a message of a channel. Pinning also posts a service message, silently or not.
    pub(crate) fn set_post_pinned(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        id: i32,
        is_pinned: bool,
    ) -> Result<Vec<Event>, RpcError> {
        let date = self.clock().now();
        let events: Vec<_> = {
            let mut state = self.state();
            let mut log = state.channel(channel).log();
            let mut changes = vec![set_pinned(&mut log, id, is_pinned)?];
            if is_pinned {
                let header = MessageHeader { from: caller.user.0, reply_to: id, ..MessageHeader::default() };
                changes.push(OutgoingMessage::service(ServiceAction::PinMessage, "", header).send(&mut log, date));
            }
            self.record(&changes)?;
            changes.into_iter().map(|change| change.event).collect()
        };
        self.push_channel_events(channel, Some(caller), &events);
        Ok(events)
    }

    /// Unpins all messages of a chat in the caller's message box. `None` if none is pinned.
    pub(crate) fn unpin_all(&self, caller: &AuthorizedCaller, chat: i64) -> Result<Option<Event>, RpcError> {
        let event = {
            let mut state = self.state();
            let Some(change) = unpin_all(&mut state.account(caller.user).log(), chat) else { return Ok(None) };
            self.record_one(change)?
        };
        self.push_events(caller.user, Some(caller), std::slice::from_ref(&event));
        Ok(Some(event))
    }

    /// Unpins all messages of a channel. `None` if none is pinned.
    pub(crate) fn unpin_all_posts(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
    ) -> Result<Option<Event>, RpcError> {
        let event = {
            let mut state = self.state();
            let Some(change) = unpin_all(&mut state.channel(channel).log(), 0) else { return Ok(None) };
            self.record_one(change)?
        };
        self.push_channel_events(channel, Some(caller), std::slice::from_ref(&event));
        Ok(Some(event))
    }
}

/// Service messages can't be pinned.
fn set_pinned(log: &mut MessageLog<'_>, id: i32, is_pinned: bool) -> Result<Change, RpcError> {
    let message = log.history.message(id).filter(|message| message.header.action.is_none());
    let mut message = message.ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
    if message.header.is_pinned == is_pinned {
        return Err(bad_request("CHAT_NOT_MODIFIED"));
    }
    message.header.is_pinned = is_pinned;
    Ok(log.replace(message, if is_pinned { EventKind::Pinned } else { EventKind::Unpinned }))
}

fn unpin_all(log: &mut MessageLog<'_>, chat: i64) -> Option<Change> {
    let pinned: Vec<_> = log.history.pinned(chat).collect();
    let mut messages: Vec<_> = pinned.into_iter().filter_map(|id| log.history.message(id)).collect();
    messages.iter_mut().for_each(|message| message.header.is_pinned = false);
    (!messages.is_empty()).then(|| log.replace_all(messages, EventKind::Unpinned))
}
