//! `GET /api/v1/totp`, `POST /api/v1/totp`, `POST /api/v1/totp/confirm`, `DELETE /api/v1/totp`

use rocket::serde::json::Json;
use rocket::{Route, State, delete, get, post, routes};

use super::error::Error;
use super::guard::AccountOwner;
use super::refusals::{AskingAboutTotp, ConfirmingTotp, EnrollingTotp, SwitchingOffTotp};
use super::tags::ACCOUNT;
use super::wire::{Confirm, ConfirmOneTimePasswords, EnrolmentBody, MessageBody, OneTimePasswordsBody};
use crate::drive::Drive;
use crate::drive::people::Password;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::limits::passwords::PasswordLimits;

pub(super) fn routes() -> Vec<Route> {
    routes![status, enrol, confirm, switch_off]
}

/// Does signing in take a one-time password?
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveOneTimePasswords",
    security(("drive_token" = [])),
    responses((status = 200, description = "It does, or not.", body = OneTimePasswordsBody), AskingAboutTotp),
)]
#[get("/api/v1/totp")]
pub(super) async fn status(call: Call<AccountOwner, NoInput>) -> Json<OneTimePasswordsBody> {
    Json(OneTimePasswordsBody { enabled: call.caller.signed_in.user.needs_one_time_password })
}

/// Begin with one-time passwords
///
/// The secret is for an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). Nothing changes until `/totp/confirm`.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveEnrolOneTimePasswords",
    security(("drive_token" = [])),
    request_body = Confirm,
    responses((status = 200, description = "The secret, this once.", body = EnrolmentBody), EnrollingTotp),
)]
#[post("/api/v1/totp", data = "<call>")]
pub(super) async fn enrol(
    call: Call<AccountOwner, Confirm>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<EnrolmentBody>, Error> {
    let actor = call.caller.actor();
    let AccountOwner { signed_in, client } = call.caller;
    let password = Password::parse(call.input.password)?;
    let counted = limits.try_password(client, &signed_in.user.name)?;
    let enrolment = counted.settle(drive.people().enrol_one_time_passwords(&signed_in.user, &password).await);
    Ok(Json(drive.noted(&actor, "totp.enrol", None, enrolment).await?.into()))
}

/// Confirm one-time passwords
///
/// With one that the app shows. From then on `/token` takes one, each once. Whoever loses the app needs an operator.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveConfirmOneTimePasswords",
    security(("drive_token" = [])),
    request_body = ConfirmOneTimePasswords,
    responses((status = 200, description = "Signing in takes one now.", body = MessageBody), ConfirmingTotp),
)]
#[post("/api/v1/totp/confirm", data = "<call>")]
pub(super) async fn confirm(
    call: Call<AccountOwner, ConfirmOneTimePasswords>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<MessageBody>, Error> {
    let actor = call.caller.actor();
    let AccountOwner { signed_in, client } = call.caller;
    let counted = limits.try_password(client, &signed_in.user.name)?;
    let confirmed = counted.settle(drive.people().confirm_one_time_passwords(signed_in.user.id, &call.input.otp).await);
    drive.noted(&actor, "totp.confirm", None, confirmed).await?;
    Ok(MessageBody::says("One-time passwords enabled for this account"))
}

/// Do without one-time passwords
///
/// A secret that was not confirmed is forgotten as well.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveDisableOneTimePasswords",
    security(("drive_token" = [])),
    request_body = Confirm,
    responses((status = 200, description = "Signing in takes the password alone.", body = MessageBody), SwitchingOffTotp),
)]
#[delete("/api/v1/totp", data = "<call>")]
pub(super) async fn switch_off(
    call: Call<AccountOwner, Confirm>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<MessageBody>, Error> {
    let actor = call.caller.actor();
    let AccountOwner { signed_in, client } = call.caller;
    let password = Password::parse(call.input.password)?;
    let counted = limits.try_password(client, &signed_in.user.name)?;
    let switched = counted.settle(drive.people().switch_off_one_time_passwords(signed_in.user.id, &password).await);
    drive.noted(&actor, "totp.off", None, switched).await?;
    Ok(MessageBody::says("One-time passwords disabled for this account"))
}
