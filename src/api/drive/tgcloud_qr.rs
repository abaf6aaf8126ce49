//! `POST /api/v1/tgcloud/auth/qr`: signing the storage account in by QR code.
//!
//! The response is one token. The server goes on waiting for the scan, so that a client asks `/tgcloud/auth/status` until it is `Authorized`; a token
//! lives for half a minute, and a further call returns the one after it.

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::{Error, Operation};
use super::guard::StorageOperator;
use super::refusals::ShowingQr;
use super::tags::STORAGE;
use super::wire::QrBody;
use crate::drive::Drive;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::limits::sign_in::SignInLimits;
use crate::telegram::QrStep;

pub(super) fn routes() -> Vec<Route> {
    routes![show]
}

/// Sign in by QR code
///
/// Show `url` as a QR code and have it scanned by another device of the storage account; ask again every half minute for a fresh one. Where the account has
/// a password at Telegram, `/tgcloud/auth/password` follows the scan.
#[utoipa::path(
    tag = STORAGE,
    operation_id = "driveShowQr",
    security((), ("drive_token" = [])),
    responses((status = 200, description = "What the QR code has to say.", body = QrBody), ShowingQr),
)]
#[post("/api/v1/tgcloud/auth/qr")]
pub(super) async fn show(
    call: Call<StorageOperator, NoInput>,
    drive: &State<Drive>,
    limits: &State<SignInLimits>,
) -> Result<Json<QrBody>, Error> {
    let operation = Operation::ShowQr;
    limits.request_code(call.caller.client, None).map_err(|limited| operation.failed(limited))?;
    let qr = drive.sign_in_flow().begin_qr().await.map_err(|error| operation.failed(error))?;
    let step = qr.next().await.map_err(|error| operation.failed(error))?;
    if matches!(step, QrStep::Token(_)) {
        qr.finish_in_background();
    }
    Ok(Json(step.into()))
}
