//! An account's box of messages: Saved Messages, private chats and basic groups. Reading, sending, editing and deleting, and how a message
//! looks on the wire.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::Serializable;
use tl::enums::MessageEntity;

use super::chats::{detail, peer_of};
use super::file::{File, FileId};
use super::history::{Details, History, Message};
use super::phone::UserId;
use super::refusal::bad_request;
use super::search::{Page, Query, Window};
use super::update::{Event, What};
use super::{Signed, State, World};
use crate::content::Kind;
use crate::random;
use crate::rpc::RpcError;
use crate::store::MessageRow;

/// A message about to be sent.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Text or caption.
    pub text: String,
    /// Its formatting.
    pub entities: Vec<MessageEntity>,
    /// What it carries.
    pub file: Option<Arc<File>>,
    /// The client's number for it, which must not come twice.
    pub random_id: i64,
    /// What it answers, where it is from.
    pub details: Details,
}

/// A message that was sent: its id and the event it made.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The message's id.
    pub id: i32,
    /// The client's number for it.
    pub random_id: i64,
    /// The step of `pts`.
    pub event: Event,
    /// When.
    pub date: i32,
}

impl World {
    /// Looks at an account's Saved Messages.
    pub fn with_saved<T>(&self, owner: UserId, look: impl FnOnce(&History) -> T) -> T {
        let state = self.state();
        let account = state.accounts.get(&owner).expect("whoever is signed in has an account");
        look(&account.saved)
    }

    /// A page of what matches, and how many match in all.
    pub fn search_saved(&self, owner: UserId, query: &Query, window: &Window) -> Page {
        let state = self.state();
        let account = state.accounts.get(&owner).expect("whoever is signed in has an account");
        let name = |file: FileId| Some(state.files.get(&file)?.name()?.to_owned());
        window.cut(&query.find(&account.saved, |id| account.saved.words(id, name)))
    }

    /// Messages by id, in the order asked for; those that are not there are left out.
    pub fn saved_messages(&self, owner: UserId, ids: &[i32]) -> Vec<tl::enums::Message> {
        let found: Vec<_> = self.with_saved(owner, |saved| ids.iter().filter_map(|id| saved.message(*id)).collect());
        found.into_iter().map(|message| self.shape_boxed(owner, message)).collect()
    }

    fn shape_boxed(&self, owner: UserId, message: Message) -> tl::enums::Message {
        let media = message.file.and_then(|file| self.file(owner, file)).map(|file| file.media(self.access(), owner));
        let me = tl::enums::Peer::from(tl::types::PeerUser { user_id: owner.0 });
        let chat = message.details.chat;
        let peer = if chat == 0 { me.clone() } else { peer_of(chat) };
        let mut shape = blank_message(message.id, peer, message.date, message.text);
        detail(&mut shape, &message.details);
        shape.out = chat == 0 || message.details.from == owner.0;
        // In private chats it goes without saying who wrote.
        match chat {
            0 => (shape.from_id, shape.saved_peer_id) = (Some(me.clone()), Some(me)),
            1.. => {}
            _ => shape.from_id = Some(peer_of(message.details.from)),
        }
        shape.media = media;
        shape.entities = Some(message.entities).filter(|entities| !entities.is_empty());
        shape.edit_date = message.edited;
        shape.grouped_id = message.album;
        shape.into()
    }

    /// Whether a client's numbers for its messages are new.
    pub fn check_random_ids(&self, owner: UserId, ids: &[i64]) -> Result<(), RpcError> {
        let state = self.state();
        let known = ids.iter().any(|id| state.random_ids.contains(&(owner, *id)));
        if known { Err(RpcError::new(500, "RANDOM_ID_DUPLICATE")) } else { Ok(()) }
    }

    /// Sends messages to the sender's Saved Messages; several at once are an album.
    pub fn send(&self, owner: UserId, by: Option<&Signed>, drafts: Vec<Draft>) -> Result<Vec<Sent>, RpcError> {
        let date = self.clock().now();
        let forwarded = drafts.iter().any(|draft| draft.details.forward.is_some());
        let album = (drafts.len() > 1 && !forwarded).then(random::id);
        let mut sent: Vec<Sent> = Vec::new();
        {
            let mut state = self.state();
            for draft in &drafts {
                if draft.random_id != 0 && state.random_ids.contains(&(owner, draft.random_id)) {
                    return Err(RpcError::new(500, "RANDOM_ID_DUPLICATE"));
                }
                let answered = draft.details.reply_to;
                let saved = &state.accounts.get(&owner).expect("whoever sends has an account").saved;
                let is_there =
                    saved.message(answered).is_some_and(|message| message.details.chat == draft.details.chat);
                if answered != 0 && !is_there {
                    return Err(bad_request("REPLY_MESSAGE_ID_INVALID"));
                }
            }
            let State { accounts, random_ids, files, .. } = &mut *state;
            let account = accounts.get_mut(&owner).expect("whoever sends has an account");
            let (mut rows, mut events) = (Vec::new(), Vec::new());
            for draft in drafts {
                let id = account.saved.next_id();
                let kind = draft.file.as_ref().map_or(Kind::Text, |file| file.kind());
                let file = draft.file.as_ref().map(|file| file.id);
                let (text, entities) = (draft.text, draft.entities);
                let message = Message { id, date, edited: None, text, entities, album, file, details: draft.details };
                if let Some(file) = draft.file.filter(|file| file.id.origin().is_none()) {
                    files.insert(file.id, file);
                }
                rows.push(message_row(owner.0, &message, Some(draft.random_id)));
                account.saved.put(message, kind);
                random_ids.insert((owner, draft.random_id));
                let event = account.timeline.add(What::New, vec![id]);
                events.push(event.to_row(owner.0));
                sent.push(Sent { id, random_id: draft.random_id, event, date });
            }
            self.store().record(&rows, &events)?;
        }
        let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
        self.announce(owner, by, &events);
        Ok(sent)
    }

    /// Changes the text of a message that `author` wrote, in a box.
    pub(super) fn edit(
        &self,
        owner: UserId,
        by: Option<&Signed>,
        author: UserId,
        id: i32,
        text: String,
        entities: Vec<MessageEntity>,
    ) -> Result<Event, RpcError> {
        let event = {
            let mut state = self.state();
            let date = self.clock().now();
            let account = state.accounts.get_mut(&owner).expect("every box is an account's");
            let mut message = account.saved.message(id).ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
            let kind = account.saved.kind(id).unwrap_or(Kind::Text);
            if message.details.chat != 0 && (message.details.from != author.0 || message.details.forward.is_some()) {
                return Err(RpcError::new(403, "MESSAGE_AUTHOR_REQUIRED"));
            }
            if text.is_empty() && message.file.is_none() {
                return Err(bad_request("MESSAGE_EMPTY"));
            }
            if message.text == text && message.entities == entities {
                return Err(bad_request("MESSAGE_NOT_MODIFIED"));
            }
            (message.text, message.entities, message.edited) = (text, entities, Some(date));
            let row = message_row(owner.0, &message, None);
            account.saved.put(message, kind);
            let event = account.timeline.add(What::Edited, vec![id]);
            self.store().record(&[row], &[event.to_row(owner.0)])?;
            event
        };
        self.announce(owner, by, std::slice::from_ref(&event));
        Ok(event)
    }

    /// Deletes messages; those that are not there are passed over. Gives the event, or `None` if there was nothing to delete.
    pub(super) fn delete(&self, owner: UserId, by: Option<&Signed>, ids: &[i32]) -> Result<Option<Event>, RpcError> {
        let event = {
            let mut state = self.state();
            let account = state.accounts.get_mut(&owner).expect("every box is an account's");
            let (mut gone, mut rows) = (Vec::new(), Vec::new());
            for id in ids {
                if account.saved.remove(*id) {
                    gone.push(*id);
                    rows.push(tombstone(owner.0, *id));
                }
            }
            if gone.is_empty() {
                return Ok(None);
            }
            let event = account.timeline.add(What::Deleted, gone);
            self.store().record(&rows, &[event.to_row(owner.0)])?;
            event
        };
        self.announce(owner, by, std::slice::from_ref(&event));
        Ok(Some(event))
    }

    /// A file whose bytes are at hand, without making anything.
    pub fn known_file(&self, signed: &Signed, id: FileId) -> Option<Arc<File>> {
        let state = self.state();
        state.files.get(&id).or_else(|| state.computed.get(&(signed.user, id))).cloned()
    }

    /// A file that an account can see: one of its own, or of its computed messages.
    pub fn file(&self, owner: UserId, id: FileId) -> Option<Arc<File>> {
        let anchor = {
            let state = self.state();
            if let Some(file) = state.files.get(&id) {
                return Some(file.clone());
            }
            let account = state.accounts.get(&owner)?;
            if let Some(file) = state.computed.get(&(owner, id)) {
                return Some(file.clone());
            }
            account.created
        };
        let (collection, index) = id.origin()?;
        let file = Arc::new(File::of_item(id, &collection.item(index)?, anchor));
        let mut state = self.state();
        if state.computed.len() >= MOST_COMPUTED {
            state.computed.clear();
        }
        state.computed.insert((owner, id), file.clone());
        Some(file)
    }
}

/// How many computed files are kept ready.
const MOST_COMPUTED: usize = 4096;

pub(super) fn message_row(owner: i64, message: &Message, random_id: Option<i64>) -> MessageRow {
    MessageRow {
        owner,
        id: message.id,
        date: message.date,
        edited: message.edited,
        text: message.text.clone(),
        entities: message.entities.to_bytes(),
        album: message.album,
        file: message.file.map(|file| file.0),
        deleted: false,
        random_id,
        details: message.details.to_bytes(),
    }
}

pub(super) fn tombstone(owner: i64, id: i32) -> MessageRow {
    MessageRow {
        owner,
        id,
        date: 0,
        edited: None,
        text: String::new(),
        entities: Vec::new(),
        album: None,
        file: None,
        deleted: true,
        random_id: None,
        details: Vec::new(),
    }
}

/// A message of which only the least is known.
pub fn blank_message(id: i32, peer_id: tl::enums::Peer, date: i32, message: String) -> tl::types::Message {
    tl::types::Message {
        out: false,
        mentioned: false,
        media_unread: false,
        silent: false,
        post: false,
        from_scheduled: false,
        legacy: false,
        edit_hide: false,
        pinned: false,
        noforwards: false,
        invert_media: false,
        offline: false,
        video_processing_pending: false,
        paid_suggested_post_stars: false,
        paid_suggested_post_ton: false,
        id,
        from_id: None,
        from_boosts_applied: None,
        from_rank: None,
        peer_id,
        saved_peer_id: None,
        fwd_from: None,
        via_bot_id: None,
        via_business_bot_id: None,
        guestchat_via_from: None,
        reply_to: None,
        date,
        message,
        media: None,
        reply_markup: None,
        entities: None,
        views: None,
        forwards: None,
        replies: None,
        edit_date: None,
        post_author: None,
        grouped_id: None,
        reactions: None,
        restriction_reason: None,
        ttl_period: None,
        quick_reply_shortcut_id: None,
        effect: None,
        factcheck: None,
        report_delivery_until_date: None,
        paid_message_stars: None,
        suggested_post: None,
        schedule_repeat_period: None,
        summary_from_language: None,
        rich_message: None,
    }
}
