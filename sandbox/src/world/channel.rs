//! What happens in channels and supergroups: who is in them, who may do what there, and what is written.
//!
//! A channel has one history and one sequence of events (`pts`) for all who see it, unlike private chats, which everybody has in a box of their
//! own. What it came with is in [`crate::content::chats`]; what was added is stored like the messages of accounts, under its marked id.

use std::collections::HashMap;

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

use super::chats::{channel_of, detail, marked, peer_of};
use super::history::{CHANNEL_IDS, Collection, Details, History, Message};
use super::phone::{Character, UserId};
use super::refusal::bad_request;
use super::saved::{Draft, Sent, blank_message, message_row, tombstone};
use super::search::{Page, Query, Window};
use super::update::{Difference, Event, Timeline, What};
use super::{Signed, State, World};
use crate::content::Kind;
use crate::content::chats::{CHANNELS, Channel, Invite, PEOPLE, Posts, Writing, crowd_id, crowd_name};
use crate::rpc::{KeyId, RpcError};
use crate::store::{EventRow, MemberRow};

/// A channel's state.
#[derive(Debug)]
pub(crate) struct Room {
    place: usize,
    founded: i32,
    /// Made when somebody first looks: one of them has 100,000 messages.
    history: Option<History>,
    timeline: Timeline,
    /// Accounts that joined, left or asked.
    standings: HashMap<UserId, (Standing, i32)>,
    /// When each account wrote last, for slow mode.
    wrote: HashMap<UserId, i32>,
}

/// What an account is in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A member.
    Joined,
    /// Not any more.
    Left,
    /// Waiting for the admins' word.
    Asked,
}

/// Somebody in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The user id.
    pub id: i64,
    /// Since when.
    pub date: i32,
    /// Whether they made it.
    pub is_creator: bool,
}

impl Room {
    /// Every channel, as it came.
    pub(super) fn all(founded: i32) -> Vec<Self> {
        let room = |place| {
            let size = i32::try_from(Collection::Posts(place).size()).unwrap_or(i32::MAX - 1);
            let (standings, wrote) = (HashMap::new(), HashMap::new());
            Self { place, founded, history: None, timeline: Timeline::starting_at(size + 1), standings, wrote }
        };
        (0..CHANNELS.len()).map(room).collect()
    }

    fn history(&mut self) -> &mut History {
        let (place, founded) = (self.place, self.founded);
        self.history.get_or_insert_with(|| History::new(Collection::Posts(place), founded))
    }

    /// Puts a kept message back, or its mark.
    pub(super) fn restore(&mut self, message: Message, kind: Kind) {
        let wrote = self.wrote.entry(UserId(message.details.from)).or_insert(0);
        *wrote = (*wrote).max(message.date);
        self.history().put(message, kind);
    }

    pub(super) fn restore_deleted(&mut self, id: i32) {
        self.history().remove(id);
    }

    pub(super) fn restore_event(&mut self, row: EventRow) {
        self.timeline.restore(row);
    }

    pub(super) fn restore_member(&mut self, row: MemberRow) {
        let standing = match row.standing {
            1 => Standing::Joined,
            2 => Standing::Left,
            _ => Standing::Asked,
        };
        self.standings.insert(UserId(row.account), (standing, row.date));
    }
}

impl State {
    /// The state of a channel.
    pub(super) fn room(&mut self, channel: &Channel) -> &mut Room {
        let place = CHANNELS.iter().position(|known| known.id == channel.id).expect("channels are all known");
        &mut self.rooms[place]
    }

    /// The state of the channel with that marked id.
    pub(super) fn room_of(&mut self, marked: i64) -> Option<&mut Room> {
        channel_of(CHANNEL_IDS.checked_sub(marked)?).map(|channel| self.room(channel))
    }

    fn has_member(&mut self, user: UserId, channel: &Channel) -> Option<i32> {
        match self.room(channel).standings.get(&user) {
            Some((Standing::Joined, date)) => Some(*date),
            Some(_) => None,
            None => {
                let account = self.accounts.get(&user)?;
                (channel.has_demo && account.phone.character() == Character::Demo).then_some(account.created)
            }
        }
    }

    fn joined(&mut self, channel: &Channel) -> Vec<(UserId, i32)> {
        let accounts: Vec<_> = self.accounts.keys().copied().collect();
        let mut joined: Vec<_> =
            accounts.into_iter().filter_map(|user| Some((user, self.has_member(user, channel)?))).collect();
        joined.sort_by_key(|(user, date)| (std::cmp::Reverse(*date), user.0));
        joined
    }
}

/// Who may do what.
impl World {
    /// Whether an account is in a channel.
    pub fn is_member(&self, user: UserId, channel: &Channel) -> bool {
        self.state().has_member(user, channel).is_some()
    }

    /// The channels that an account is in.
    pub fn channels_of(&self, user: UserId) -> Vec<&'static Channel> {
        let mut state = self.state();
        CHANNELS.iter().filter(|channel| state.has_member(user, channel).is_some()).collect()
    }

    /// How many are in a channel.
    pub fn member_count(&self, channel: &Channel) -> i32 {
        let joined = self.state().joined(channel).len();
        let others = channel.people.len() + channel.crowd as usize;
        i32::try_from(joined + others).unwrap_or(i32::MAX)
    }

    /// Whether the caller may look into a channel.
    pub fn check_readable(&self, signed: &Signed, channel: &Channel) -> Result<(), RpcError> {
        let may = channel.username.is_some() || self.is_member(signed.user, channel);
        if may { Ok(()) } else { Err(bad_request("CHANNEL_PRIVATE")) }
    }

    /// Whether the caller may write in a channel now.
    pub fn check_writable(&self, signed: &Signed, channel: &Channel) -> Result<(), RpcError> {
        self.check_readable(signed, channel)?;
        if channel.broadcast {
            return Err(bad_request("CHAT_ADMIN_REQUIRED"));
        }
        let is_member = self.is_member(signed.user, channel);
        match channel.writing {
            Writing::Admins => return Err(RpcError::new(403, "CHAT_WRITE_FORBIDDEN")),
            Writing::Others if is_member => return Err(bad_request("USER_BANNED_IN_CHANNEL")),
            Writing::Members | Writing::Others if !is_member => {
                return Err(RpcError::new(403, "CHAT_WRITE_FORBIDDEN"));
            }
            Writing::Members | Writing::Others => {}
        }
        let wrote = self.state().room(channel).wrote.get(&signed.user).copied().unwrap_or(0);
        let wait = wrote.saturating_add(channel.slow_mode).saturating_sub(self.clock().now());
        if channel.slow_mode > 0 && wait > 0 {
            return Err(RpcError::new(420, format!("SLOWMODE_WAIT_{wait}")));
        }
        Ok(())
    }

    /// A channel's members, those who came last first.
    pub fn members(&self, signed: &Signed, channel: &Channel) -> Result<Vec<Member>, RpcError> {
        self.check_readable(signed, channel)?;
        if channel.broadcast || channel.hides_members {
            return Err(bad_request("CHAT_ADMIN_REQUIRED"));
        }
        Ok(self.everybody_in(channel))
    }

    fn everybody_in(&self, channel: &Channel) -> Vec<Member> {
        let member = |id, date| Member { id, date, is_creator: false };
        let mut members: Vec<_> =
            self.state().joined(channel).into_iter().map(|(user, date)| member(user.0, date)).collect();
        let founded = self.founded();
        let minutes = |index: u32| i32::try_from(index).unwrap_or(0) * 60;
        let crowd = (0..channel.crowd).rev();
        members.extend(crowd.map(|index| member(crowd_id(channel, index), founded - 200 * 3600 + minutes(index))));
        for (at, person) in channel.people.iter().enumerate().rev() {
            let since = founded - 300 * 3600 + i32::try_from(at).unwrap_or(0) * 3600;
            members.push(Member { is_creator: at == 0, ..member(PEOPLE[*person].id, since) });
        }
        members
    }

    /// One of a channel's members.
    pub fn member(&self, signed: &Signed, channel: &Channel, id: i64) -> Result<Member, RpcError> {
        self.check_readable(signed, channel)?;
        if channel.broadcast && id != signed.user.0 {
            return Err(bad_request("CHAT_ADMIN_REQUIRED"));
        }
        let found = self.everybody_in(channel).into_iter().find(|member| member.id == id);
        found.ok_or_else(|| bad_request("USER_NOT_PARTICIPANT"))
    }

    /// A member's first name, in lower case, for searching.
    pub fn member_name(&self, member: &Member) -> String {
        if let Some((_, index)) = crate::content::chats::in_crowd(member.id) {
            let (first, last) = crowd_name(index);
            return format!("{first} {last}").to_lowercase();
        }
        match self.anybody(UserId(member.id), UserId(member.id)) {
            Some(tl::enums::User::User(user)) => {
                let names = [user.first_name, user.last_name, user.username];
                names.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase()
            }
            _ => String::new(),
        }
    }
}

/// Coming and going.
impl World {
    /// The channel that an invite link leads to. Those that were taken back and those that never were are told alike.
    pub fn invited(&self, hash: &str) -> Result<(&'static Channel, Invite), RpcError> {
        if hash.is_empty() {
            return Err(bad_request("INVITE_HASH_EMPTY"));
        }
        if !hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return Err(bad_request("INVITE_HASH_INVALID"));
        }
        let invites = CHANNELS.iter().flat_map(|channel| channel.invites.iter().map(move |invite| (channel, invite)));
        let found = invites.filter(|(_, (known, _))| *known == hash).map(|(channel, (_, invite))| (channel, *invite));
        found.filter(|(_, invite)| *invite != Invite::Expired).last().ok_or_else(|| bad_request("INVITE_HASH_EXPIRED"))
    }

    /// Joins by an invite.
    pub fn join_by(&self, signed: &Signed, hash: &str) -> Result<&'static Channel, RpcError> {
        let (channel, invite) = self.invited(hash)?;
        if self.is_member(signed.user, channel) {
            return Err(bad_request("USER_ALREADY_PARTICIPANT"));
        }
        if invite == Invite::OnRequest {
            self.stand(signed.user, channel, Standing::Asked)?;
            return Err(bad_request("INVITE_REQUEST_SENT"));
        }
        self.stand(signed.user, channel, Standing::Joined)?;
        Ok(channel)
    }

    /// Joins a public channel; nothing changes where the caller is in it.
    pub fn join(&self, signed: &Signed, channel: &Channel) -> Result<(), RpcError> {
        self.check_readable(signed, channel)?;
        if self.is_member(signed.user, channel) { Ok(()) } else { self.stand(signed.user, channel, Standing::Joined) }
    }

    /// Leaves a channel.
    pub fn leave(&self, signed: &Signed, channel: &Channel) -> Result<(), RpcError> {
        if !self.is_member(signed.user, channel) {
            return Err(bad_request("USER_NOT_PARTICIPANT"));
        }
        self.stand(signed.user, channel, Standing::Left)
    }

    fn stand(&self, user: UserId, channel: &Channel, standing: Standing) -> Result<(), RpcError> {
        let date = self.clock().now();
        let number = match standing {
            Standing::Joined => 1,
            Standing::Left => 2,
            Standing::Asked => 3,
        };
        let mut state = self.state();
        self.store().put_member(MemberRow { channel: channel.id, account: user.0, standing: number, date })?;
        state.room(channel).standings.insert(user, (standing, date));
        Ok(())
    }
}

/// What is written.
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
            (None, Posts::Endless) => i32::try_from(crate::content::chats::ENDLESS_POSTS).unwrap_or(i32::MAX),
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
            (drafts.len() > 1 && drafts.iter().all(|draft| draft.details.forward.is_none())).then(super::random::id);
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
