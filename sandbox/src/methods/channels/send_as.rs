//! As whom a member may write.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use crate::methods::peer;
use crate::rpc::RpcError;
use crate::world::{AuthorizedCaller, World};

/// Everybody writes as themselves.
pub(crate) fn send_as(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetSendAs,
) -> Result<tl::enums::channels::SendAsPeers, RpcError> {
    peer::chat(world, caller, &request.peer)?;
    let peer = world.peer_of_chat(caller.user, 0);
    let peers = vec![tl::types::SendAsPeer { premium_required: false, peer }.into()];
    let users = world.user(caller.user, caller.user).into_iter().collect();
    Ok(tl::types::channels::SendAsPeers { peers, chats: Vec::new(), users }.into())
}
