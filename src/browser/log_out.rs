//! Ends the session of a browser, at Telegram and here.

use rocket::http::Header;

use super::error::{Error, Operation};
use super::guard::SignedIn;
use crate::store::{Store, browsers};
use crate::telegram;

/// Ends the authorization at Telegram first: after the session is deleted here, nobody could end it any more. Returns headers that make the
/// browser delete the cookie and what it has cached.
pub async fn log_out(signed_in: SignedIn, store: &Store) -> Result<[Header<'static>; 2], Error> {
    let SignedIn { account, token, cookie } = signed_in;
    match account.log_out().await {
        Ok(()) | Err(telegram::Error::SignedOut) => {}
        Err(error) => return Err(Operation::LogOut.failed(error)),
    }
    browsers::delete(store, token).await.map_err(|error| Operation::LogOut.failed(error))?;
    Ok([cookie.removal(), Header::new("Clear-Site-Data", "\"cache\", \"storage\"")])
}
