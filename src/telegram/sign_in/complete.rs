//! Completing a sign-in.

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::link::user::User;
use crate::telegram::transport::route::CallRoute;

/// Stores the user of an accepted sign-in. The account is active afterwards.
pub async fn complete(calls: &Calls, authorization: tl::enums::auth::Authorization) -> Result<User, Error> {
    let authorization = match authorization {
        tl::enums::auth::Authorization::Authorization(authorization) => authorization,
        tl::enums::auth::Authorization::SignUpRequired(_) => return Err(Rejected::PhoneNumberUnoccupied.into()),
    };
    let user = User::from_tl(authorization.user)?;
    calls.session.set_user(&user);
    calls.session.set_authorized(calls.session.home(), true);
    calls.set_verified();
    if let Err(error) = calls.save().await {
        undo(calls).await;
        return Err(error);
    }
    let logged_user = calls.is_kept_here().then_some(user.id);
    tracing::info!(account = calls.id().0, user = logged_user, "an account signed in");
    Ok(user)
}

/// Ends an authorization that could not be stored: it would be gone after a restart, and nobody could end it then.
async fn undo(calls: &Calls) {
    if let Err(error) = calls.call(CallRoute::HOME, &tl::functions::auth::LogOut {}).await {
        // What is stored is an unfinished sign-in, which housekeeping logs out before it deletes it.
        tracing::warn!(account = calls.id().0, error = %error.to_text(), "a sign-in that cannot be stored was not undone");
    }
    calls.session.remove_user();
}
