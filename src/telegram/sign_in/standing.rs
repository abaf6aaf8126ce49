//! Whether an authorization stands, and ending it.

use std::time::Duration;

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::error::Error;
use crate::telegram::link::user::User;
use crate::telegram::transport::route::CallRoute;

/// How long a confirmation by Telegram is relied on.
const CONFIRMED: Duration = Duration::from_secs(60);

/// Asks Telegram whether the authorization still stands (at most once a minute; in between the last answer holds).
/// `None`: signed out (or never signed in).
pub async fn verify(calls: &Calls) -> Result<Option<User>, Error> {
    if calls.session.user_id().is_none() || matches!(calls.check_open(), Err(Error::SignedOut)) {
        return Ok(None);
    }
    if calls.verified_at().is_some_and(|at| at.elapsed() < CONFIRMED) {
        return Ok(calls.session.user());
    }
    verify_now(calls).await
}

/// The same, and asks in any case.
pub async fn verify_now(calls: &Calls) -> Result<Option<User>, Error> {
    if calls.session.user_id().is_none() || matches!(calls.check_open(), Err(Error::SignedOut)) {
        return Ok(None);
    }
    let user = match who_am_i(calls).await {
        Ok(user) => user,
        Err(Error::SignedOut) => return Ok(None),
        Err(error) => return Err(error),
    };
    calls.session.set_user(&user);
    calls.set_verified();
    calls.save().await?;
    Ok(calls.session.user())
}

/// Ends the authorization at Telegram (`auth.logOut`) and forgets the session, here and in the database.
///
/// # Errors
///
/// When Telegram cannot be reached, nothing is forgotten: without the session the authorization could not be ended any more, and would
/// live on where nobody sees it. The account stays usable and can be logged out later.
pub async fn log_out(calls: &Calls) -> Result<(), Error> {
    if calls.session.user_id().is_some() {
        match calls.call(CallRoute::HOME, &tl::functions::auth::LogOut {}).await.map_err(Error::from) {
            Ok(_) | Err(Error::SignedOut) => {}
            Err(error) => return Err(error),
        }
    }
    calls.end().await;
    Ok(())
}

/// Asks Telegram who is signed in with the key at home (`users.getUsers`).
async fn who_am_i(calls: &Calls) -> Result<User, Error> {
    let request = tl::functions::users::GetUsers { id: vec![tl::enums::InputUser::UserSelf] };
    let user = calls.call(CallRoute::HOME, &request).await?.into_iter().next();
    User::from_tl(user.ok_or(Error::Protocol("telegram tells nothing about the signed-in user"))?)
}

/// Takes the user from Telegram: for a session that was signed in by another program.
pub async fn adopt(calls: &Calls) -> Result<(), Error> {
    let user = who_am_i(calls).await?;
    calls.session.set_user(&user);
    calls.set_verified();
    Ok(())
}
