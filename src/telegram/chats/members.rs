//! The members of groups (`channels.getParticipants`; `messages.getFullChat` for basic groups).

use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::state::Chats;
use crate::telegram::chat_refusal::ChatRefusal;
use crate::telegram::error::Error;
use crate::telegram::peers::input::input_channel;
use crate::telegram::peers::person::Person;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

/// The members on a page: Telegram's limit.
const PAGE: i32 = 200;

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: Person,
    /// When the person joined, UTC; `None` for the creator.
    pub joined: Option<OffsetDateTime>,
    /// The member's role.
    pub role: MemberRole,
}

/// The role of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberRole {
    /// The creator of the group.
    Creator,
    /// An admin.
    Admin,
    /// An ordinary member.
    Member,
}

/// A page of a group's members.
#[derive(Clone, Debug)]
pub struct MembersPage {
    /// Those who joined last come first.
    pub members: Vec<Member>,
    /// The number of all members.
    pub total: u64,
    /// The offset of the next page; `None` on the last one.
    pub next: Option<u32>,
}

impl Chats {
    /// A page of up to 200 members of a group, from that offset on. Telegram returns the first 10,000 members of large groups.
    /// [`ChatRefusal::IsChannel`] for a channel, whose members only its admins can list; [`ChatRefusal::AdminRequired`] for a group that hides
    /// its members; [`ChatRefusal::NotAGroup`] for a person.
    pub async fn members(&self, chat: &ChatRef, offset: u32) -> Result<MembersPage, Error> {
        let peer = self.peers.resolve(chat).await?;
        match (input_channel(&peer), peer) {
            (Some(channel), _) => self.channel_members(channel, offset).await,
            (None, tl::enums::InputPeer::Chat(group)) => self.group_members(group.chat_id, offset).await,
            (None, _) => Err(ChatRefusal::NotAGroup.into()),
        }
    }
}

impl Chats {
    async fn channel_members(&self, channel: tl::enums::InputChannel, offset: u32) -> Result<MembersPage, Error> {
        let request = tl::functions::channels::GetParticipants {
            channel: channel.clone(),
            filter: tl::enums::ChannelParticipantsFilter::ChannelParticipantsRecent,
            offset: i32::try_from(offset).unwrap_or(i32::MAX),
            limit: PAGE,
            hash: 0,
        };
        let page = match self.calls.call(CallRoute::HOME, &request).await {
            Ok(tl::enums::channels::ChannelParticipants::Participants(page)) => page,
            Ok(tl::enums::channels::ChannelParticipants::NotModified) => {
                return Err(Error::Protocol("nothing was asked that could be unmodified"));
            }
            Err(error) if error.is("CHAT_ADMIN_REQUIRED") && self.is_broadcast(channel).await? => {
                return Err(ChatRefusal::IsChannel.into());
            }
            Err(error) => return Err(refused(error)),
        };
        self.peers.learn(&page.users, &page.chats);
        let received = u32::try_from(page.participants.len()).unwrap_or(0);
        let total = u64::try_from(page.count).unwrap_or(0);
        let members = page.participants.iter().filter_map(|participant| {
            let (id, date, role) = of_channel(participant)?;
            member(&page.users, id, date, role)
        });
        let end = offset.saturating_add(received);
        let next = Some(end).filter(|end| received > 0 && u64::from(*end) < total);
        Ok(MembersPage { members: members.collect(), total, next })
    }

    /// Whether it is a channel and no supergroup.
    async fn is_broadcast(&self, channel: tl::enums::InputChannel) -> Result<bool, Error> {
        let request = tl::functions::channels::GetChannels { id: vec![channel] };
        let chats = match self.calls.call(CallRoute::HOME, &request).await.map_err(refused)? {
            tl::enums::messages::Chats::Chats(all) => all.chats,
            tl::enums::messages::Chats::Slice(slice) => slice.chats,
        };
        Ok(chats.iter().any(|chat| matches!(chat, tl::enums::Chat::Channel(channel) if channel.broadcast)))
    }

    async fn group_members(&self, chat_id: i64, offset: u32) -> Result<MembersPage, Error> {
        let answer = self
            .calls
            .call(CallRoute::HOME, &tl::functions::messages::GetFullChat { chat_id })
            .await
            .map_err(refused)?;
        let tl::enums::messages::ChatFull::Full(answer) = answer;
        self.peers.learn(&answer.users, &answer.chats);
        let tl::enums::ChatFull::Full(full) = answer.full_chat else {
            return Err(Error::Protocol("a group is described as something else"));
        };
        let tl::enums::ChatParticipants::Participants(all) = full.participants else {
            return Err(ChatRefusal::AdminRequired.into());
        };
        let of_group = |participant: &tl::enums::ChatParticipant| match participant {
            tl::enums::ChatParticipant::Participant(it) => (it.user_id, Some(it.date), MemberRole::Member),
            tl::enums::ChatParticipant::Creator(it) => (it.user_id, None, MemberRole::Creator),
            tl::enums::ChatParticipant::Admin(it) => (it.user_id, Some(it.date), MemberRole::Admin),
        };
        let total = all.participants.len() as u64;
        let page = all.participants.iter().map(of_group).skip(offset as usize).take(PAGE as usize);
        let members: Vec<_> = page.filter_map(|(id, date, role)| member(&answer.users, id, date, role)).collect();
        let end = offset.saturating_add(PAGE.unsigned_abs());
        Ok(MembersPage { members, total, next: Some(end).filter(|end| u64::from(*end) < total) })
    }
}

/// The user id, date and role of a participant; `None` for former members.
fn of_channel(participant: &tl::enums::ChannelParticipant) -> Option<(i64, Option<i32>, MemberRole)> {
    use tl::enums::ChannelParticipant as P;
    Some(match participant {
        P::Participant(it) => (it.user_id, Some(it.date), MemberRole::Member),
        P::ParticipantSelf(it) => (it.user_id, Some(it.date), MemberRole::Member),
        P::Creator(it) => (it.user_id, None, MemberRole::Creator),
        P::Admin(it) => (it.user_id, Some(it.date), MemberRole::Admin),
        P::Banned(_) | P::Left(_) => return None,
    })
}

fn member(users: &[tl::enums::User], id: i64, date: Option<i32>, role: MemberRole) -> Option<Member> {
    let person = users.iter().find(|user| user.id() == id).and_then(Person::from_tl)?;
    let joined = date.and_then(|date| OffsetDateTime::from_unix_timestamp(date.into()).ok());
    Some(Member { person, joined, role })
}
