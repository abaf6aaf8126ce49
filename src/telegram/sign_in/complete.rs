//! Completing a sign-in.

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::link::user::User;

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
    calls.save().await?;
    let logged_user = calls.is_kept_here().then_some(user.id);
    tracing::info!(account = calls.id().0, user = logged_user, "an account signed in");
    Ok(user)
}
