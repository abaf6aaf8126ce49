//! `POST /auth/import`: turns a Telethon session into a session string.

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::Anyone;
use super::refusals::Importing;
use super::sign_in_services::SignInServices;
use super::tags::SIGNING_IN;
use super::telethon::StringSession;
use super::wire::{AuthBody, Import};
use crate::http::fastapi::call::Call;

pub(super) fn routes() -> Vec<Route> {
    routes![import]
}

/// Import a Telethon session
///
/// A `StringSession`, alone or in the original's form, followed by a colon and more. The server asks Telegram whether it is signed in.
/// Afterwards use it only here: Telegram ends a session that two addresses use at the same time.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessImport",
    request_body = Import,
    responses((status = 200, description = "Signed in.", body = AuthBody), Importing),
)]
#[post("/auth/import", data = "<call>")]
pub(super) async fn import(call: Call<Anyone, Import>, services: SignInServices<'_>) -> Result<Json<AuthBody>, Error> {
    let failed = |error| Operation::Import.failed(error);
    let application = call.input.application()?;
    let session = StringSession::parse(&call.input.session_string).ok_or(Error::InvalidSession)?;
    services.limits.try_session(call.caller.client).map_err(|limited| Operation::Import.failed(limited))?;
    let account = services.accounts.import_client_held(application, session.dc, &session.key).await.map_err(failed)?;
    services.completed(Operation::Import, "Session imported", &account)
}
