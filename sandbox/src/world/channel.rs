//! Channels and supergroups: who is in them, and who may do what there. What is written there is in [`super::post`].
//!
//! A channel has one history and one sequence of events (`pts`) for all who see it, unlike private chats, which everybody has in a box of their
//! own. What it came with is in [`crate::content::chats`]; what was added is stored like the messages of accounts, under its marked id.

use std::collections::HashMap;

use grammers_tl_types as tl;

use super::chats::channel_of;
use super::history::{CHANNEL_IDS, Collection, History, Message};
use super::phone::{Character, UserId};
use super::refusal::bad_request;
use super::update::Timeline;
use super::{Signed, State, World};
use crate::content::Kind;
use crate::content::chats::{CHANNELS, Channel, Invite, PEOPLE, Writing, crowd_id, crowd_name};
use crate::rpc::RpcError;
use crate::store::{EventRow, MemberRow};

/// A channel's state.
#[derive(Debug)]
pub(crate) struct Room {
    place: usize,
    founded: i32,
    /// Made when somebody first looks: one of them has 100,000 messages.
    pub(super) history: Option<History>,
    pub(super) timeline: Timeline,
    /// Accounts that joined, left or asked.
    standings: HashMap<UserId, (Standing, i32)>,
    /// When each account wrote last, for slow mode.
    pub(super) wrote: HashMap<UserId, i32>,
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

    pub(super) fn history(&mut self) -> &mut History {
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

    pub(super) fn joined(&mut self, channel: &Channel) -> Vec<(UserId, i32)> {
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
        let mut found =
            invites.filter(|(_, (known, _))| *known == hash).map(|(channel, (_, invite))| (channel, *invite));
        found.find(|(_, invite)| *invite != Invite::Expired).ok_or_else(|| bad_request("INVITE_HASH_EXPIRED"))
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
