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
                None => return Ok(self.say(&Frame::failed(SUBSCRIBE, format!("{name} does not exist"))).await?),
            }
        }
        if !self.live.follows(account.id()) {
            self.live.follow(account.id(), account.chat_events().await);
        }
        let mut wanted = self.live.wanted();
        wanted.all |= added.is_empty();
        wanted.named.extend(added);
        // First of all, so that nothing is missed that happens once the client has read the answer.
        self.live.want(wanted);
        Ok(self.say(&Frame::success(SUBSCRIBE, "subscribed")).await?)
    }

    pub(super) async fn unsubscribe(&mut self, data: &Data) -> Result<(), RequestError> {
        self.session(UNSUBSCRIBE).await?;
        match data.names()?.filter(|names| !names.is_empty()) {
            None => self.live.clear(),
            Some(names) => {
                let mut wanted = self.live.wanted();
                wanted.named.retain(|_, name| !names.contains(name));
                self.live.want(wanted);
            }
        }
        Ok(self.say(&Frame::success(UNSUBSCRIBE, "unsubscribed")).await?)
    }
}
