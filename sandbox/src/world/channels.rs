//! Channels and supergroups that accounts create: creating, changing and deleting them.

use std::sync::Arc;

use super::sending::OutgoingMessage;
use super::state::{AuthorizedCaller, World};
use crate::model::channel::{Channel, Membership};
use crate::model::channel_state::ChannelState;
use crate::model::events::Event;
use crate::model::message::{MessageHeader, ServiceAction};
use crate::rpc::{RpcError, bad_request};
use crate::store::ChannelRow;

/// The ids of created channels start here. Like Telegram's new ones they have more than 31 bits.
const FIRST_ID: i64 = 3_000_000_001;

/// The most channels that an account can be in (`channels_limit_default`).
const MAXIMUM_CHANNELS: usize = 500;

impl World {
    /// Creates a channel or supergroup, whose first message tells so. Returns it, and the event of the message.
    pub(crate) fn create_channel(
        &self,
        caller: &AuthorizedCaller,
        title: String,
        about: String,
        broadcast: bool,
    ) -> Result<(Arc<Channel>, Event), RpcError> {
        if self.channels_of(caller.user).len() >= MAXIMUM_CHANNELS {
            return Err(bad_request("CHANNELS_TOO_MUCH"));
        }
        let date = self.clock().now();
        let channel = {
            let mut state = self.state();
            let id = state.channels.keys().next_back().map_or(FIRST_ID, |last| FIRST_ID.max(last + 1));
            let row = ChannelRow { id, creator: caller.user.0, date, title, about, broadcast, deleted: false };
            self.store().put_channel(&row)?;
            let channel = ChannelState::new(Channel::from_row(row), date);
            let properties = channel.channel.clone();
            state.channels.insert(id, channel);
            properties
        };
        self.set_membership(caller.user, &channel, Membership::Joined)?;
        let event = self.tell_title(caller, &channel, ServiceAction::ChannelCreate)?;
        self.push_channel_change(&channel, Some(caller));
        Ok((channel, event))
    }

    /// Changes the title, and tells so by a service message.
    pub(crate) fn edit_title(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        title: String,
    ) -> Result<(Arc<Channel>, Event), RpcError> {
        if channel.title == title {
            return Err(bad_request("CHAT_NOT_MODIFIED"));
        }
        let channel = self.change_channel(channel, |channel| channel.title = title)?;
        let event = self.tell_title(caller, &channel, ServiceAction::EditTitle)?;
        self.push_channel_change(&channel, Some(caller));
        Ok((channel, event))
    }

    /// Changes the description.
    pub(crate) fn edit_about(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        about: String,
    ) -> Result<(), RpcError> {
        if channel.about == about {
            return Err(bad_request("CHAT_ABOUT_NOT_MODIFIED"));
        }
        let channel = self.change_channel(channel, |channel| channel.about = about)?;
        self.push_channel_change(&channel, Some(caller));
        Ok(())
    }

    /// Deletes a channel for everybody.
    pub(crate) fn delete_channel(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
    ) -> Result<Arc<Channel>, RpcError> {
        let channel = self.change_channel(channel, |channel| channel.is_deleted = true)?;
        self.push_channel_change(&channel, Some(caller));
        Ok(channel)
    }

    fn change_channel(&self, channel: &Channel, change: impl FnOnce(&mut Channel)) -> Result<Arc<Channel>, RpcError> {
        let mut state = self.state();
        let channel = &mut state.channel(channel).channel;
        let mut changed = Channel::clone(channel);
        change(&mut changed);
        if let Some(row) = changed.to_row() {
            self.store().put_channel(&row)?;
        }
        *channel = Arc::new(changed);
        Ok(channel.clone())
    }

    /// Posts a service message with the channel's title.
    fn tell_title(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        action: ServiceAction,
    ) -> Result<Event, RpcError> {
        let message = OutgoingMessage::service(action, &channel.title, MessageHeader::default());
        let sent = self.post(caller.user, Some(caller), channel, vec![message])?;
        let sent = sent.into_iter().next().ok_or_else(|| bad_request("CHAT_INVALID"))?;
        Ok(sent.event)
    }
}
