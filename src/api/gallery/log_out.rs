//! `POST /logout`

use rocket::http::Header;
use rocket::response::Responder;
use rocket::serde::json::Json;
use rocket::{Request, Response, Route, State, post, response, routes};

use super::error::Error;
use super::refusals::LoggingOut;
use super::tags::SIGNING_IN;
use super::wire::SuccessBody;
use crate::browser::{self, SignedIn};
use crate::store::Store;

pub(super) fn routes() -> Vec<Route> {
    routes![log_out]
}

/// The response, with headers that make the browser delete the cookie and what it has cached.
pub(super) struct LoggedOut([Header<'static>; 2]);

impl<'r> Responder<'r, 'static> for LoggedOut {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(SuccessBody { message: "Logged out successfully." });
        let mut response = Response::build_from(body.respond_to(request)?);
        for header in self.0 {
            response.header(header);
        }
        response.ok()
    }
}

/// Log out
///
/// Ends the authorization at Telegram and deletes the session here.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "logOut",
    security(("cookie" = [])),
    responses((status = 200, description = "Logged out.", body = SuccessBody), LoggingOut),
)]
#[post("/logout")]
pub(super) async fn log_out(signed_in: SignedIn, store: &State<Store>) -> Result<LoggedOut, Error> {
    Ok(LoggedOut(browser::log_out(signed_in, store).await?))
}
