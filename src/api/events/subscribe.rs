//! `subscribe` and `unsubscribe`: new messages as they arrive, of the named chats or of all.

use super::conversation::Conversation;
use super::live::SUBSCRIBE;
use super::lookup::find;
use super::stop::RequestError;
use super::wire::{Data, Frame};

const UNSUBSCRIBE: &str = "unsubscribe";

impl Conversation<'_> {
    pub(super) async fn subscribe(&mut self, data: &Data) -> Result<(), RequestError> {
        let account = self.session(SUBSCRIBE).await?;
        let names = data.names()?.unwrap_or_default();
        let mut added = Vec::new();
        for name in &names {
            match find(&account, name).await? {
                Some(chat) => added.push((chat, name.clone())),
                None => return Ok(self.send(&Frame::failed(SUBSCRIBE, format!("{name} does not exist"))).await?),
            }
        }
        if !self.live.follows(account.id()) {
            self.live.follow(account.id(), account.chat_events().await);
        }
        let mut chats = self.live.chats();
        chats.all |= added.is_empty();
        chats.named.extend(added);
        // Before the response, so that nothing is missed that happens after the client has read it.
        self.live.set_chats(chats);
        Ok(self.send(&Frame::success(SUBSCRIBE, "subscribed")).await?)
    }

    pub(super) async fn unsubscribe(&mut self, data: &Data) -> Result<(), RequestError> {
        self.session(UNSUBSCRIBE).await?;
        match data.names()?.filter(|names| !names.is_empty()) {
            None => self.live.clear(),
            Some(names) => {
                let mut chats = self.live.chats();
                chats.named.retain(|_, name| !names.contains(name));
                self.live.set_chats(chats);
            }
        }
        Ok(self.send(&Frame::success(UNSUBSCRIBE, "unsubscribed")).await?)
    }
}
