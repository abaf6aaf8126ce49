//! `/api/v1/tgcloud/auth/{phone,verify_code,password,status}`: signing in the account that stores for everybody.
//!
//! The original let anybody do that, and reported failures as successes. Here it takes an operator, except on the sandbox from the same machine
//! ([`StorageOperator`]), and a failure has the status of a failure. The sentences are the original's.

use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};

use super::error::{Error, Operation};
use super::guard::StorageOperator;
use super::refusals::{AskingForStatus, CheckingPassword, SendingCode, VerifyingCode};
use super::tags::STORAGE;
use super::wire::{CheckPassword, CodeSentBody, MessageBody, SendCode, VerifyCode};
use crate::accounts::Secrets;
use crate::drive::Drive;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::limits::sign_in::SignInLimits;
use crate::telegram::{PhoneNumber, Rejected, SignIn};

pub(super) fn routes() -> Vec<Route> {
    routes![send_code, verify_code, check_password, status]
}

/// Send a code
///
/// Telegram sends it to the storage account's other devices, as a text message, by e-mail or otherwise; `sent` says where.
#[utoipa::path(
    tag = STORAGE,
    operation_id = "driveSendCode",
    security((), ("drive_token" = [])),
    request_body = SendCode,
    responses((status = 200, description = "It is on its way.", body = CodeSentBody), SendingCode),
)]
#[post("/api/v1/tgcloud/auth/phone", data = "<call>")]
pub(super) async fn send_code(
    call: Call<StorageOperator, SendCode>,
    drive: &State<Drive>,
    limits: &State<SignInLimits>,
) -> Result<Json<CodeSentBody>, Error> {
    let operation = Operation::SendCode;
    let phone = read_phone(operation, &call.input.phone)?;
    limits.request_code(call.caller.client, Some(&phone)).map_err(|limited| operation.failed(limited))?;
    let sent = drive.sign_in_flow().send_code(&phone).await.map_err(|error| operation.failed(error))?;
    Ok(Json(CodeSentBody { message: "Code sent", sent: (&sent).into() }))
}

/// Sign in with the code
///
/// Where the account has a password at Telegram, the message is `Password required`, and `/tgcloud/auth/password` is next.
#[utoipa::path(
    tag = STORAGE,
    operation_id = "driveVerifyCode",
    security((), ("drive_token" = [])),
    request_body = VerifyCode,
    responses((status = 200, description = "Signed in, or the password is needed.", body = MessageBody), VerifyingCode),
)]
#[post("/api/v1/tgcloud/auth/verify_code", data = "<call>")]
pub(super) async fn verify_code(
    call: Call<StorageOperator, VerifyCode>,
    drive: &State<Drive>,
    limits: &State<SignInLimits>,
) -> Result<Json<MessageBody>, Error> {
    let operation = Operation::VerifyCode;
    let phone = read_phone(operation, &call.input.phone)?;
    limits.try_secret_for(call.caller.client, &phone).map_err(|limited| operation.failed(limited))?;
    let flow = drive.sign_in_flow();
    let repeated = flow.repeated(Secrets::of_code(&phone, &call.input.code, None)).await;
    if repeated.map_err(|error| operation.failed(error))?.is_some() {
        return Ok(MessageBody::says("Authenticated"));
    }
    let attempt = flow.attempt().await.map_err(|error| operation.failed(error))?;
    let signed_in = attempt.sign_in(&phone, None, &call.input.code, None).await;
    Ok(MessageBody::says(match signed_in.map_err(|error| operation.failed(error))? {
        SignIn::SignedIn(_) => "Authenticated",
        SignIn::PasswordRequired { .. } => "Password required",
    }))
}

/// Give the password
///
/// Once the code was right, or a QR code was scanned.
#[utoipa::path(
    tag = STORAGE,
    operation_id = "driveCheckPassword",
    security((), ("drive_token" = [])),
    request_body = CheckPassword,
    responses((status = 200, description = "Signed in.", body = MessageBody), CheckingPassword),
)]
#[post("/api/v1/tgcloud/auth/password", data = "<call>")]
pub(super) async fn check_password(
    call: Call<StorageOperator, CheckPassword>,
    drive: &State<Drive>,
    limits: &State<SignInLimits>,
) -> Result<Json<MessageBody>, Error> {
    let operation = Operation::VerifyPassword;
    let flow = drive.sign_in_flow();
    let repeated = flow.repeated(Secrets::of_password(&call.input.password)).await;
    if repeated.map_err(|error| operation.failed(error))?.is_some() {
        return Ok(MessageBody::says("Authenticated"));
    }
    let attempt = flow.attempt().await.map_err(|error| operation.failed(error))?;
    limits.try_secret(call.caller.client, attempt.account_id()).map_err(|limited| operation.failed(limited))?;
    attempt.check_password(&call.input.password).await.map_err(|error| operation.failed(error))?;
    Ok(MessageBody::says("Authenticated"))
}

/// Is the storage account signed in?
///
/// Asks Telegram, at most once a minute.
#[utoipa::path(
    tag = STORAGE,
    operation_id = "driveStorageStatus",
    security((), ("drive_token" = [])),
    responses((status = 200, description = "`Authorized` or `Not authorized`.", body = MessageBody), AskingForStatus),
)]
#[get("/api/v1/tgcloud/auth/status")]
pub(super) async fn status(
    _call: Call<StorageOperator, NoInput>,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let failed = |error| Operation::Any.failed(error);
    let user = match drive.sign_in_flow().signed_in().await.map_err(failed)? {
        Some(account) => account.verify().await.map_err(failed)?,
        None => None,
    };
    Ok(MessageBody::says(if user.is_some() { "Authorized" } else { "Not authorized" }))
}

fn read_phone(operation: Operation, text: &str) -> Result<PhoneNumber, Error> {
    PhoneNumber::parse(text).ok_or_else(|| operation.rejected(Rejected::PhoneNumberInvalid))
}
