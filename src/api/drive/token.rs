//! `POST /api/v1/token`

use rocket::request::{FromRequest, Outcome};
use rocket::serde::json::Json;
use rocket::{Request, Route, State, post, routes};

use super::error::Error;
use super::guard::{Anyone, address};
use super::refusals::SigningIn;
use super::tags::SIGNING_IN;
use super::wire::{SignIn, TokenBody};
use crate::drive::people::{Attempt, Password, UserName};
use crate::drive::{self, ActorKind, Drive};
use crate::http::fastapi::call::FormCall;
use crate::http::limits::passwords::PasswordLimits;

pub(super) fn routes() -> Vec<Route> {
    routes![token]
}

/// The program that makes a request, as it names itself.
pub(super) struct UserAgent<'r>(Option<&'r str>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for UserAgent<'r> {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self(request.headers().get_one("User-Agent")))
    }
}

/// Get a token
///
/// For a name and a password, as a form. Where the account has one-time passwords, 401 with `One-time password required`: send the same once more, with
/// `otp`.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "driveToken",
    request_body(content((SignIn = "application/x-www-form-urlencoded"), (SignIn = "multipart/form-data"))),
    responses((status = 200, description = "The token.", body = TokenBody), SigningIn),
)]
#[post("/api/v1/token", data = "<call>")]
pub(super) async fn token(
    call: FormCall<Anyone, SignIn>,
    agent: UserAgent<'_>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<TokenBody>, Error> {
    let SignIn { username, password, otp, .. } = call.input;
    // Names that cannot be one are counted together.
    let name = UserName::parse(&username);
    let counted = limits.try_password(call.caller.client, name.as_ref().map_or("", UserName::as_str))?;
    let one_time_password = otp.as_ref().map(|otp| otp.as_str());
    let signed_in = match Password::parse(password) {
        Ok(password) => {
            let attempt = Attempt { name: &username, password: &password, one_time_password, client: agent.0 };
            drive.people().sign_in(attempt).await
        }
        // Nobody has a password that cannot be one.
        Err(_) => Err(drive::Error::CredentialsInvalid),
    };
    let signed_in = counted.settle(signed_in);
    let address = Some(address(call.caller.client));
    let token = drive.noted_sign_in(ActorKind::User, &username, address, signed_in).await?;
    Ok(Json(TokenBody { access_token: token.text().to_owned(), token_type: "bearer" }))
}
