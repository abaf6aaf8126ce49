//! `POST /api/v1/encryption/on`, `POST /api/v1/encryption/off`, `POST /api/v1/encryption/identity`

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::Error;
use super::guard::AccountOwner;
use super::refusals::{HandingOutIdentity, SwitchingEncryption};
use super::tags::ENCRYPTION;
use super::wire::{Confirm, IdentityBody, MessageBody};
use crate::drive::Drive;
use crate::drive::people::Password;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::limits::passwords::PasswordLimits;

pub(super) fn routes() -> Vec<Route> {
    routes![on, off, identity]
}

/// Switch encryption on
///
/// New files are encrypted; encrypted ones are decrypted for their owner. Files that are there stay as they are.
#[utoipa::path(
    tag = ENCRYPTION,
    operation_id = "driveEncryptionOn",
    security(("drive_token" = [])),
    responses((status = 200, description = "It is on.", body = MessageBody), SwitchingEncryption),
)]
#[post("/api/v1/encryption/on")]
pub(super) async fn on(call: Call<AccountOwner, NoInput>, drive: &State<Drive>) -> Result<Json<MessageBody>, Error> {
    drive.switch_encryption(&call.caller.actor(), true).await?;
    Ok(MessageBody::says("Encryption enabled for this account"))
}

/// Switch encryption off
///
/// New files are stored as they are. Encrypted ones stay encrypted, and can be read when it is switched on again.
#[utoipa::path(
    tag = ENCRYPTION,
    operation_id = "driveEncryptionOff",
    security(("drive_token" = [])),
    responses((status = 200, description = "It is off.", body = MessageBody), SwitchingEncryption),
)]
#[post("/api/v1/encryption/off")]
pub(super) async fn off(call: Call<AccountOwner, NoInput>, drive: &State<Drive>) -> Result<Json<MessageBody>, Error> {
    drive.switch_encryption(&call.caller.actor(), false).await?;
    Ok(MessageBody::says("Encryption disabled for this account"))
}

/// Hand out the key
///
/// With it, the ordinary `age` program opens the documents of the caller's encrypted files. Takes the password once more.
#[utoipa::path(
    tag = ENCRYPTION,
    operation_id = "driveEncryptionIdentity",
    security(("drive_token" = [])),
    request_body = Confirm,
    responses((status = 200, description = "The key.", body = IdentityBody), HandingOutIdentity),
)]
#[post("/api/v1/encryption/identity", data = "<call>")]
pub(super) async fn identity(
    call: Call<AccountOwner, Confirm>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<IdentityBody>, Error> {
    let actor = call.caller.actor();
    let AccountOwner { signed_in, client } = call.caller;
    let password = Password::parse(call.input.password).map_err(|_| crate::drive::Error::CredentialsInvalid)?;
    let counted = limits.try_password(client, &signed_in.user.name)?;
    let asked = counted.settle(drive.people().ask_again(signed_in.user.id, &password).await);
    drive.noted_if_refused(&actor, "encryption.identity", || None, asked).await?;
    Ok(Json(IdentityBody::new(&drive.hand_out_identity(&actor).await?)))
}
