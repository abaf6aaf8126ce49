//! Logging out.

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// Ends the authorization at Telegram (`auth.logOut`) and deletes the session.
///
/// # Errors
///
/// When Telegram cannot be reached, nothing is deleted: without the session the authorization could never be ended. The account remains
/// usable and can be logged out later.
pub async fn log_out(calls: &Calls) -> Result<(), Error> {
    if calls.session.user_id().is_some() {
        match calls.call(CallRoute::HOME, &tl::functions::auth::LogOut {}).await.map_err(Error::from) {
            Ok(_) | Err(Error::SignedOut) => {}
            Err(error) => return Err(error),
        }
    }
    calls.authorization_ended().await;
    Ok(())
}

/// Gives up a sign-in that is not finished, and deletes its session. Telegram may have accepted it without our knowledge, because an answer was lost
/// or nobody asked whether the QR code was scanned; then it is logged out first.
///
/// # Errors
///
/// As those of [`log_out`]: nothing is deleted then.
pub async fn give_up(calls: &Calls) -> Result<(), Error> {
    if calls.session.has_key(calls.session.home()) {
        match calls.call(CallRoute::HOME, &tl::functions::auth::LogOut {}).await {
            Ok(_) => tracing::info!(account = calls.id().0, "an unfinished sign-in was logged out"),
            // `AUTH_KEY_UNREGISTERED`: not accepted. `SESSION_PASSWORD_NEEDED`: not without the password.
            Err(CallError::Rpc(error)) if error.code == 401 => {}
            Err(error) => return Err(error.into()),
        }
    }
    calls.authorization_ended().await;
    Ok(())
}
