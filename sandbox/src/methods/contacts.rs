//! `contacts.*`: usernames, and the contacts of an account.

use grammers_tl_types as tl;
use tl::functions::contacts as f;

use crate::rpc::{RpcError, bad_request};
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
