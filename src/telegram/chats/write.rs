//! Writing in a chat: sending, editing, deleting, forwarding, pinning.
//!
//! What is sent carries a random number chosen here. When an answer was lost and the call is made again, Telegram refuses to post twice, and
//! the message is looked for among the newest.

use std::collections::HashSet;

use grammers_tl_types as tl;
use time::OffsetDateTime;
use tl::enums::InputPeer;

use super::format::{Formatted, TextFormat, units};
use super::state::Chats;
use crate::telegram::calls::random_id::random_id;
use crate::telegram::chat_refusal::ChatRefusal;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::ids::MessageId;
use crate::telegram::limits::TEXT_UNITS;
use crate::telegram::media::edit::text_edit;
use crate::telegram::media::event::Event;
use crate::telegram::media::located::MessageLocation;
use crate::telegram::peers::input::input_channel;
use crate::telegram::peers::messages::messages_of;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

/// Nothing longer is looked through for markup: what is over this cannot become a text that Telegram takes.
const LONGEST_SOURCE: usize = 256 * 1024;
/// How many messages one call deletes, or tells.
pub(super) const AT_ONCE: usize = 100;
/// Among how many of the newest messages one is looked for whose answer was lost: Telegram's limit.
const NEWEST: i32 = 100;

/// Options of a message that is sent.
#[derive(Clone, Debug, Default)]
pub struct SendOptions {
    /// The message to reply to, in the same chat.
    pub reply_to: Option<MessageId>,
    /// The markup of its text or caption.
    pub format: TextFormat,
    /// Whether the recipients are notified without a sound.
    pub silent: bool,
}

/// A message that was sent or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its id in the chat.
    pub id: MessageId,
    /// When it was sent, UTC, by Telegram's clock.
    pub date: OffsetDateTime,
}

impl Chats {
    /// Sends a text message (`messages.sendMessage`), never twice. [`ChatRefusal`] when Telegram refuses it; [`Error::Wait`] also in slow mode
    /// (`SLOWMODE_WAIT_x`).
    pub async fn send_message(&self, chat: &ChatRef, text: &str, options: &SendOptions) -> Result<Sent, Error> {
        let Formatted { text, entities, .. } = read_text(options.format, text)?;
        let peer = self.peers.resolve(chat).await?;
        let random_id = random_id();
        let request = tl::functions::messages::SendMessage {
            silent: options.silent,
            reply_to: options.reply_to.map(reply_to),
            entities: entities_of(&entities),
            ..text_message(peer.clone(), text.clone(), random_id)
        };
        match self.calls.call(CallRoute::HOME, &request).await {
            Ok(updates) => self.sent(&updates, random_id),
            // An earlier call sent it, but its answer was lost.
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => {
                self.find_sent(&peer, |message| message.message == text).await
            }
            Err(error) => Err(refused(error)),
        }
    }

    /// Replaces a message's text or its media's caption (`messages.editMessage`), and returns its id and the date of the change.
    /// [`Rejected::NotModified`] when the text is the same as before, [`ChatRefusal::NotAuthor`] when somebody else wrote the message.
    pub async fn edit_message(
        &self,
        chat: &ChatRef,
        id: MessageId,
        text: &str,
        format: TextFormat,
    ) -> Result<Sent, Error> {
        let Formatted { text, entities, .. } = read_text(format, text)?;
        let peer = self.peers.resolve(chat).await?;
        self.peers.present_in(&peer, &[id]).await?.first().ok_or(ChatRefusal::MessageInvalid)?;
        let request = tl::functions::messages::EditMessage {
            no_webpage: false,
            entities: entities_of(&entities),
            ..text_edit(peer.clone(), id, text)
        };
        match self.calls.call(CallRoute::HOME, &request).await {
            Ok(updates) => {
                self.peers.learn_from(&updates);
                self.evict_in(&peer, &[id]).await;
                let edited = list_of(&updates).iter().find_map(|update| match update {
                    tl::enums::Update::EditMessage(edit) => date_of(&edit.message, id, true),
                    tl::enums::Update::EditChannelMessage(edit) => date_of(&edit.message, id, true),
                    _ => None,
                });
                Ok(Sent { id, date: edited.unwrap_or_else(OffsetDateTime::now_utc) })
            }
            Err(error) if error.is("MESSAGE_NOT_MODIFIED") => Err(Rejected::NotModified.into()),
            Err(error) if error.is("MEDIA_CAPTION_TOO_LONG") => Err(Rejected::CaptionTooLong.into()),
            Err(error) => Err(refused(error)),
        }
    }

    /// Deletes messages for everybody (`messages.deleteMessages`, `channels.deleteMessages`), and returns those that were deleted. Messages that
    /// are not in the chat are skipped, and so are those that may not be deleted, unless none may ([`ChatRefusal::DeleteForbidden`]).
    pub async fn delete_messages(&self, chat: &ChatRef, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        let peer = self.peers.resolve(chat).await?;
        let mut seen = HashSet::new();
        let ids: Vec<_> = ids.iter().copied().filter(|id| id.0 > 0 && seen.insert(*id)).collect();
        let (mut deleted, mut forbidden) = (Vec::new(), None);
        for ids in ids.chunks(AT_ONCE) {
            let present = self.peers.present_in(&peer, ids).await?;
            if present.is_empty() {
                continue;
            }
            match self.delete_in(&peer, &present).await {
                Ok(()) => deleted.extend(present),
                // Telegram deletes none if one may not be deleted, so each is deleted by itself.
                Err(Error::Rejected(Rejected::Chat(ChatRefusal::DeleteForbidden | ChatRefusal::AdminRequired))) => {
                    for id in present {
                        match self.delete_in(&peer, &[id]).await {
                            Ok(()) => deleted.push(id),
                            Err(error @ Error::Rejected(Rejected::Chat(_))) => forbidden = Some(error),
                            Err(error) => return Err(error),
                        }
                    }
                }
                Err(error) => return Err(error),
            }
        }
        self.evict_in(&peer, &deleted).await;
        if self.peers.is_saved(&peer) && !deleted.is_empty() {
            // Telegram sends the update to the account's other sessions, not to the one that made the call.
            self.library.send_event(Event::MediaRemoved(deleted.clone()));
        }
        match forbidden {
            Some(error) if deleted.is_empty() => Err(error),
            _ => Ok(deleted),
        }
    }

    /// Forwards a message (`messages.forwardMessages`), and returns the new one.
    pub async fn forward_message(&self, from: &ChatRef, to: &ChatRef, id: MessageId) -> Result<Sent, Error> {
        let (from_peer, to_peer) = (self.peers.resolve(from).await?, self.peers.resolve(to).await?);
        let original = self.peers.messages_in(&from_peer, &[id]).await?.into_iter().next();
        let original = original.ok_or(ChatRefusal::MessageInvalid)?;
        let random_id = random_id();
        let request = forwarding(from_peer, to_peer.clone(), &[id], vec![random_id]);
        match self.calls.call(CallRoute::HOME, &request).await {
            Ok(updates) => self.sent(&updates, random_id),
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => {
                let text = match &original {
                    tl::enums::Message::Message(original) => original.message.clone(),
                    _ => String::new(),
                };
                self.find_sent(&to_peer, |message| message.fwd_from.is_some() && message.message == text).await
            }
            Err(error) => Err(refused(error)),
        }
    }

    /// Pins a message for everybody, or unpins it (`messages.updatePinnedMessage`).
    pub async fn pin_message(&self, chat: &ChatRef, id: MessageId, pinned: bool) -> Result<(), Error> {
        let peer = self.peers.resolve(chat).await?;
        let request = tl::functions::messages::UpdatePinnedMessage {
            silent: true,
            unpin: !pinned,
            pm_oneside: false,
            peer,
            id: id.0,
        };
        match self.calls.call(CallRoute::HOME, &request).await {
            Ok(updates) => self.peers.learn_from(&updates),
            // It is pinned or unpinned already.
            Err(error) if error.is("CHAT_NOT_MODIFIED") => {}
            Err(error) => return Err(refused(error)),
        }
        Ok(())
    }
}

/// Parses the markup of a text, and checks its length.
fn read_text(format: TextFormat, source: &str) -> Result<Formatted, Error> {
    if source.len() > LONGEST_SOURCE {
        return Err(ChatRefusal::TextTooLong.into());
    }
    let formatted = format.read(source);
    match units(&formatted.text) {
        0 => Err(ChatRefusal::TextEmpty.into()),
        1..=TEXT_UNITS => Ok(formatted),
        _ => Err(ChatRefusal::TextTooLong.into()),
    }
}

pub fn entities_of(entities: &[super::entity::TextEntity]) -> Option<Vec<tl::enums::MessageEntity>> {
    let entities: Vec<_> = entities.iter().filter_map(super::entity::TextEntity::to_tl).collect();
    Some(entities).filter(|entities| !entities.is_empty())
}

/// A text message without formatting.
pub fn text_message(peer: InputPeer, text: String, random_id: i64) -> tl::functions::messages::SendMessage {
    tl::functions::messages::SendMessage {
        no_webpage: false,
        silent: false,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer,
        reply_to: None,
        message: text,
        random_id,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
        suggested_post: None,
        rich_message: None,
    }
}

/// Forwards messages, each with a random id.
pub fn forwarding(
    from_peer: InputPeer,
    to_peer: InputPeer,
    ids: &[MessageId],
    random_id: Vec<i64>,
) -> tl::functions::messages::ForwardMessages {
    tl::functions::messages::ForwardMessages {
        silent: false,
        background: false,
        with_my_score: false,
        drop_author: false,
        drop_media_captions: false,
        noforwards: false,
        allow_paid_floodskip: false,
        from_ephemeral: false,
        from_peer,
        id: ids.iter().map(|id| id.0).collect(),
        random_id,
        to_peer,
        top_msg_id: None,
        reply_to: None,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        video_timestamp: None,
        allow_paid_stars: None,
        suggested_post: None,
    }
}

/// The message to reply to, as an argument of Telegram's methods.
pub fn reply_to(id: MessageId) -> tl::enums::InputReplyTo {
    tl::types::InputReplyToMessage {
        reply_to_msg_id: id.0,
        top_msg_id: None,
        reply_to_peer_id: None,
        quote_text: None,
        quote_entities: None,
        quote_offset: None,
        monoforum_peer_id: None,
        todo_item_id: None,
        poll_option: None,
    }
    .into()
}

/// The single updates of an answer.
pub fn list_of(updates: &tl::enums::Updates) -> &[tl::enums::Update] {
    match updates {
        tl::enums::Updates::Updates(all) => &all.updates,
        tl::enums::Updates::Combined(all) => &all.updates,
        tl::enums::Updates::UpdateShort(short) => std::slice::from_ref(&short.update),
        _ => &[],
    }
}

/// The date of the message with that id, or that of its last change.
fn date_of(message: &tl::enums::Message, id: MessageId, of_change: bool) -> Option<OffsetDateTime> {
    let seconds = match message {
        tl::enums::Message::Message(message) if message.id == id.0 && of_change => message.edit_date?,
        tl::enums::Message::Message(message) if message.id == id.0 => message.date,
        _ => return None,
    };
    OffsetDateTime::from_unix_timestamp(seconds.into()).ok()
}

impl Chats {
    /// The sent message in the answer of a call.
    pub fn sent(&self, updates: &tl::enums::Updates, random_id: i64) -> Result<Sent, Error> {
        const NAMELESS: Error = Error::Protocol("a sent message has no id");
        self.peers.learn_from(updates);
        if let tl::enums::Updates::UpdateShortSentMessage(short) = updates {
            let date = OffsetDateTime::from_unix_timestamp(short.date.into()).map_err(|_| NAMELESS)?;
            return Ok(Sent { id: MessageId(short.id), date });
        }
        let list = list_of(updates);
        let id = list.iter().find_map(|update| match update {
            tl::enums::Update::MessageId(update) if update.random_id == random_id => Some(MessageId(update.id)),
            _ => None,
        });
        let id = id.ok_or(NAMELESS)?;
        let date = list.iter().find_map(|update| match update {
            tl::enums::Update::NewMessage(new) => date_of(&new.message, id, false),
            tl::enums::Update::NewChannelMessage(new) => date_of(&new.message, id, false),
            _ => None,
        });
        Ok(Sent { id, date: date.unwrap_or_else(OffsetDateTime::now_utc) })
    }

    /// Finds a message that this account sent among the newest of a chat.
    pub async fn find_sent(
        &self,
        peer: &InputPeer,
        is_it: impl Fn(&tl::types::Message) -> bool,
    ) -> Result<Sent, Error> {
        // What one writes to oneself is not outgoing for Telegram.
        let is_own = |message: &tl::types::Message| message.out || matches!(peer, InputPeer::PeerSelf);
        let found = self.newest(peer).await?.into_iter().find(|message| is_own(message) && is_it(message));
        let found = found.ok_or(Error::Protocol("a sent message has no id"))?;
        let date = OffsetDateTime::from_unix_timestamp(found.date.into());
        Ok(Sent { id: MessageId(found.id), date: date.unwrap_or_else(|_| OffsetDateTime::now_utc()) })
    }

    /// The newest messages of a chat, the newest first, without service messages.
    pub(super) async fn newest(&self, peer: &InputPeer) -> Result<Vec<tl::types::Message>, Error> {
        let request = tl::functions::messages::GetHistory {
            peer: peer.clone(),
            offset_id: 0,
            offset_date: 0,
            add_offset: 0,
            limit: NEWEST,
            max_id: 0,
            min_id: 0,
            hash: 0,
        };
        let newest = messages_of(self.calls.call(CallRoute::HOME, &request).await.map_err(refused)?)?;
        let messages = newest.into_iter().filter_map(|message| match message {
            tl::enums::Message::Message(message) => Some(message),
            _ => None,
        });
        Ok(messages.collect())
    }

    /// Deletes messages, a hundred at most, whether they exist or not.
    pub(super) async fn delete_in(&self, peer: &InputPeer, ids: &[MessageId]) -> Result<(), Error> {
        let id = ids.iter().map(|id| id.0).collect();
        let answer = match input_channel(peer) {
            Some(channel) => {
                self.calls.call(CallRoute::HOME, &tl::functions::channels::DeleteMessages { channel, id }).await
            }
            None => {
                self.calls.call(CallRoute::HOME, &tl::functions::messages::DeleteMessages { revoke: true, id }).await
            }
        };
        answer.map(|_| ()).map_err(refused)
    }

    /// Removes changed messages from the cache.
    pub(super) async fn evict_in(&self, peer: &InputPeer, ids: &[MessageId]) {
        let Ok(chat) = self.peers.id_of(peer) else { return };
        let chat = (!self.peers.is_saved(peer)).then_some(chat);
        for id in ids {
            self.library.evict(MessageLocation { chat, id: *id }).await;
        }
    }
}
