//! The reader of a page: their language and theme.
//!
//! Two cookies store their choices ([`super::preferences`]). Without them the browser's preferences count. Neither cookie identifies anybody.

use std::convert::Infallible;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};
use serde::Serialize;

use super::asset::Assets;
use super::language::Language;
use super::theme::Theme;
use super::words::{Dictionary, Words};
use crate::http::request::cookie;
use crate::http::request::state::{managed, needs};

/// The cookie with the tag of the chosen language.
pub(super) const LANGUAGE_COOKIE: &str = "heliograph-language";
/// The cookie with the name of the chosen theme.
pub(super) const THEME_COOKIE: &str = "heliograph-theme";

/// The part of the context that is the same for every template.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Reader<'r> {
    /// The version of the static files, a part of their URLs.
    pub version: &'r str,
    /// `en` or `es`.
    pub language: Language,
    /// `system`, `light` or `dark`.
    pub theme: Theme,
    /// The texts: `{{ w.section.key }}`.
    #[serde(rename = "w")]
    pub words: &'r Words,
    /// The languages to choose from.
    pub languages: [LanguageOption; 2],
}

/// A language to choose.
#[derive(Clone, Copy, Serialize)]
pub(super) struct LanguageOption {
    tag: &'static str,
    name: &'static str,
}

impl<'r> Reader<'r> {
    /// A reader with that language and no chosen theme.
    pub fn of(language: Language, assets: &'r Assets, dictionary: &'r Dictionary) -> Self {
        let languages = Language::ALL.map(|one| LanguageOption { tag: one.tag(), name: one.own_name() });
        Self { version: assets.version(), language, theme: Theme::System, words: dictionary.of(language), languages }
    }
}

needs!(Reader<'_>: Assets, Dictionary);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Reader<'r> {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let chosen = |name| cookie::values(request, name).first().copied().unwrap_or_default();
        let accepted = || Language::accepted(&request.headers().get("Accept-Language").collect::<Vec<_>>().join(","));
        let language = Language::tagged(chosen(LANGUAGE_COOKIE)).or_else(accepted).unwrap_or_default();
        let theme = Theme::named(chosen(THEME_COOKIE)).unwrap_or_default();
        let (assets, dictionary) = (managed::<Assets>(request), managed::<Dictionary>(request));
        Outcome::Success(Self { theme, ..Self::of(language, assets, dictionary) })
    }
}
