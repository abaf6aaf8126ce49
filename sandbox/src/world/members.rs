//! Members of channels and supergroups: who may read and write there, joining and leaving.

use std::sync::Arc;

use grammers_tl_types as tl;

use super::state::{AuthorizedCaller, World};
use crate::content::chats::{
    InviteState, PEOPLE, Writers, generated_member, generated_member_id, generated_member_name,
};
use crate::model::channel::{Channel, Membership, Participant};
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};
use crate::store::MemberRow;

impl World {
    pub(crate) fn is_member(&self, user: UserId, channel: &Channel) -> bool {
        self.state().joined(user, channel).is_some()
    }

    /// The channels of which an account is a member.
    pub(crate) fn channels_of(&self, user: UserId) -> Vec<Arc<Channel>> {
        let state = self.state();
        state.existing_channels().filter(|channel| state.joined(user, channel).is_some()).cloned().collect()
    }

    pub(crate) fn participants_count(&self, channel: &Channel) -> i32 {
        let accounts = self.state().members(channel).len();
        let others = channel.people.len() + channel.generated_members as usize;
        i32::try_from(accounts + others).unwrap_or(i32::MAX)
    }

    /// Checks that the caller may read a channel.
    pub(crate) fn check_readable(&self, caller: &AuthorizedCaller, channel: &Channel) -> Result<(), RpcError> {
        let is_readable = channel.username.is_some() || self.is_member(caller.user, channel);
        if is_readable { Ok(()) } else { Err(bad_request("CHANNEL_PRIVATE")) }
    }

    /// Checks that the caller has the rights of a channel's creator.
    pub(crate) fn check_admin(&self, caller: &AuthorizedCaller, channel: &Channel) -> Result<(), RpcError> {
        self.check_readable(caller, channel)?;
        if channel.is_created_by(caller.user) { Ok(()) } else { Err(bad_request("CHAT_ADMIN_REQUIRED")) }
    }

    /// Checks that the caller may send messages in a channel now.
    pub(crate) fn check_writable(&self, caller: &AuthorizedCaller, channel: &Channel) -> Result<(), RpcError> {
        self.check_readable(caller, channel)?;
        if channel.is_created_by(caller.user) {
            return Ok(());
        }
        if channel.broadcast {
            return Err(bad_request("CHAT_ADMIN_REQUIRED"));
        }
        let is_member = self.is_member(caller.user, channel);
        match channel.writers {
            Writers::Admins => return Err(RpcError::new(403, "CHAT_WRITE_FORBIDDEN")),
            Writers::NoAccounts if is_member => return Err(bad_request("USER_BANNED_IN_CHANNEL")),
            Writers::Members | Writers::NoAccounts if !is_member => {
                return Err(RpcError::new(403, "CHAT_WRITE_FORBIDDEN"));
            }
            Writers::Members | Writers::NoAccounts => {}
        }
        let last_sent = self.state().channel(channel).last_sent.get(&caller.user).copied().unwrap_or(0);
        let wait = last_sent.saturating_add(channel.slow_mode).saturating_sub(self.clock().now());
        if channel.slow_mode > 0 && wait > 0 {
            return Err(RpcError::new(420, format!("SLOWMODE_WAIT_{wait}")));
        }
        Ok(())
    }

    /// A channel's members, latest first.
    pub(crate) fn participants(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
    ) -> Result<Vec<Participant>, RpcError> {
        if channel.broadcast || channel.participants_hidden {
            self.check_admin(caller, channel)?;
        }
        self.check_readable(caller, channel)?;
        Ok(self.all_participants(channel))
    }

    fn all_participants(&self, channel: &Channel) -> Vec<Participant> {
        let participant = |user_id, date| Participant { user_id, date, is_creator: false };
        let members = self
            .state()
            .members(channel)
            .into_iter()
            .map(|(user, date)| Participant { is_creator: channel.is_created_by(user), ..participant(user.0, date) });
        let mut participants: Vec<_> = members.collect();
        let number = |index: usize| i32::try_from(index).unwrap_or(0);
        let (generated_since, people_since) = (self.created() - 200 * 3600, self.created() - 300 * 3600);
        let generated = (0..channel.generated_members).rev().map(|index| {
            participant(generated_member_id(channel.id, index), generated_since + number(index as usize) * 60)
        });
        participants.extend(generated);
        let people = channel.people.iter().enumerate().rev().map(|(index, person)| Participant {
            is_creator: index == 0,
            ..participant(PEOPLE[*person].id, people_since + number(index) * 3600)
        });
        participants.extend(people);
        participants
    }

    /// A member of a channel.
    pub(crate) fn participant(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        user_id: i64,
    ) -> Result<Participant, RpcError> {
        self.check_readable(caller, channel)?;
        if channel.broadcast && user_id != caller.user.0 {
            self.check_admin(caller, channel)?;
        }
        let found = self.all_participants(channel).into_iter().find(|participant| participant.user_id == user_id);
        found.ok_or_else(|| bad_request("USER_NOT_PARTICIPANT"))
    }

    /// A member's names in lower case, for searching.
    pub(crate) fn searchable_names(&self, participant: &Participant) -> String {
        if let Some((_, index)) = generated_member(participant.user_id) {
            let (first, last) = generated_member_name(index);
            return format!("{first} {last}").to_lowercase();
        }
        let id = UserId(participant.user_id);
        match self.user(id, id) {
            Some(tl::enums::User::User(user)) => {
                let names = [user.first_name, user.last_name, user.username];
                names.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase()
            }
            _ => String::new(),
        }
    }
}

impl World {
    /// The channel of an invite link. The error is the same for revoked and unknown links.
    pub(crate) fn invite(&self, hash: &str) -> Result<(Arc<Channel>, InviteState), RpcError> {
        if hash.is_empty() {
            return Err(bad_request("INVITE_HASH_EMPTY"));
        }
        if !hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return Err(bad_request("INVITE_HASH_INVALID"));
        }
        let state = self.state();
        let mut invites =
            state.existing_channels().flat_map(|channel| channel.invites.iter().map(move |invite| (channel, invite)));
        let found = invites.find(|(_, (other, state))| *other == hash && *state != InviteState::Expired);
        let (channel, (_, invite_state)) = found.ok_or_else(|| bad_request("INVITE_HASH_EXPIRED"))?;
        Ok((channel.clone(), *invite_state))
    }

    /// Joins by an invite link.
    pub(crate) fn join_by_invite(&self, caller: &AuthorizedCaller, hash: &str) -> Result<Arc<Channel>, RpcError> {
        let (channel, state) = self.invite(hash)?;
        if self.is_member(caller.user, &channel) {
            return Err(bad_request("USER_ALREADY_PARTICIPANT"));
        }
        if state == InviteState::RequestNeeded {
            self.set_membership(caller.user, &channel, Membership::Requested)?;
            return Err(bad_request("INVITE_REQUEST_SENT"));
        }
        self.set_membership(caller.user, &channel, Membership::Joined)?;
        Ok(channel)
    }

    /// Joins a public channel. Succeeds if the caller is a member already.
    pub(crate) fn join(&self, caller: &AuthorizedCaller, channel: &Channel) -> Result<(), RpcError> {
        self.check_readable(caller, channel)?;
        if self.is_member(caller.user, channel) {
            return Ok(());
        }
        self.set_membership(caller.user, channel, Membership::Joined)
    }

    pub(crate) fn leave(&self, caller: &AuthorizedCaller, channel: &Channel) -> Result<(), RpcError> {
        if !self.is_member(caller.user, channel) {
            return Err(bad_request("USER_NOT_PARTICIPANT"));
        }
        if channel.is_created_by(caller.user) {
            return Err(bad_request("USER_CREATOR"));
        }
        self.set_membership(caller.user, channel, Membership::Left)
    }

    pub(super) fn set_membership(
        &self,
        user: UserId,
        channel: &Channel,
        membership: Membership,
    ) -> Result<(), RpcError> {
        let date = self.clock().now();
        let row = MemberRow { channel: channel.id, account: user.0, membership: membership.to_number(), date };
        let mut state = self.state();
        self.store().put_member(row)?;
        state.channel(channel).memberships.insert(user, (membership, date));
        if membership == Membership::Joined && state.accounts.contains_key(&user) {
            self.read_before_joining(&mut state, user, channel)?;
        }
        Ok(())
    }
}
