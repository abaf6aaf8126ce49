//! What is written in channels and supergroups: reading, posting, editing, deleting, and who is told of it.

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

use super::chats::{detail, marked, peer_of};
use super::history::{Details, Message};
use super::phone::UserId;
use super::refusal::bad_request;
use super::saved::{Draft, Sent, blank_message, message_row, tombstone};
use super::search::{Page, Query, Window};
use super::update::{Difference, Event, What};
use super::{Signed, World};
use crate::content::Kind;
use crate::content::chats::{CHANNELS, Channel, ENDLESS_POSTS, Posts};
use crate::rpc::{KeyId, RpcError};

impl World {
    /// A channel's `pts`.
    pub fn channel_pts(&self, channel: &Channel) -> i32 {
        self.state().room(channel).timeline.pts()
    }

    /// The id of a channel's newest message.
    pub fn channel_top(&self, channel: &Channel) -> i32 {
        let mut state = self.state();
        let room = state.room(channel);
        match (&room.history, &channel.posts) {
            (None, Posts::Endless) => i32::try_from(ENDLESS_POSTS).unwrap_or(i32::MAX),
            _ => room.history().top(),
        }
    }

    /// The message that is pinned last.
    pub fn channel_pinned(&self, channel: &Channel) -> Option<i32> {
        if matches!(channel.posts, Posts::Endless) {
            return None;
        }
        let mut state = self.state();
        let history = state.room(channel).history();
        let ids: Vec<_> = history.entries().iter().rev().map(|entry| entry.id).collect();
        ids.into_iter().find(|id| history.message(*id).is_some_and(|message| message.details.is_pinned))
    }

    /// A page of a channel's messages that match.
    pub fn search_channel(&self, channel: &Channel, query: &Query, window: &Window) -> Page {
        let mut state = self.state();
        let state = &mut *state;
        let files = &state.files;
        let place = CHANNELS.iter().position(|known| known.id == channel.id).expect("channels are all known");
        let history = state.rooms[place].history();
        if query.is_everything() {
            return window.cut_history(history.entries());
        }
        window.cut(&query.find(history, |id| history.words(id, |file| Some(files.get(&file)?.name()?.to_owned()))))
    }

    /// A channel's messages by id, as somebody sees them; those that are not there are left out.
    pub fn channel_messages(&self, viewer: UserId, channel: &Channel, ids: &[i32]) -> Vec<tl::enums::Message> {
        let found: Vec<_> = {
            let mut state = self.state();
            let history = state.room(channel).history();
            ids.iter().filter_map(|id| history.message(*id)).collect()
        };
        found.into_iter().map(|message| self.shape_post(viewer, channel, message)).collect()
    }

    fn shape_post(&self, viewer: UserId, channel: &Channel, message: Message) -> tl::enums::Message {
        let media = message.file.and_then(|file| self.file(viewer, file)).map(|file| file.media(self.access(), viewer));
        let mut shape = blank_message(message.id, peer_of(marked(channel)), message.date, message.text);
        detail(&mut shape, &message.details);
        if channel.broadcast {
            (shape.post, shape.views, shape.forwards) = (true, Some(self.member_count(channel)), Some(0));
        } else {
            // Who writes in the chat's name is the chat.
            let from = if message.details.from == 0 { marked(channel) } else { message.details.from };
            shape.from_id = Some(peer_of(from));
        }
        shape.out = message.details.from == viewer.0;
        shape.noforwards = channel.is_protected;
        shape.media = media;
        shape.entities = Some(message.entities).filter(|entities| !entities.is_empty());
        shape.edit_date = message.edited;
        shape.grouped_id = message.album;
        shape.into()
    }

    /// Writes in a channel; several at once are an album. `author` is a user id.
    pub fn post(
        &self,
        author: UserId,
        by: Option<&Signed>,
        channel: &Channel,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Sent>, RpcError> {
        let date = self.clock().now();
        let album =
            (drafts.len() > 1 && drafts.iter().all(|draft| draft.details.forward.is_none())).then(crate::random::id);
        let (mut sent, mut rows, mut events) = (Vec::<Sent>::new(), Vec::new(), Vec::new());
        {
            let mut state = self.state();
            for draft in &drafts {
                if draft.random_id != 0 && state.random_ids.contains(&(author, draft.random_id)) {
                    return Err(RpcError::new(500, "RANDOM_ID_DUPLICATE"));
                }
                let answered = draft.details.reply_to;
                if answered != 0 && state.room(channel).history().kind(answered).is_none() {
                    return Err(bad_request("REPLY_MESSAGE_ID_INVALID"));
                }
            }
            for draft in drafts {
                let room = state.room(channel);
                let id = room.history().next_id();
                let kind = draft.file.as_ref().map_or(Kind::Text, |file| file.kind());
                let file = draft.file.as_ref().map(|file| file.id);
                let details = Details { from: author.0, ..draft.details };
                let (text, entities) = (draft.text, draft.entities);
                let message = Message { id, date, edited: None, text, entities, album, file, details };
                rows.push(message_row(marked(channel), &message, Some(draft.random_id)));
                room.history().put(message, kind);
                room.wrote.insert(author, date);
                let event = room.timeline.add(What::New, vec![id]);
                events.push(event.to_row(marked(channel)));
                sent.push(Sent { id, random_id: draft.random_id, event, date });
                if let Some(file) = draft.file.filter(|file| file.id.origin().is_none()) {
                    state.files.insert(file.id, file);
                }
                state.random_ids.insert((author, draft.random_id));
            }
            self.store().record(&rows, &events)?;
        }
        let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
        self.announce_in(channel, by, &events);
        Ok(sent)
    }

    /// Changes the text of a message in a channel.
    pub fn edit_post(
        &self,
        signed: &Signed,
        channel: &Channel,
        id: i32,
        text: String,
        entities: Vec<MessageEntity>,
    ) -> Result<Event, RpcError> {
        let event = {
            let mut state = self.state();
            let date = self.clock().now();
            let room = state.room(channel);
            let mut message = room.history().message(id).ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
            let kind = room.history().kind(id).unwrap_or(Kind::Text);
            if message.details.from != signed.user.0 || message.details.forward.is_some() {
                return Err(RpcError::new(403, "MESSAGE_AUTHOR_REQUIRED"));
            }
            if message.text == text && message.entities == entities {
                return Err(bad_request("MESSAGE_NOT_MODIFIED"));
            }
            (message.text, message.entities, message.edited) = (text, entities, Some(date));
            let row = message_row(marked(channel), &message, None);
            room.history().put(message, kind);
            let event = room.timeline.add(What::Edited, vec![id]);
            self.store().record(&[row], &[event.to_row(marked(channel))])?;
            event
        };
        self.announce_in(channel, Some(signed), std::slice::from_ref(&event));
        Ok(event)
    }

    /// Deletes messages of the caller's in a channel; those that are not there are passed over.
    pub fn delete_posts(&self, signed: &Signed, channel: &Channel, ids: &[i32]) -> Result<Option<Event>, RpcError> {
        let event = {
            let mut state = self.state();
            let room = state.room(channel);
            let there: Vec<_> = ids.iter().filter_map(|id| room.history().message(*id)).collect();
            if there.iter().any(|message| message.details.from != signed.user.0) {
                return Err(RpcError::new(403, "MESSAGE_DELETE_FORBIDDEN"));
            }
            let gone: Vec<_> = there.iter().map(|message| message.id).filter(|id| room.history().remove(*id)).collect();
            if gone.is_empty() {
                return Ok(None);
            }
            let rows: Vec<_> = gone.iter().map(|id| tombstone(marked(channel), *id)).collect();
            let event = room.timeline.add(What::Deleted, gone);
            self.store().record(&rows, &[event.to_row(marked(channel))])?;
            event
        };
        self.announce_in(channel, Some(signed), std::slice::from_ref(&event));
        Ok(Some(event))
    }

    /// What happened in a channel since `pts`.
    pub fn channel_missed(&self, channel: &Channel, pts: i32, limit: usize) -> Difference {
        self.state().room(channel).timeline.since(pts, limit)
    }

    /// The updates of a channel's events whose messages are still there.
    pub fn channel_updates(&self, viewer: UserId, channel: &Channel, events: &[Event]) -> Vec<tl::enums::Update> {
        let ids: Vec<_> =
            events.iter().filter(|event| event.what != What::Deleted).flat_map(|event| event.ids.clone()).collect();
        let messages = self.channel_messages(viewer, channel, &ids);
        let updates = events.iter().filter_map(|event| {
            let (pts, pts_count, channel_id) = (event.pts, event.count, channel.id);
            let message = || messages.iter().find(|message| event.ids.contains(&message.id())).cloned();
            Some(match event.what {
                What::New => tl::types::UpdateNewChannelMessage { message: message()?, pts, pts_count }.into(),
                What::Edited => tl::types::UpdateEditChannelMessage { message: message()?, pts, pts_count }.into(),
                What::Deleted => {
                    let messages = event.ids.clone();
                    tl::types::UpdateDeleteChannelMessages { channel_id, messages, pts, pts_count }.into()
                }
                What::Pinned | What::Unpinned => {
                    let (pinned, messages) = (event.what == What::Pinned, event.ids.clone());
                    tl::types::UpdatePinnedChannelMessages { pinned, channel_id, messages, pts, pts_count }.into()
                }
            })
        });
        updates.collect()
    }

    /// Tells all members' connections of events, but not the session that made them.
    fn announce_in(&self, channel: &Channel, by: Option<&Signed>, events: &[Event]) {
        let members: Vec<_> = self.state().joined(channel).into_iter().map(|(user, _)| user).collect();
        for user in members {
            let keys: Vec<KeyId> = self.state().at_home(user).map(|authorization| authorization.key).collect();
            if keys.is_empty() {
                continue;
            }
            let updates = self.wrap_updates(user, self.channel_updates(user, channel, events));
            self.push(&keys, by.map(|signed| (signed.key, signed.session)), &updates);
        }
    }
}
