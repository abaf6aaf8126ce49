//! Posting without markup, and changing posts without looking them up first: one call each, or one for each hundred messages.
//!
//! What is posted is posted once: each message has a random id, so that Telegram refuses a repeated call (`RANDOM_ID_DUPLICATE`), and the message of
//! the first one is then looked for among the newest.

use grammers_tl_types as tl;
use tl::enums::InputPeer;

use super::post::{Post, PostDocument, PostedDocument};
use super::state::Chats;
use super::write::{AT_ONCE, list_of, text_message};
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

    /// Posts a post's document once more, in another chat and with another caption, without sending its bytes (`messages.sendMedia`). Waits out short
    /// flood waits.
    pub async fn post_again(
        &self,
        from: ChatId,
        post: &Post,
        to: ChatId,
        caption: &str,
    ) -> Result<PostedDocument, Error> {
        let peer = self.peers.resolve(&ChatRef::Id(to)).await?;
        let mut document = post.document.clone().ok_or(Error::NotFound)?;
        let random_id = random_id();
        let send = async |document: &PostDocument| {
            let options = PostOptions { caption: caption.to_owned(), silent: true, ..PostOptions::default() };
            post_one(&self.calls, &peer, as_known_document(document), random_id, options).await
        };
        let mut sent = send(&document).await;
        if sent.as_ref().is_err_and(|error| error.is("FILE_REFERENCE_*")) {
            let fresh = self.posts(from, &[post.id]).await?.pop().and_then(|post| post.document);
            document = fresh.filter(|fresh| fresh.id == document.id).ok_or(Error::NotFound)?;
            sent = send(&document).await;
        }
        let is_it = |post: &Post| {
            post.text == caption.trim() && post.document.as_ref().is_some_and(|posted| posted.id == document.id)
        };
        let posted = match sent {
            Ok(updates) => self.posted(&peer, &updates, random_id).await?,
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => {
                let found = self.find_post(&peer, is_it).await?;
                found.ok_or(Error::Protocol("a posted document is not there"))?
            }
            Err(error) if error.is("MEDIA_CAPTION_TOO_LONG") => return Err(Rejected::CaptionTooLong.into()),
            Err(error) => return Err(refused(error)),
        };
        posted.posted_document().ok_or(Error::Protocol("a posted document is not there"))
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
}

/// A document that Telegram has, as media that can be posted.
fn as_known_document(document: &PostDocument) -> tl::enums::InputMedia {
    tl::types::InputMediaDocument {
        spoiler: false,
        id: tl::types::InputDocument {
            id: document.id,
            access_hash: document.access_hash,
            file_reference: document.file_reference.clone(),
        }
        .into(),
        video_cover: None,
        video_timestamp: None,
        ttl_seconds: None,
        query: None,
    }
    .into()
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
}
