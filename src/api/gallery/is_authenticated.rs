//! `GET /is-authenticated`

use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};

use super::error::{Error, Operation};
use super::refusals::CheckingSession;
use super::send_code::WithCookie;
use super::tags::SIGNING_IN;
use super::wire::Authenticated;
use crate::browser::{Browser, Visitor};
use crate::store::{Store, browsers};

pub(super) fn routes() -> Vec<Route> {
    routes![is_authenticated, is_authenticated_alias]
}

type AuthenticatedResult = Result<WithCookie<Json<Authenticated>>, Error>;

/// Is the browser signed in, and who is it?
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "isAuthenticated",
    security((), ("cookie" = [])),
    responses((status = 200, description = "Whether the browser is signed in, and the user.", body = Authenticated), CheckingSession),
)]
#[get("/is-authenticated")]
pub(super) async fn is_authenticated(visitor: Visitor, store: &State<Store>) -> AuthenticatedResult {
    let nobody = || Json(Authenticated { authenticated: false, user: None });
    let (token, account) = match visitor.browser {
        Some(browser) if browser.is_signed_in() => {
            let Browser { token, account, .. } = browser;
            (token, account)
        }
        // A sign-in is under way.
        Some(_) => return Ok(WithCookie(None, nobody())),
        None => return Ok(WithCookie(visitor.has_dead_cookie.then(|| visitor.cookie.removal()), nobody())),
    };
    let operation = Operation::CheckAuthentication;
    match account.verify().await {
        Ok(Some(user)) => Ok(WithCookie(None, Json(Authenticated { authenticated: true, user: Some(user.into()) }))),
        Ok(None) | Err(crate::telegram::Error::SignedOut) => {
            browsers::delete(store.inner(), token).await.map_err(|error| operation.failed(error))?;
            Ok(WithCookie(Some(visitor.cookie.removal()), nobody()))
        }
        Err(error) => Err(operation.failed(error)),
    }
}

#[get("/is_authenticated")]
async fn is_authenticated_alias(visitor: Visitor, store: &State<Store>) -> AuthenticatedResult {
    is_authenticated(visitor, store).await
}
