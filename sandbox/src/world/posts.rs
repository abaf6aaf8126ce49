//! Posting, editing and deleting messages in channels and supergroups.

use super::sending::{OutgoingMessage, Revision, SentMessage, check_edit_time, check_editable, revise, sent_messages};
use super::state::{AuthorizedCaller, World};
use crate::model::channel::Channel;
use crate::model::events::Event;
use crate::model::message::ServiceAction;
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};

impl World {
    /// Posts messages.
    pub(crate) fn post(
        &self,
        author: UserId,
        caller: Option<&AuthorizedCaller>,
        channel: &Channel,
        mut messages: Vec<OutgoingMessage>,
    ) -> Result<Vec<SentMessage>, RpcError> {
        let date = self.clock().now();
        let sent = {
            let mut state = self.state();
            for message in &messages {
                state.check_random_ids(author, &[message.random_id])?;
                let reply_to = message.header.reply_to;
                if reply_to != 0 && state.channel(channel).history().kind(reply_to).is_none() {
                    return Err(bad_request("REPLY_MESSAGE_ID_INVALID"));
                }
            }
            for message in &mut messages {
                message.header.from = author.0;
                state.remember(author, message);
            }
            let random_ids: Vec<_> = messages.iter().map(|message| message.random_id).collect();
            let channel = state.channel(channel);
            channel.last_sent.insert(author, date);
            let mut log = channel.log();
            let changes: Vec<_> = messages.into_iter().map(|message| message.send(&mut log, date)).collect();
            self.record(&changes)?;
            sent_messages(changes, &random_ids, date)
        };
        let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
        self.push_channel_events(channel, caller, &events);
        Ok(sent)
    }

    /// Makes a message a new version. The creator may edit every post of a channel, for ever. In a supergroup messages are
    /// edited by their authors, within two days unless they may pin messages (as in TDLib's `can_edit_message`).
    pub(crate) fn edit_post(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        id: i32,
        revision: Revision,
    ) -> Result<Event, RpcError> {
        let event = {
            let mut state = self.state();
            let date = self.clock().now();
            let mut log = state.channel(channel).log();
            let mut message = log.history.message(id).ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
            let is_creator = channel.is_created_by(caller.user);
            check_editable(&message, channel.broadcast || message.header.from == caller.user.0)?;
            if channel.broadcast && !is_creator {
                return Err(bad_request("CHAT_ADMIN_REQUIRED"));
            }
            if !is_creator {
                check_edit_time(&message, date)?;
            }
            let kind = revise(&mut message, revision, date)?;
            self.record_one(log.replace_with_kind(message, kind))?
        };
        self.push_channel_events(channel, Some(caller), std::slice::from_ref(&event));
        Ok(event)
    }

    /// Deletes messages of the caller, or any if the channel is theirs, ignoring missing ones. `None` if all are missing.
    pub(crate) fn delete_posts(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        ids: &[i32],
    ) -> Result<Option<Event>, RpcError> {
        let event = {
            let mut state = self.state();
            let mut log = state.channel(channel).log();
            for message in ids.iter().filter_map(|id| log.history.message(*id)) {
                let may_delete = channel.is_created_by(caller.user) || message.header.from == caller.user.0;
                // The first message of a channel tells of its creation, and stays.
                if !may_delete || message.header.action == Some(ServiceAction::ChannelCreate) {
                    return Err(RpcError::new(403, "MESSAGE_DELETE_FORBIDDEN"));
                }
            }
            let Some(change) = log.remove(ids) else { return Ok(None) };
            self.record_one(change)?
        };
        self.push_channel_events(channel, Some(caller), std::slice::from_ref(&event));
        Ok(Some(event))
    }
}
