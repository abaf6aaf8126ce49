//! Reading posts: from a message on, by their ids, or those that are pinned.

use grammers_tl_types as tl;

use super::history::{messages_after, search};
use super::post::{Post, PostsPage};
use super::state::Chats;
use super::write::AT_ONCE;
use crate::telegram::error::Error;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::peers::messages::messages_of;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

impl Chats {
    /// Up to a hundred posts after `after`, or the first ones of the chat, oldest first (`messages.getHistory`). A chat is read by repeating this
    /// with [`PostsPage::next`] until that is `None`. Waits out short flood waits.
    pub async fn posts_after(&self, chat: ChatId, after: Option<MessageId>) -> Result<PostsPage, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let after = after.map_or(0, |MessageId(id)| id.max(0));
        let request = messages_after(peer, after);
        let answer = self.calls.call_with_retries(CallRoute::HOME, &request).await.map_err(refused)?;
        let is_whole = matches!(answer, tl::enums::messages::Messages::Messages(_));
        let messages = messages_of(answer)?;
        // An answer with fewer messages than were asked for is not the last one.
        let newest = messages.first().map(tl::enums::Message::id).filter(|newest| *newest > after && !is_whole);
        let next = newest.map(MessageId);
        let mut posts: Vec<_> = messages.iter().filter_map(Post::new).filter(|post| post.id.0 > after).collect();
        posts.sort_by_key(|post| post.id);
        Ok(PostsPage { posts, next })
    }

    /// The posts with these ids, a hundred with each call (`channels.getMessages`). Those that do not exist are left out.
    pub async fn posts(&self, chat: ChatId, ids: &[MessageId]) -> Result<Vec<Post>, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let mut posts = Vec::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            posts.extend(self.peers.messages_in(&peer, ids).await?.iter().filter_map(Post::new));
        }
        Ok(posts)
    }

    /// The newest hundred of the posts that are pinned, the newest first (`messages.search`).
    pub async fn pinned_posts(&self, chat: ChatId) -> Result<Vec<Post>, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let request = search(peer, tl::enums::MessagesFilter::InputMessagesFilterPinned);
        let answer = self.calls.call(CallRoute::HOME, &request).await.map_err(refused)?;
        Ok(messages_of(answer)?.iter().filter_map(Post::new).collect())
    }

    /// The id of the chat's newest message, also of a service message; `None` in an empty chat. One call.
    pub async fn newest_message(&self, chat: ChatId) -> Result<Option<MessageId>, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let request =
            tl::functions::messages::GetHistory { add_offset: 0, limit: 1, offset_id: 0, ..messages_after(peer, 0) };
        let answer = self.calls.call(CallRoute::HOME, &request).await.map_err(refused)?;
        Ok(messages_of(answer)?.first().map(|message| MessageId(message.id())))
    }
}
