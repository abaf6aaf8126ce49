//! Verifying that the authorization is still valid.

use std::time::Duration;

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::error::Error;
use crate::telegram::link::user::User;
use crate::telegram::transport::route::CallRoute;

/// For how long Telegram's confirmation counts.
const CONFIRMED: Duration = Duration::from_secs(60);

/// The signed-in user, if the authorization is still valid; `None` when the account is signed out or was never signed in. Asks Telegram at most
/// once a minute.
pub async fn verify(calls: &Calls) -> Result<Option<User>, Error> {
    if calls.session.user_id().is_none() || matches!(calls.check_open(), Err(Error::SignedOut)) {
        return Ok(None);
    }
    if calls.verified_at().is_some_and(|at| at.elapsed() < CONFIRMED) {
        return Ok(calls.session.user());
    }
    verify_now(calls).await
}

/// The same as [`verify`], but always asks Telegram.
pub async fn verify_now(calls: &Calls) -> Result<Option<User>, Error> {
    if calls.session.user_id().is_none() || matches!(calls.check_open(), Err(Error::SignedOut)) {
        return Ok(None);
    }
    let user = match fetch_user(calls).await {
        Ok(user) => user,
        Err(Error::SignedOut) => return Ok(None),
        Err(error) => return Err(error),
    };
    calls.session.set_user(&user);
    calls.set_verified();
    calls.save().await?;
    Ok(calls.session.user())
}

/// Fetches the signed-in user (`users.getUsers`).
async fn fetch_user(calls: &Calls) -> Result<User, Error> {
    let request = tl::functions::users::GetUsers { id: vec![tl::enums::InputUser::UserSelf] };
    let user = calls.call(CallRoute::HOME, &request).await?.into_iter().next();
    User::from_tl(user.ok_or(Error::Protocol("telegram tells nothing about the signed-in user"))?)
}

/// Fetches and stores the user of a session that another program signed in.
pub async fn adopt(calls: &Calls) -> Result<(), Error> {
    let user = fetch_user(calls).await?;
    calls.session.set_user(&user);
    calls.set_verified();
    Ok(())
}
