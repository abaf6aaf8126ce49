//! The members of a channel.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use crate::methods::peer;
use crate::model::channel::Participant;
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};
use crate::world::rights::all_rights;
use crate::world::{AuthorizedCaller, World};

/// The most members on a page, and in the whole list.
const MAXIMUM_PAGE: usize = 200;
const MAXIMUM_LISTED: usize = 10_000;

pub(crate) fn participants(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetParticipants,
) -> Result<tl::enums::channels::ChannelParticipants, RpcError> {
    use tl::enums::ChannelParticipantsFilter as Filter;
    let channel = peer::channel(world, caller, &request.channel)?;
    let members = world.participants(caller, &channel)?;
    let has_name = |q: &str| {
        let q = q.trim().to_lowercase();
        move |member: &Participant| world.searchable_names(member).split(' ').any(|word| word.starts_with(&q))
    };
    let filtered: Vec<Participant> = match &request.filter {
        Filter::ChannelParticipantsRecent => members,
        Filter::ChannelParticipantsAdmins => members.into_iter().filter(|member| member.is_creator).collect(),
        Filter::ChannelParticipantsSearch(search) => members.into_iter().filter(has_name(&search.q)).collect(),
        Filter::ChannelParticipantsContacts(search) => {
            let contacts: Vec<_> = world.contacts_of(caller.user).iter().map(tl::enums::User::id).collect();
            members
                .into_iter()
                .filter(has_name(&search.q))
                .filter(|member| contacts.contains(&member.user_id))
                .collect()
        }
        Filter::ChannelParticipantsBots => {
            let is_bot = |member: &Participant| matches!(world.user(caller.user, UserId(member.user_id)), Some(tl::enums::User::User(user)) if user.bot);
            members.into_iter().filter(is_bot).collect()
        }
        // For admins only. Nobody is ever banned.
        Filter::ChannelParticipantsKicked(_) | Filter::ChannelParticipantsBanned(_) => {
            world.check_admin(caller, &channel)?;
            Vec::new()
        }
        Filter::ChannelParticipantsMentions(_) => Vec::new(),
    };
    let offset = usize::try_from(request.offset).map_err(|_| bad_request("OFFSET_INVALID"))?;
    let limit = usize::try_from(request.limit).unwrap_or(0).min(MAXIMUM_PAGE);
    let page: Vec<_> = filtered.iter().take(MAXIMUM_LISTED).skip(offset).take(limit).collect();
    let users = page.iter().filter_map(|member| world.user(caller.user, UserId(member.user_id))).collect();
    let answer = tl::types::channels::ChannelParticipants {
        count: i32::try_from(filtered.len()).unwrap_or(i32::MAX),
        participants: page.iter().map(|member| tl_participant(caller, member)).collect(),
        chats: vec![world.tl_channel(caller.user, &channel)],
        users,
    };
    Ok(answer.into())
}

pub(crate) fn participant(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetParticipant,
) -> Result<tl::enums::channels::ChannelParticipant, RpcError> {
    let channel = peer::channel(world, caller, &request.channel)?;
    let id = match peer::chat(world, caller, &request.participant)? {
        peer::Chat::SavedMessages => caller.user.0,
        peer::Chat::User(user) => user.0,
        peer::Chat::BasicGroup(_) | peer::Chat::Channel(_) => return Err(bad_request("PARTICIPANT_ID_INVALID")),
    };
    let member = world.participant(caller, &channel, id)?;
    let answer = tl::types::channels::ChannelParticipant {
        participant: tl_participant(caller, &member),
        chats: vec![world.tl_channel(caller.user, &channel)],
        users: world.user(caller.user, UserId(id)).into_iter().collect(),
    };
    Ok(answer.into())
}

fn tl_participant(caller: &AuthorizedCaller, member: &Participant) -> tl::enums::ChannelParticipant {
    let (user_id, date) = (member.user_id, member.date);
    if member.is_creator {
        return tl::types::ChannelParticipantCreator { user_id, admin_rights: all_rights(), rank: None }.into();
    }
    if user_id == caller.user.0 {
        return tl::types::ChannelParticipantSelf {
            via_request: false,
            user_id,
            inviter_id: user_id,
            date,
            subscription_until_date: None,
            rank: None,
        }
        .into();
    }
    tl::types::ChannelParticipant { user_id, date, subscription_until_date: None, rank: None }.into()
}
