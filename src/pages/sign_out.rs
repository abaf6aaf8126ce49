//! Signing out without scripts.

use rocket::response::Responder;
use rocket::{State, post};

use super::gallery;
use super::go_to::GoTo;
use super::page::Page;
use super::reader::Reader;
use crate::browser::{self, SignedIn};
use crate::store::Store;

/// A redirect to the sign-in, or the gallery with what went wrong.
#[derive(Responder)]
pub(super) enum SignOutResponse {
    SignIn(GoTo),
    Failed(Page),
}

/// Ends the session, at Telegram too. Who is not signed in has nothing to end.
#[post("/sign-out")]
pub(super) async fn sign_out(
    signed_in: Result<SignedIn, ()>,
    store: &State<Store>,
    reader: Reader<'_>,
) -> SignOutResponse {
    let sign_in = GoTo::new("/sign-in");
    let Ok(signed_in) = signed_in else { return SignOutResponse::SignIn(sign_in) };
    match browser::log_out(signed_in, store).await {
        Ok(headers) => SignOutResponse::SignIn(headers.into_iter().fold(sign_in, GoTo::with)),
        Err(error) => SignOutResponse::Failed(gallery::failed(&reader, reader.words.refusal(&error))),
    }
}
