//! `POST /preferences`: language and theme, stored in cookies for a year.
//!
//! A plain form, so that it works without scripts. Scripts send the same form and change the theme in place.

use std::time::Duration;

use rocket::form::Form;
use rocket::{FromForm, post};

use super::language::Language;
use super::reader::{LANGUAGE_COOKIE, THEME_COOKIE};
use super::see_other::SeeOther;
use super::theme::Theme;
use crate::http::request::client::Client;
use crate::http::request::cookie::{self, Attributes};

/// The lifetime of the cookies.
const LIFETIME: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The form. Missing or unknown values change nothing.
#[derive(FromForm)]
pub(super) struct Preferences<'r> {
    language: Option<&'r str>,
    theme: Option<&'r str>,
    /// The page that has the form.
    back: Option<&'r str>,
}

/// Stores the choices and redirects back.
#[post("/preferences", data = "<form>")]
pub(super) fn preferences(form: Form<Preferences<'_>>, client: Client) -> SeeOther {
    let back = if form.back == Some("sign-in") { "/sign-in" } else { "/" };
    let attributes = Attributes { secure: client.secure, cross_site: false };
    let language = form.language.and_then(Language::tagged);
    let theme = form.theme.and_then(Theme::named);
    let cookies = [
        language.map(|language| cookie::set(LANGUAGE_COOKIE, language.tag(), LIFETIME, attributes)),
        theme.map(|theme| cookie::set(THEME_COOKIE, theme.name(), LIFETIME, attributes)),
    ];
    cookies.into_iter().flatten().fold(SeeOther::new(back), SeeOther::with)
}
