//! `contacts.*`: usernames, and the contacts of an account.

use grammers_tl_types as tl;
use tl::functions::contacts as f;

use crate::model::search::words;
use crate::rpc::{RpcError, bad_request};
use crate::world::names::FoundPeer;
use crate::world::{AuthorizedCaller, World};

pub(super) fn resolve_username(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ResolveUsername,
) -> Result<tl::enums::contacts::ResolvedPeer, RpcError> {
    let name = request.username.trim_start_matches('@');
    let is_valid =
        (4..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_valid {
        return Err(bad_request("USERNAME_INVALID"));
    }
    let (peer, user, chat) =
        world.resolve_username(caller.user, name).ok_or_else(|| bad_request("USERNAME_NOT_OCCUPIED"))?;
    let (users, chats) = (user.into_iter().collect(), chat.into_iter().collect());
    Ok(tl::types::contacts::ResolvedPeer { peer, chats, users }.into())
}

pub(super) fn contacts(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::GetContacts,
) -> Result<tl::enums::contacts::Contacts, RpcError> {
    let users = world.contacts_of(caller.user);
    let contact = |user: &tl::enums::User| tl::types::Contact { user_id: user.id(), mutual: true }.into();
    let contacts = users.iter().map(contact).collect();
    Ok(tl::types::contacts::Contacts { contacts, saved_count: 0, users }.into())
}

/// The account or contact with a phone number.
pub(super) fn resolve_phone(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ResolvePhone,
) -> Result<tl::enums::contacts::ResolvedPeer, RpcError> {
    let user = world.user_with_phone(caller.user, &request.phone).ok_or_else(|| bad_request("PHONE_NOT_OCCUPIED"))?;
    let peer = tl::types::PeerUser { user_id: user.id() }.into();
    Ok(tl::types::contacts::ResolvedPeer { peer, chats: Vec::new(), users: vec![user] }.into())
}

/// Contacts and chats of the caller whose names match, and others with such a public name.
pub(super) fn search(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::Search,
) -> Result<tl::enums::contacts::Found, RpcError> {
    let words = words(request.q.trim_start_matches('@'));
    if words.is_empty() {
        return Err(bad_request("SEARCH_QUERY_EMPTY"));
    }
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, MAXIMUM_FOUND);
    let matches = |names: &str| {
        let names = names.to_lowercase();
        words.iter().all(|wanted| names.split([' ', '_']).any(|name| name.starts_with(wanted.as_str())))
    };
    let found = world.peers_with_names(caller.user, &matches);
    let (mine, others): (Vec<_>, Vec<_>) = found.into_iter().take(limit).partition(|found| found.is_mine);
    let peers = |found: &[FoundPeer]| found.iter().map(|found| found.peer.clone()).collect();
    let (my_results, results) = (peers(&mine), peers(&others));
    let (mut chats, mut users) = (Vec::new(), Vec::new());
    for found in mine.into_iter().chain(others) {
        chats.extend(found.chat);
        users.extend(found.user);
    }
    Ok(tl::types::contacts::Found { my_results, results, chats, users }.into())
}

/// The most results of a search.
const MAXIMUM_FOUND: usize = 50;

pub(super) fn statuses(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::GetStatuses,
) -> Result<Vec<tl::enums::ContactStatus>, RpcError> {
    let status = |user: tl::enums::User| match user {
        tl::enums::User::User(user) => Some(tl::types::ContactStatus { user_id: user.id, status: user.status? }.into()),
        tl::enums::User::Empty(_) => None,
    };
    Ok(world.contacts_of(caller.user).into_iter().filter_map(status).collect())
}
