//! `GET /user/<phone>/{contacts,dialogs}`

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::{AskingAccount, Listing};
use super::tags::CHATS;
use super::wire::{Contacts, Dialogs};
use crate::digits;

/// The most chats in one response, and the default.
const MAX_LIMIT: usize = 500;

pub(super) fn routes() -> Vec<Route> {
    routes![contacts, dialogs]
}

/// List the contacts
#[utoipa::path(
    tag = CHATS,
    operation_id = "accountsContacts",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "The account's contacts.", body = Contacts), AskingAccount),
)]
#[get("/user/<phone>/contacts")]
pub(super) async fn contacts(key: Key<'_>, phone: &str) -> Result<Json<Contacts>, Error> {
    let contacts = key.account(phone).await?.contacts().await?;
    let data = contacts.into_iter().map(Into::into).collect();
    Ok(Json(Contacts { is_success: true, message: "Contacts fetched.", data }))
}

/// List the chats
#[utoipa::path(
    tag = CHATS,
    operation_id = "accountsDialogs",
    security(("apiKey" = []), ("bearer" = [])),
    params(
        ("phone" = String, Path, description = "The number that was signed in"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 500, description = "Maximum number of chats; 500 by default"),
    ),
    responses((status = 200, description = "Pinned chats first, then those with the newest messages.", body = Dialogs), Listing),
)]
#[get("/user/<phone>/dialogs?<limit>")]
pub(super) async fn dialogs(key: Key<'_>, phone: &str, limit: Option<&str>) -> Result<Json<Dialogs>, Error> {
    let limit = read_limit(limit, MAX_LIMIT, MAX_LIMIT)?;
    let chats = key.account(phone).await?.chats(limit).await?;
    Ok(Json(Dialogs { is_success: true, data: chats.into_iter().map(Into::into).collect() }))
}

/// Reads a `limit` from 1 to `max`.
pub(super) fn read_limit(text: Option<&str>, default: usize, max: usize) -> Result<usize, Error> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(default) };
    let limit = digits::number(text).filter(|limit| (1..=max).contains(limit));
    limit.ok_or(Error::Parameter { name: "limit", expected: "a number from 1 to 500" })
}
