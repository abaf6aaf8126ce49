//! `POST /preferences`: language and theme, kept in cookies for a year.
//!
//! A form of its own page, so that it works without scripts; scripts send the same form and change the theme in place.

use std::time::Duration;

use rocket::form::Form;
use rocket::{FromForm, post};

use super::go_to::GoTo;
use super::language::Language;
use super::reader::{LANGUAGE_COOKIE, THEME_COOKIE};
use super::theme::Theme;
use crate::http::request::client::Client;
use crate::http::request::cookie::{self, Attributes};

/// How long a choice is remembered.
const KEPT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The form. What is missing or unknown stays as it is.
#[derive(FromForm)]
pub(super) struct Preferences<'r> {
    language: Option<&'r str>,
    theme: Option<&'r str>,
    /// The page that the form stands on.
    back: Option<&'r str>,
}

/// Remembers what was chosen and leads back.
#[post("/preferences", data = "<form>")]
pub(super) fn preferences(form: Form<Preferences<'_>>, client: Client) -> GoTo {
    let back = if form.back == Some("sign-in") { "/sign-in" } else { "/" };
    let attributes = Attributes { secure: client.secure, cross_site: false };
    let language = form.language.and_then(Language::tagged);
    let theme = form.theme.and_then(Theme::named);
    let cookies = [
        language.map(|language| cookie::set(LANGUAGE_COOKIE, language.tag(), KEPT, attributes)),
        theme.map(|theme| cookie::set(THEME_COOKIE, theme.name(), KEPT, attributes)),
    ];
    cookies.into_iter().flatten().fold(GoTo::new(back), GoTo::with)
}
