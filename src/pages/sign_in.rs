//! The sign-in page: number, code, password, or a QR code.

use rocket::{State, get};
use rocket_dyn_templates::context;

use super::asset::Assets;
use super::page::Page;

/// The sign-in page.
#[get("/sign-in")]
pub(super) fn sign_in(assets: &State<Assets>) -> Page {
    Page::new("sign-in.html", context! { version: assets.version(), demo: false })
}
