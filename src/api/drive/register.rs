//! `POST /api/v1/register`

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::Error;
use super::guard::{Anyone, actor};
use super::refusals::Registering;
use super::tags::SIGNING_IN;
use super::wire::{MessageBody, Register};
use crate::drive::Drive;
use crate::drive::people::{Password, Registration, UserName};
use crate::http::fastapi::call::Call;
use crate::http::limits::passwords::PasswordLimits;

pub(super) fn routes() -> Vec<Route> {
    routes![register]
}

/// Register
///
/// The first user looks after the drive. Whether others may register, the server's settings say.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "driveRegister",
    request_body = Register,
    responses((status = 200, description = "There is such a user now.", body = MessageBody), Registering),
)]
#[post("/api/v1/register", data = "<call>")]
pub(super) async fn register(
    call: Call<Anyone, Register>,
    drive: &State<Drive>,
    limits: &State<PasswordLimits>,
) -> Result<Json<MessageBody>, Error> {
    let Register { username, password } = call.input;
    let (name, password) = (UserName::parse(&username)?, Password::parse(password)?);
    let _running = limits.register(call.caller.client)?;
    let registration = if drive.settings().open_registration { Registration::Open } else { Registration::FirstUser };
    drive.people().register(&name, &password, registration).await?;
    let user = drive.people().user(name.as_str()).await?;
    drive.noted(&actor(&user, call.caller.client), "user.register", None, Ok(())).await?;
    Ok(MessageBody::says(format!("User '{}' registered successfully", name.as_str())))
}
