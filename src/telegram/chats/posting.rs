//! Posting without markup, and changing posts without looking them up first: one call each, or one for each hundred messages.
//!
//! What is posted is posted once: each message has a random id, so that Telegram refuses a repeated call (`RANDOM_ID_DUPLICATE`), and the message of
//! the first one is then looked for among the newest.

use grammers_tl_types as tl;
use tl::enums::InputPeer;

use super::post::{Post, PostedDocument};
use super::state::Chats;
use super::write::{AT_ONCE, forwarding, list_of, text_message};
use crate::telegram::calls::random_id::random_id;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::media::edit::text_edit;
use crate::telegram::media::event::Event;
use crate::telegram::media::post::{PostOptions, post_one};
use crate::telegram::media::prepare::{as_plain_document, upload_error};
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

impl Chats {
    /// Posts an uploaded file as a document that Telegram does not look into (`messages.sendMedia`, without `messages.uploadMedia`). Waits out short
    /// flood waits, since a failure would waste an upload.
    ///
    /// # Errors
    ///
    /// [`Error::Protocol`] when Telegram stored another number of bytes; nothing is posted then.
    pub async fn post_document(&self, chat: ChatId, file: Uploaded, caption: &str) -> Result<PostedDocument, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let (size, name, random_id) = (file.size, file.hints.name.clone(), random_id());
        let options = PostOptions { caption: caption.to_owned(), silent: true, ..PostOptions::default() };
        let post = match post_one(&self.calls, &peer, as_plain_document(file), random_id, options).await {
            Ok(updates) => self.posted(&peer, &updates, random_id).await?,
            // An earlier call posted it, but its answer was lost. Telegram may notice first that it has already taken the parts.
            Err(error) if error.is("RANDOM_ID_DUPLICATE") || error.is("FILE_PART_MISSING") => {
                let is_it = |post: &Post| {
                    let document = post.document.as_ref();
                    post.text == caption.trim()
                        && document.is_some_and(|document| document.size == size && document.name == name)
                };
                self.find_post(&peer, is_it).await?.ok_or_else(|| upload_error(error))?
            }
            Err(error) if error.is("MEDIA_CAPTION_TOO_LONG") => return Err(Rejected::CaptionTooLong.into()),
            Err(error) => return Err(refused(error)),
        };
        match post.posted_document() {
            Some(posted) if posted.size == size => Ok(posted),
            _ => {
                self.delete_in(&peer, &[post.id]).await?;
                Err(Error::Protocol("telegram stored another number of bytes than were uploaded"))
            }
        }
    }

    /// Posts a text (`messages.sendMessage`) without a preview of its links. Waits out short flood waits.
    pub async fn post_text(&self, chat: ChatId, text: &str) -> Result<MessageId, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let random_id = random_id();
        let request = tl::functions::messages::SendMessage {
            no_webpage: true,
            silent: true,
            ..text_message(peer.clone(), text.to_owned(), random_id)
        };
        match self.calls.call_with_retries(CallRoute::HOME, &request).await {
            Ok(updates) => Ok(self.sent(&updates, random_id)?.id),
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => {
                let post = self.find_post(&peer, |post| post.text == text.trim()).await?;
                Ok(post.ok_or(Error::Protocol("a posted message has no id"))?.id)
            }
            Err(error) => Err(refused(error)),
        }
    }

    /// Replaces a post's text, or its document's caption (`messages.editMessage`). Succeeds also when it is the same as before.
    pub async fn edit_text(&self, chat: ChatId, message: MessageId, text: &str) -> Result<(), Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        let edited = self.calls.call(CallRoute::HOME, &text_edit(peer.clone(), message, text.to_owned())).await;
        match edited {
            Ok(updates) => self.peers.learn_from(&updates),
            Err(error) if error.is("MESSAGE_NOT_MODIFIED") => {}
            Err(error) if error.is("MEDIA_CAPTION_TOO_LONG") => return Err(Rejected::CaptionTooLong.into()),
            Err(error) => return Err(refused(error)),
        }
        self.evict_in(&peer, &[message]).await;
        Ok(())
    }

    /// Deletes posts, whether they exist or not (`channels.deleteMessages`, `messages.deleteMessages`).
    pub async fn delete_posts(&self, chat: ChatId, ids: &[MessageId]) -> Result<(), Error> {
        let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
        for ids in ids.chunks(AT_ONCE) {
            self.delete_in(&peer, ids).await?;
            self.evict_in(&peer, ids).await;
            if self.peers.is_saved(&peer) {
                // Telegram sends the update to the account's other sessions, not to the one that made the call.
                self.library.send_event(Event::MediaRemoved(ids.to_vec()));
            }
        }
        Ok(())
    }

    /// Forwards a hundred posts at most, without saying where they come from (`messages.forwardMessages`). Returns the new ones in the order of `ids`.
    pub async fn forward_without_author(
        &self,
        from: ChatId,
        to: ChatId,
        ids: &[MessageId],
    ) -> Result<Vec<Post>, Error> {
        if ids.is_empty() || ids.len() > AT_ONCE {
            return Err(Error::Protocol("a hundred messages at most are forwarded at once"));
        }
        let (from_peer, to_peer) =
            (self.peers.resolve(&ChatRef::Id(from)).await?, self.peers.resolve(&ChatRef::Id(to)).await?);
        let random_ids: Vec<_> = ids.iter().map(|_| random_id()).collect();
        let request = tl::functions::messages::ForwardMessages {
            drop_author: true,
            silent: true,
            ..forwarding(from_peer, to_peer.clone(), ids, random_ids.clone())
        };
        match self.calls.call_with_retries(CallRoute::HOME, &request).await {
            Ok(updates) => {
                let mut posts = Vec::with_capacity(ids.len());
                for random_id in random_ids {
                    posts.push(self.posted(&to_peer, &updates, random_id).await?);
                }
                Ok(posts)
            }
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => self.find_forwarded(from, &to_peer, ids).await,
            Err(error) => Err(refused(error)),
        }
    }
}

impl Chats {
    /// The post that a call made: from its answer, or fetched where the answer has but the id.
    async fn posted(&self, peer: &InputPeer, updates: &tl::enums::Updates, random_id: i64) -> Result<Post, Error> {
        let id = self.sent(updates, random_id)?.id;
        let told = list_of(updates).iter().find_map(|update| match update {
            tl::enums::Update::NewMessage(new) if new.message.id() == id.0 => Post::new(&new.message),
            tl::enums::Update::NewChannelMessage(new) if new.message.id() == id.0 => Post::new(&new.message),
            _ => None,
        });
        match told {
            Some(post) => Ok(post),
            None => {
                let fetched = self.peers.messages_in(peer, &[id]).await?;
                fetched.first().and_then(Post::new).ok_or(Error::Protocol("a posted message is not there"))
            }
        }
    }

    /// Finds a post among the newest of a chat.
    async fn find_post(&self, peer: &InputPeer, is_it: impl Fn(&Post) -> bool) -> Result<Option<Post>, Error> {
        let newest = self.newest(peer).await?.into_iter().map(tl::enums::Message::Message);
        Ok(newest.filter_map(|message| Post::new(&message)).find(is_it))
    }

    /// Finds the posts that an earlier call forwarded: the newest ones with the texts and documents of the originals.
    async fn find_forwarded(&self, from: ChatId, to: &InputPeer, ids: &[MessageId]) -> Result<Vec<Post>, Error> {
        let originals = self.posts(from, ids).await?;
        let newest = self.newest(to).await?.into_iter().map(tl::enums::Message::Message);
        let mut newest: Vec<_> = newest.filter_map(|message| Post::new(&message)).collect();
        let mut found = Vec::with_capacity(ids.len());
        // From the end, as the newest come first.
        for id in ids.iter().rev() {
            let original = originals.iter().find(|post| post.id == *id);
            let is_it = |post: &Post| {
                original.is_some_and(|original| {
                    let ids = [post, original].map(|post| post.document.as_ref().map(|document| document.id));
                    post.text == original.text && ids[0] == ids[1]
                })
            };
            let position = newest.iter().position(is_it).ok_or(Error::Protocol("a forwarded message has no id"))?;
            found.push(newest.remove(position));
        }
        found.reverse();
        Ok(found)
    }
}
