//! `POST /logout`

use rocket::http::Header;
use rocket::response::Responder;
use rocket::serde::json::Json;
use rocket::{Request, Response, Route, State, post, response, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::LoggingOut;
use super::tags::SIGNING_IN;
use super::wire::Done;
use crate::store::{Store, browsers};

pub(super) fn routes() -> Vec<Route> {
    routes![log_out]
}

/// The goodbye: headers that tell the browser to forget the cookie and what it has cached.
pub type Farewell = [Header<'static>; 2];

pub(super) struct Goodbye(Farewell);

impl<'r> Responder<'r, 'static> for Goodbye {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(Done { message: "Logged out successfully." });
        let mut response = Response::build_from(body.respond_to(request)?);
        for header in self.0 {
            response.header(header);
        }
        response.ok()
    }
}

/// Log out
///
/// Ends the authorization at Telegram, and forgets it here.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "logOut",
    security(("cookie" = [])),
    responses((status = 200, description = "Logged out.", body = Done), LoggingOut),
)]
#[post("/logout")]
pub(super) async fn log_out(signed_in: SignedIn, store: &State<Store>) -> Result<Goodbye, Error> {
    Ok(Goodbye(end(signed_in, store).await?))
}

/// Ends the authorization at Telegram first: a session that is forgotten here but lives on there could not be ended any more.
pub async fn end(signed_in: SignedIn, store: &Store) -> Result<Farewell, Error> {
    let SignedIn { account, token, cookie } = signed_in;
    match account.log_out().await {
        Ok(()) | Err(crate::telegram::Error::SignedOut) => {}
        Err(error) => return Err(Operation::LogOut.failed(error)),
    }
    browsers::delete(store, token).await.map_err(|error| Operation::LogOut.failed(error))?;
    Ok([cookie.removal(), Header::new("Clear-Site-Data", "\"cache\", \"storage\"")])
}
