//! `GET /sendCode`

use rocket::serde::json::Json;
use rocket::{FromForm, Route, get, routes};

use super::error::Error;
use super::guard::{Key, read_phone};
use super::refusals::SendingCode;
use super::tags::SIGNING_IN;
use super::wire::SentCode;

pub(super) fn routes() -> Vec<Route> {
    routes![send_code]
}

/// The phone number in a query.
#[derive(FromForm)]
pub(super) struct PhoneQuery<'r> {
    #[field(name = "phoneNumber")]
    #[field(name = "phonenumber")]
    number: Option<&'r str>,
}

impl PhoneQuery<'_> {
    pub(super) fn read(&self) -> Result<crate::telegram::PhoneNumber, Error> {
        read_phone(self.number.unwrap_or_default())
    }
}

/// Send a code
///
/// Telegram sends it to the person's other devices, as a text message, by e-mail or otherwise; `sent` says where. `phoneCodeHash` goes with the code to `/signin`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "accountsSendCode",
    path = "/sendCode",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phoneNumber" = String, Query, description = "In international form; `+` may be `%2B`, a space, or missing")),
    responses((status = 200, description = "The code was sent.", body = SentCode), SendingCode),
)]
#[get("/sendCode?<number..>")]
pub(super) async fn send_code(key: Key<'_>, number: PhoneQuery<'_>) -> Result<Json<SentCode>, Error> {
    let phone = number.read()?;
    key.limits.request_code(key.client, Some(&phone))?;
    let sent = key.accounts.sign_in_flow(&phone).send_code(&phone).await?;
    Ok(Json(SentCode::of(&sent)))
}
