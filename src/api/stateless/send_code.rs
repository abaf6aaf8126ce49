//! `POST /auth/send_code`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::Anyone;
use super::refusals::SendingCode;
use super::sign_in_services::SignInServices;
use super::tags::SIGNING_IN;
use super::wire::{AuthBody, SendCode};
use crate::http::fastapi::call::Call;
use crate::telegram::{PhoneNumber, Rejected};

pub(super) fn routes() -> Vec<Route> {
    routes![send_code]
}

/// Send a code
///
/// Telegram sends it to the person's other devices, as a text message, by e-mail or otherwise; `sent` says where. The next request needs the session string of this response.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessSendCode",
    request_body = SendCode,
    responses((status = 200, description = "The code was sent.", body = AuthBody), SendingCode),
)]
#[post("/auth/send_code", data = "<call>")]
pub(super) async fn send_code(
    call: Call<Anyone, SendCode>,
    services: SignInServices<'_>,
) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::SendCode.failed(error);
    let phone = PhoneNumber::parse(&call.input.phone)
        .ok_or_else(|| Operation::SendCode.rejected(Rejected::PhoneNumberInvalid))?;
    let application = call.input.application()?;
    services
        .limits
        .request_code(call.caller.client, Some(&phone))
        .map_err(|limited| Operation::SendCode.failed(limited))?;
    let account = services.accounts.begin_client_held(application).await.map_err(failed)?;
    let sent = account.send_code(&phone).await.map_err(failed)?;
    let Json(step) = services.continued(Operation::SendCode, "Verification code sent", "verify_code", &account)?;
    Ok(Json(AuthBody { sent: Some((&sent).into()), ..step }))
}
