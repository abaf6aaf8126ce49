//! `POST /auth/send_code`

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::{Error, Operation};
use super::guard::{Anyone, Call};
use super::refusals::SendingCode;
use super::session_string::Purpose;
use super::tags::SIGNING_IN;
use super::wire::{AuthBody, SendCode};
use crate::accounts::Accounts;
use crate::http::limits::sign_in::SignInLimits;
use crate::store::Store;
use crate::telegram::{PhoneNumber, Rejected};

pub(super) fn routes() -> Vec<Route> {
    routes![send_code]
}

/// Send a code
///
/// Telegram sends it to the person's other devices, or as a text message. The answer's string goes with the next call.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessSendCode",
    request_body = SendCode,
    responses((status = 200, description = "It is on its way.", body = AuthBody), SendingCode),
)]
#[post("/auth/send_code", data = "<call>")]
pub(super) async fn send_code(
    call: Call<Anyone, SendCode>,
    accounts: &State<Accounts>,
    store: &State<Store>,
    limits: &State<SignInLimits>,
) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::SendCode.failed(error);
    let phone = PhoneNumber::parse(&call.input.phone)
        .ok_or_else(|| Operation::SendCode.rejected(Rejected::PhoneNumberInvalid))?;
    let application = call.input.application()?;
    limits.request_code(call.caller.client, Some(&phone)).map_err(|limited| Operation::SendCode.failed(limited))?;
    let account = accounts.begin_client_held(application).await.map_err(failed)?;
    account.send_code(&phone).await.map_err(failed)?;
    let held = accounts.pack_client_held(&account).map_err(failed)?;
    AuthBody::of("Verification code sent", "verify_code", store, Purpose::SigningIn, &held)
}
