//! `chats`: the messages of groups and channels, oldest first, page by page.
//!
//! A page is asked for when the socket has taken the one before, and then the position is written: whoever is cut off and asks for `latest`
//! gets at most that page twice, and nothing is left out.

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
            return Ok(self.say(&Frame::failed(EVENT, "status should be empty string")).await?);
        }
        if groups.is_empty() {
            return Ok(self.end(&Frame::failed(EVENT, INVALID)).await?);
        }
        for group in groups {
            let Some(latest) = group.latest else {
                self.say(&Frame::failed(EVENT, "invalid status")).await?;
                continue;
            };
            let Some(chat) = find(&account, &group.name).await? else {
                return Ok(self.end(&Frame::failed(EVENT, INVALID)).await?);
            };
            self.stream_chats(&account, &group.name, chat, latest).await?;
            if data.is_set("done") {
                self.say(&Frame::success(EVENT, "done").about(&group.name)).await?;
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
        self.say(&Frame::success(EVENT, "sending chats")).await?;
        let reader = self.reader(account, chat)?;
        let store = self.services.store;
        let position = if latest { message_position(store, reader).await.map_err(Error::from)? } else { None };
        let mut after = position.and_then(|id| i32::try_from(id).ok()).map(MessageId);
        loop {
            let stretch = account.history_after(&ChatRef::Id(chat), after).await?;
            for message in &stretch.messages {
                self.say(&Frame::success(EVENT, ChatsMessage::new(group, message))).await?;
            }
            self.outbox.taken().await?;
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
