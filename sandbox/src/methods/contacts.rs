//! `contacts.*`: public names, and the people whom an account knows.

use grammers_tl_types as tl;
use tl::functions::contacts as f;

use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(super) fn resolve_username(
    world: &World,
    signed: &Signed,
    request: f::ResolveUsername,
) -> Result<tl::enums::contacts::ResolvedPeer, RpcError> {
    let name = request.username.trim_start_matches('@');
    let valid = (4..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !valid {
        return Err(bad_request("USERNAME_INVALID"));
    }
    let (peer, user, chat) = world.named(signed.user, name).ok_or_else(|| bad_request("USERNAME_NOT_OCCUPIED"))?;
    let (users, chats) = (user.into_iter().collect(), chat.into_iter().collect());
    Ok(tl::types::contacts::ResolvedPeer { peer, chats, users }.into())
}

pub(super) fn contacts(
    world: &World,
    signed: &Signed,
    _: f::GetContacts,
) -> Result<tl::enums::contacts::Contacts, RpcError> {
    let users = world.contacts_of(signed.user);
    let contact = |user: &tl::enums::User| tl::types::Contact { user_id: user.id(), mutual: true }.into();
    let contacts = users.iter().map(contact).collect();
    Ok(tl::types::contacts::Contacts { contacts, saved_count: 0, users }.into())
}
