//! The sign-in page: number, code, password, or a QR code.

use rocket::{State, get};
use serde::Serialize;

use super::asset::Assets;
use super::page::Page;
use crate::config::Config;

/// What the template shows.
#[derive(Serialize)]
struct View<'a> {
    version: &'a str,
    /// `number`, `code` or `password`.
    step: &'static str,
    phone: &'a str,
    /// The owner's hint for the password.
    hint: &'a str,
    /// What went wrong at this step.
    error: &'a str,
    /// Whether the demo account is there to sign in to.
    demo: bool,
}

/// The sign-in page at its first step.
#[get("/sign-in")]
pub(super) fn sign_in(assets: &State<Assets>, config: &State<Config>) -> Page {
    let version = assets.version();
    Page::new(
        "sign-in.html",
        View { version, step: "number", phone: "", hint: "", error: "", demo: config.is_sandbox() },
    )
}
