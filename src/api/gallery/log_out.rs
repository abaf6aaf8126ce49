//! `POST /logout`

use rocket::http::Header;
use rocket::response::Responder;
use rocket::serde::json::Json;
use rocket::{Request, Response, Route, State, post, response, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::wire::Done;
use crate::store::Store;

pub(super) fn routes() -> Vec<Route> {
    routes![log_out]
}

/// The goodbye: the browser is told to forget the cookie and what it has cached.
struct Goodbye(Header<'static>);

impl<'r> Responder<'r, 'static> for Goodbye {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(Done { message: "Logged out successfully." });
        Response::build_from(body.respond_to(request)?)
            .header(self.0)
            .raw_header("Clear-Site-Data", "\"cache\", \"storage\"")
            .ok()
    }
}

/// Ends the authorization at Telegram first: a session that is forgotten here but lives on there could not be ended any more.
#[post("/logout")]
async fn log_out(signed_in: SignedIn, store: &State<Store>) -> Result<Goodbye, Error> {
    let SignedIn { account, token, cookie } = signed_in;
    match account.log_out().await {
        Ok(()) | Err(crate::telegram::Error::SignedOut) => {}
        Err(error) => return Err(Operation::LogOut.failed(error)),
    }
    store.delete_browser(token).await.map_err(|error| Operation::LogOut.store_failed(error))?;
    Ok(Goodbye(cookie.removal()))
}
