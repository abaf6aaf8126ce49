//! `POST /api/v1/password`

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::Error;
use super::guard::AccountOwner;
use super::refusals::ChangingPassword;
use super::tags::ACCOUNT;
use super::wire::{ChangePassword, MessageBody};
use crate::drive::Drive;
use crate::drive::people::Password;
use crate::http::fastapi::call::Call;
use crate::http::limits::passwords::PasswordLimits;

pub(super) fn routes() -> Vec<Route> {
    routes![change]
}

/// Change the password
///
/// All other sessions end; app passwords stay. Nothing is encrypted with the password, so nothing is lost.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveChangePassword",
    security(("drive_token" = [])),
    request_body = ChangePassword,
    responses((status = 200, description = "It is changed.", body = MessageBody), ChangingPassword),
)]
#[post("/api/v1/password", data = "<call>")]
pub(super) async fn change(
    call: Call<AccountOwner, ChangePassword>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<MessageBody>, Error> {
    let actor = call.caller.actor();
    let AccountOwner { signed_in, client } = call.caller;
    let (old, new) = (Password::parse(call.input.old_password)?, Password::parse(call.input.new_password)?);
    let counted = limits.try_password(client, &signed_in.user.name)?;
    let changed = counted.settle(drive.people().change_password(&signed_in, &old, &new).await);
    drive.noted(&actor, "password.change", None, changed).await?;
    Ok(MessageBody::says("Password changed"))
}
