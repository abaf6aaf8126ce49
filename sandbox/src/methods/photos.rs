//! `photos.*`: profile photos.

use grammers_tl_types as tl;
use tl::functions::photos as f;

use super::peer;
use super::users::photo_of;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The photos of a user: at most the one that is shown.
pub(super) fn user_photos(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetUserPhotos,
) -> Result<tl::enums::photos::Photos, RpcError> {
    let id = peer::user(world, caller, &request.user_id).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
    let user = world.user(caller.user, id).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
    let photo = photo_of(world, caller, &user);
    let is_on_page = |photo: &tl::enums::Photo| {
        request.offset <= 0 && request.limit > 0 && (request.max_id == 0 || photo.id() < request.max_id)
    };
    let photos = photo.into_iter().filter(is_on_page).collect();
    Ok(tl::types::photos::Photos { photos, users: vec![user] }.into())
}
