//! Logging out.

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
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
