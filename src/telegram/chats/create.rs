//! Creating channels.

use grammers_tl_types as tl;

use super::state::Chats;
use crate::telegram::error::Error;
use crate::telegram::ids::ChatId;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

impl Chats {
    /// Creates a private channel (`channels.createChannel`). The call is made once: when its answer is lost, there may be a channel that nobody
    /// knows of.
    pub async fn create_channel(&self, title: &str, about: &str) -> Result<ChatId, Error> {
        let request = tl::functions::channels::CreateChannel {
            broadcast: true,
            megagroup: false,
            for_import: false,
            forum: false,
            title: title.to_owned(),
            about: about.to_owned(),
            geo_point: None,
            address: None,
            ttl_period: None,
        };
        let updates = self.calls.call(CallRoute::HOME_ONCE, &request).await.map_err(refused)?;
        self.peers.learn_from(&updates);
        let chats = match &updates {
            tl::enums::Updates::Updates(all) => all.chats.as_slice(),
            tl::enums::Updates::Combined(all) => all.chats.as_slice(),
            _ => &[],
        };
        let created = chats.iter().find_map(|chat| match chat {
            tl::enums::Chat::Channel(channel) if channel.creator => Some(ChatId::channel(channel.id)),
            _ => None,
        });
        created.ok_or(Error::Protocol("a created channel is not in the answer"))
    }
}
