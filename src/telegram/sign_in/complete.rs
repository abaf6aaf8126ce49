//! Telegram accepted a sign-in.

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::link::user::User;

/// Telegram accepted the sign-in: the account is active from here on.
pub async fn complete(calls: &Calls, authorization: tl::enums::auth::Authorization) -> Result<User, Error> {
    let authorization = match authorization {
        tl::enums::auth::Authorization::Authorization(authorization) => authorization,
        tl::enums::auth::Authorization::SignUpRequired(_) => return Err(Rejected::PhoneNumberUnoccupied.into()),
    };
    let user = User::from_tl(authorization.user)?;
    calls.session.set_user(&user);
    calls.session.set_authorized(calls.session.home(), true);
    calls.set_verified();
    calls.save().await?;
    // Accounts that are not kept here leave no trace in the log either.
    let known = calls.is_kept_here().then_some(user.id);
    tracing::info!(account = calls.id().0, user = known, "an account signed in");
    Ok(user)
}
