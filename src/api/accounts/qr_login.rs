//! `GET /qrLogin`
//!
//! The response is one token. The server keeps waiting for the scan, and the client asks `/user/<phone>/isAuthorized` until the account is
//! signed in. A token is valid for half a minute; another call returns the next one.

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::ScanningCode;
use super::send_code::PhoneQuery;
use super::tags::SIGNING_IN;
use super::wire::QrLink;
use crate::http::errors::fault::Fault;
use crate::telegram::QrStep;

pub(super) fn routes() -> Vec<Route> {
    routes![qr_login]
}

/// Sign in by QR code
///
/// Show `data` as a QR code and have another device of that person scan it; request a fresh one every half minute. If the account has a second
/// factor, continue with `/signin` and the password once the code is scanned.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "accountsQrLogin",
    path = "/qrLogin",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phoneNumber" = String, Query, description = "In international form; `+` may be `%2B`, a space, or missing")),
    responses((status = 200, description = "The content of the QR code.", body = QrLink), ScanningCode),
)]
#[get("/qrLogin?<number..>")]
pub(super) async fn qr_login(key: Key<'_>, number: PhoneQuery<'_>) -> Result<Json<QrLink>, Error> {
    let phone = number.read()?;
    key.limits.request_code(key.client, Some(&phone))?;
    let qr = key.accounts.sign_in_flow(&phone).begin_qr().await?;
    match qr.next().await? {
        QrStep::Token(token) => {
            qr.finish_in_background();
            Ok(Json(QrLink { is_success: true, data: token.url }))
        }
        QrStep::PasswordRequired { hint } => Err(Error::PasswordRequired { hint }),
        QrStep::SignedIn(_) => Err(Fault::Malformed("the account was signed in a moment ago").into()),
    }
}
