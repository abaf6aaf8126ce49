//! The gallery: what is in Saved Messages, as pictures.

use rocket::{State, get};
use serde::Serialize;

use super::asset::Assets;
use super::filter::Filter;
use super::page::Page;

/// How many items a page holds: enough to fill a large window.
const PAGE: u32 = 60;

/// What the template shows.
#[derive(Serialize)]
struct View<'a> {
    version: &'a str,
    /// Who is signed in.
    user: Option<String>,
    filters: Vec<Choice>,
    /// The filter in use.
    filter: Option<Choice>,
    months: Vec<Month>,
    /// Where scripts read the newest items again.
    newest: String,
    /// Where scripts read on after what is rendered; empty on the last page.
    next: String,
    /// The page that comes after this one, for readers without scripts.
    older: String,
}

/// One filter as a link.
#[derive(Clone, Serialize)]
struct Choice {
    kind: Option<&'static str>,
    label: &'static str,
    href: String,
    count: Option<u64>,
    current: bool,
}

/// The items of one month, newest first.
#[derive(Serialize)]
struct Month {
    /// As `2026-11`.
    key: String,
    /// As `November 2026`.
    label: String,
    entries: Vec<()>,
}

/// The gallery of the signed-in account.
#[get("/?<type>")]
pub(super) fn gallery(r#type: Option<Filter>, assets: &State<Assets>) -> Page {
    let kind = r#type.map(Filter::name);
    let query = kind.map(|kind| format!("&type={kind}")).unwrap_or_default();
    let choice = |filter: Option<Filter>| Choice {
        kind: filter.map(Filter::name),
        label: filter.map_or("All", Filter::label),
        href: filter.map_or_else(|| "/".into(), |filter| format!("/?type={}", filter.name())),
        count: None,
        current: filter.map(Filter::name) == kind,
    };
    let newest = format!("/get-saved-messages-media?limit={PAGE}{query}");
    Page::new(
        "gallery.html",
        View {
            version: assets.version(),
            user: None,
            filters: std::iter::once(None).chain(Filter::ALL.map(Some)).map(choice).collect(),
            filter: r#type.map(Some).map(choice),
            months: Vec::new(),
            next: newest.clone(),
            newest,
            older: "/".into(),
        },
    )
}
