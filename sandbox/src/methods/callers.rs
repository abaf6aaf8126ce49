//! Who may call a method: anyone, whoever is signed in, or whoever is signed in at home.

use crate::rpc::{Caller, RpcError};
use crate::world::{AuthorizedCaller, World};

/// Any caller.
pub(super) fn anyone(_: &World, caller: &Caller) -> Result<Caller, RpcError> {
    Ok(caller.clone())
}

/// A caller who is signed in at this data centre or has imported an authorization.
pub(super) fn signed_in(world: &World, caller: &Caller) -> Result<AuthorizedCaller, RpcError> {
    world.signed_in(caller)
}

/// A caller who is signed in, at the account's home data centre.
pub(super) fn at_home(world: &World, caller: &Caller) -> Result<AuthorizedCaller, RpcError> {
    world.at_home(caller)
}
