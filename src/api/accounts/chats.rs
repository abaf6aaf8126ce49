//! `GET /user/<phone>/{contacts,dialogs}`

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::{Asking, Listing};
use super::tags::CHATS;
use super::wire::{Contacts, Dialogs};

/// Chats in one answer, at most and where nothing is said.
const MOST: usize = 500;

pub(super) fn routes() -> Vec<Route> {
    routes![contacts, dialogs]
}

/// The contacts
#[utoipa::path(
    tag = CHATS,
    operation_id = "accountsContacts",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "The people in the account's list of contacts.", body = Contacts), Asking),
)]
#[get("/user/<phone>/contacts")]
pub(super) async fn contacts(key: Key<'_>, phone: &str) -> Result<Json<Contacts>, Error> {
    let contacts = key.account(phone).await?.contacts().await?;
    let data = contacts.into_iter().map(Into::into).collect();
    Ok(Json(Contacts { is_success: true, message: "Contacts fetched.", data }))
}

/// The chats
#[utoipa::path(
    tag = CHATS,
    operation_id = "accountsDialogs",
    security(("apiKey" = []), ("bearer" = [])),
    params(
        ("phone" = String, Path, description = "The number that was signed in"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 500, description = "At most that many; 500 without it"),
    ),
    responses((status = 200, description = "Pinned ones first, then those with the newest messages.", body = Dialogs), Listing),
)]
#[get("/user/<phone>/dialogs?<limit>")]
pub(super) async fn dialogs(key: Key<'_>, phone: &str, limit: Option<&str>) -> Result<Json<Dialogs>, Error> {
    let limit = read_limit(limit, MOST, MOST)?;
    let chats = key.account(phone).await?.chats(limit).await?;
    Ok(Json(Dialogs { is_success: true, data: chats.into_iter().map(Into::into).collect() }))
}

/// A `limit`.
pub(super) fn read_limit(text: Option<&str>, otherwise: usize, most: usize) -> Result<usize, Error> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(otherwise) };
    let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
    limit.ok_or(Error::Parameter { name: "limit", expected: "a number from 1 to 500" })
}
