//! The gallery page: the media of Saved Messages.
//!
//! The first items are part of the document, so that browsers load their pictures at once, and the page works without scripts. If Telegram is slow,
//! the page is sent without them, and scripts load them.

use std::time::Duration;

use rocket::futures::future::join;
use rocket::get;
use rocket::response::Responder;
use serde::Serialize;
use tokio::time::timeout;

use super::filter::Filter;
use super::gallery_query::GalleryQuery;
use super::month::{Month, months};
use super::page::Page;
use super::reader::Reader;
use super::see_other::SeeOther;
use crate::browser::{Browser, Operation, Visitor};
use crate::telegram::{Account, MediaCounts, MediaPage};

/// The number of items on a page: enough to fill a large window.
const PAGE_SIZE: u32 = 40;
/// How long the items are waited for, before the page is sent without them.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// The context of the template.
#[derive(Serialize)]
struct GalleryView<'a> {
    #[serde(flatten)]
    reader: &'a Reader<'a>,
    /// The first name of the signed-in user.
    user: Option<String>,
    filters: Vec<FilterLink>,
    /// The filter in use.
    filter: Option<FilterLink>,
    /// The search words.
    search: &'a str,
    /// The URL without them.
    without_words: String,
    /// The day with which the page begins, as `2026-11-20`.
    date: String,
    /// Whether the page does not begin with the newest item.
    is_below: bool,
    /// The total number of items found.
    total: Option<u64>,
    months: Vec<Month>,
    /// The API parameters with which scripts load the same view.
    query: String,
    /// The API URL of the items after those on the page; empty on the last page.
    next: String,
    /// The next page, for browsers without scripts; empty on the last page.
    older: String,
    /// Why there are no items.
    problem: String,
}

/// A filter as a link.
#[derive(Clone, Serialize)]
struct FilterLink {
    kind: Option<&'static str>,
    label: String,
    href: String,
    count: Option<u64>,
    current: bool,
}

/// The gallery, or a redirect to the sign-in.
#[derive(Responder)]
pub(super) enum GalleryResponse {
    Gallery(Page),
    SignIn(SeeOther),
}

/// The gallery of the signed-in account, from the newest item or from where the query begins.
#[get("/?<query..>")]
pub(super) async fn gallery(visitor: Result<Visitor, ()>, query: GalleryQuery, reader: Reader<'_>) -> GalleryResponse {
    let view = |account: Option<&Account>, found, counts| {
        GalleryResponse::Gallery(Page::new("gallery.html", view(&reader, account, &query, found, counts)))
    };
    let Ok(visitor) = visitor else {
        return view(None, Err(reader.words.text("failure.session").into()), None);
    };
    let sign_in = SeeOther::new("/sign-in");
    let account = match visitor.browser {
        Some(Browser { ref account, .. }) if account.user().is_some() => account,
        _ if visitor.has_dead_cookie => return GalleryResponse::SignIn(sign_in.with(visitor.cookie.removal())),
        _ => return GalleryResponse::SignIn(sign_in),
    };
    let page_query = query.media_query(PAGE_SIZE);
    let (found, counts) =
        join(timeout(MAX_WAIT, account.list_media(&page_query)), timeout(MAX_WAIT, account.media_counts())).await;
    let found = match found.map(|found| found.map_err(|error| Operation::List.failed(error))) {
        Ok(Ok(page)) => Ok(Some(page)),
        Ok(Err(error)) if error.is_session_ended() => {
            return GalleryResponse::SignIn(sign_in.with(visitor.cookie.removal()));
        }
        Ok(Err(error)) => Err(reader.words.refusal(&error)),
        Err(_) => Ok(None),
    };
    view(Some(account), found, counts.ok().and_then(Result::ok))
}

/// The page with an error instead of items.
pub(super) fn failed(reader: &Reader<'_>, problem: String) -> Page {
    Page::new("gallery.html", view(reader, None, &GalleryQuery::default(), Err(problem), None))
}

/// The page with these items.
#[cfg(test)]
pub(super) fn with(reader: &Reader<'_>, found: MediaPage) -> Page {
    Page::new(
        "gallery.html",
        view(reader, None, &GalleryQuery::default(), Ok(Some(found)), Some(MediaCounts::default())),
    )
}

/// `found`: the items, `None` if they did not arrive in time, or why there are none.
fn view<'a>(
    reader: &'a Reader<'a>,
    account: Option<&Account>,
    query: &'a GalleryQuery,
    found: Result<Option<MediaPage>, String>,
    counts: Option<MediaCounts>,
) -> GalleryView<'a> {
    let filter = query.kind;
    let link = |one: Option<Filter>| FilterLink {
        kind: one.map(Filter::name),
        label: reader.words.text(one.map_or("filters.all", Filter::label)).to_owned(),
        href: query.in_type(one),
        count: counts.map(|counts| one.map_or_else(|| Filter::sum(&counts), |filter| filter.count(&counts))),
        current: one == filter,
    };
    let api_query = query.api_query();
    let list = format!("/get-saved-messages-media?limit={PAGE_SIZE}&{api_query}");
    let total = found.as_ref().ok().and_then(Option::as_ref).and_then(|page| page.total);
    let (months, next, older, problem) = match found {
        Ok(Some(page)) => {
            let next = page.next.map(|id| format!("{list}&before={}", id.0)).unwrap_or_default();
            let older = page.next.map(|id| query.below(id)).unwrap_or_default();
            (months(&page.items, reader.words), next, older, String::new())
        }
        Ok(None) => (Vec::new(), list, query.in_type(filter), String::new()),
        Err(problem) => (Vec::new(), list, query.in_type(filter), problem),
    };
    GalleryView {
        reader,
        user: account.and_then(Account::user).map(|user| user.first_name),
        filters: std::iter::once(None).chain(Filter::ALL.map(Some)).map(link).collect(),
        filter: filter.map(Some).map(link),
        search: query.words().unwrap_or_default(),
        without_words: query.without_words(),
        date: query.date.map(|date| date.to_string()).unwrap_or_default(),
        is_below: query.date.is_some() || query.before.is_some(),
        total,
        months,
        query: api_query,
        next,
        older,
        problem,
    }
}
