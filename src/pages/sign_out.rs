//! Signing out without scripts.

use rocket::response::Responder;
use rocket::{State, post};

use super::gallery;
use super::page::Page;
use super::reader::Reader;
use super::see_other::SeeOther;
use crate::browser::{self, SignedIn};
use crate::store::Store;

/// A redirect to the sign-in page, or the gallery with an error.
#[derive(Responder)]
pub(super) enum SignOutResponse {
    SignIn(SeeOther),
    Failed(Page),
}

/// Ends the session, at Telegram too. Without a session it only redirects.
#[post("/sign-out")]
pub(super) async fn sign_out(
    signed_in: Result<SignedIn, ()>,
    store: &State<Store>,
    reader: Reader<'_>,
) -> SignOutResponse {
    let sign_in = SeeOther::new("/sign-in");
    let Ok(signed_in) = signed_in else { return SignOutResponse::SignIn(sign_in) };
    match browser::log_out(signed_in, store).await {
        Ok(headers) => SignOutResponse::SignIn(headers.into_iter().fold(sign_in, SeeOther::with)),
        Err(error) => SignOutResponse::Failed(gallery::failed(&reader, reader.words.refusal(&error))),
    }
}
