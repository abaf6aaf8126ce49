//! Private chats and basic groups, which are in the message boxes of their members.
//!
//! A message to another account is in both message boxes. Each copy has its own id and knows the other's, so that edits and deletions reach
//! both. People without an account have no message box.

use super::sending::{OutgoingMessage, Revision, SentMessage};
use super::state::{AuthorizedCaller, World};
use crate::content::ContentKind;
use crate::model::events::Event;
use crate::model::phone::UserId;
use crate::rpc::RpcError;

impl World {
    /// Sends messages to a user or a basic group; `chat` is as in [`crate::model::peer_id`].
    pub(crate) fn send_to(
        &self,
        caller: &AuthorizedCaller,
        chat: i64,
        mut messages: Vec<OutgoingMessage>,
    ) -> Result<Vec<SentMessage>, RpcError> {
        for message in &mut messages {
            (message.header.chat, message.header.from) = (chat, caller.user.0);
        }
        let sent = self.send(caller.user, Some(caller), messages.clone())?;
        if !self.state().accounts.contains_key(&UserId(chat)) {
            return Ok(sent);
        }
        for (message, sent) in messages.iter_mut().zip(&sent) {
            let replied = self.with_history(caller.user, |history| history.message(message.header.reply_to));
            message.header.reply_to = replied.map_or(0, |replied| replied.header.copy_id);
            (message.header.chat, message.header.copy_id, message.random_id) = (caller.user.0, sent.id, 0);
        }
        let received = self.send(UserId(chat), None, messages)?;
        let mut state = self.state();
        let account = state.account(caller.user);
        let mut rows = Vec::new();
        for (sent, received) in sent.iter().zip(received) {
            let Some(mut message) = account.history.message(sent.id) else { continue };
            let kind = account.history.kind(sent.id).unwrap_or(ContentKind::Text);
            message.header.copy_id = received.id;
            rows.push(message.to_row(caller.user.0, Some(sent.random_id)));
            account.history.insert(message, kind);
        }
        self.store().record(&rows, &[])?;
        drop(state);
        Ok(sent)
    }

    /// Makes a message of the caller and its copy a new version.
    pub(crate) fn edit_message(
        &self,
        caller: &AuthorizedCaller,
        id: i32,
        revision: Revision,
    ) -> Result<Event, RpcError> {
        let copy = self.copy_of(caller.user, id);
        let event = self.edit(caller.user, Some(caller), caller.user, id, revision.clone())?;
        if let Some((other, copy_id)) = copy {
            self.edit(other, None, caller.user, copy_id, revision)?;
        }
        Ok(event)
    }

    /// Deletes messages in the caller's message box, and with `revoke` their copies.
    pub(crate) fn delete_messages(
        &self,
        caller: &AuthorizedCaller,
        ids: &[i32],
        revoke: bool,
    ) -> Result<Option<Event>, RpcError> {
        let copies: Vec<_> = ids.iter().filter_map(|id| self.copy_of(caller.user, *id)).filter(|_| revoke).collect();
        let event = self.delete(caller.user, Some(caller), ids)?;
        for (other, copy_id) in copies {
            self.delete(other, None, &[copy_id])?;
        }
        Ok(event)
    }

    /// The account that has the copy of a message, and the id there.
    pub(super) fn copy_of(&self, owner: UserId, id: i32) -> Option<(UserId, i32)> {
        let header = self.with_history(owner, |history| history.message(id))?.header;
        let other = UserId(header.chat);
        (header.copy_id != 0 && self.state().accounts.contains_key(&other)).then_some((other, header.copy_id))
    }
}
