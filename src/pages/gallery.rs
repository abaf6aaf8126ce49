//! The gallery: what is in Saved Messages, as pictures.

use rocket::{State, get};
use rocket_dyn_templates::context;

use super::asset::Assets;
use super::page::Page;

/// The gallery of the signed-in account.
#[get("/")]
pub(super) fn gallery(assets: &State<Assets>) -> Page {
    Page::new("gallery.html", context! { version: assets.version() })
}
