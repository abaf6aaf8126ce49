//! `chats`: the messages of groups and channels, oldest first, page by page.
//!
//! The next page is fetched once the previous one is written to the connection, and then the position is stored: after a disconnect, `latest`
//! repeats at most one page and leaves nothing out.

use super::conversation::Conversation;
use super::lookup::find;
use super::stop::RequestError;
use super::texts::INVALID;
use super::wire::{ChatsMessage, Data, Frame};
use crate::store::events::{message_position, set_message_position};
use crate::telegram::{Account, ChatId, ChatRef, Error, MessageId};

const EVENT: &str = "chats";

impl Conversation<'_> {
    pub(super) async fn chats(&mut self, data: &Data) -> Result<(), RequestError> {
        let account = self.session(EVENT).await?;
        let groups = data.groups()?;
        if !data.required("status")?.is_empty() {
            return Ok(self.send(&Frame::failed(EVENT, "status should be empty string")).await?);
        }
        if groups.is_empty() {
            return Ok(self.send_last(&Frame::failed(EVENT, INVALID)).await?);
        }
        for group in groups {
            let Some(latest) = group.latest else {
                self.send(&Frame::failed(EVENT, "invalid status")).await?;
                continue;
            };
            let Some(chat) = find(&account, &group.name).await? else {
                return Ok(self.send_last(&Frame::failed(EVENT, INVALID)).await?);
            };
            self.stream_chats(&account, &group.name, chat, latest).await?;
            if data.is_set("done") {
                self.send(&Frame::success(EVENT, "done").group(&group.name)).await?;
            }
        }
        Ok(())
    }

    async fn stream_chats(
        &mut self,
        account: &Account,
        group: &str,
        chat: ChatId,
        latest: bool,
    ) -> Result<(), RequestError> {
        self.send(&Frame::success(EVENT, "sending chats")).await?;
        let reader = self.reader(account, chat)?;
        let store = self.services.store;
        let position = if latest { message_position(store, reader).await.map_err(Error::from)? } else { None };
        let mut after = position.and_then(|id| i32::try_from(id).ok()).map(MessageId);
        loop {
            let stretch = account.history_after(&ChatRef::Id(chat), after).await?;
            for message in &stretch.messages {
                self.send(&Frame::success(EVENT, ChatsMessage::new(group, message))).await?;
            }
            self.outbox.flushed().await?;
            let last = stretch.messages.last().map(|message| message.id);
            if let Some(MessageId(last)) = last.max(stretch.next) {
                set_message_position(store, reader, last.into()).await.map_err(Error::from)?;
            }
            if stretch.next.is_none() {
                return Ok(());
            }
            after = stretch.next;
        }
    }
}
