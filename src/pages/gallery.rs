//! The gallery: what is in Saved Messages, as pictures.
//!
//! The first page of items is part of the document, so the pictures are asked for at once and readers without scripts have something to
//! read. When Telegram is slow to answer, the page comes without them, and scripts ask again.

use std::time::Duration;

use rocket::futures::future::join;
use rocket::get;
use rocket::response::Responder;
use serde::Serialize;
use tokio::time::timeout;

use super::filter::Filter;
use super::find::Find;
use super::go_to::GoTo;
use super::month::{Month, months};
use super::page::Page;
use super::reader::Reader;
use crate::browser::{Browser, Operation, Visitor};
use crate::telegram::{Account, MediaCounts, MediaPage};

/// How many items a page holds: enough to fill a large window.
const PAGE: u32 = 40;
/// Nobody looks at an empty window for longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the template shows.
#[derive(Serialize)]
struct View<'a> {
    #[serde(flatten)]
    reader: &'a Reader<'a>,
    /// Who is signed in.
    user: Option<String>,
    filters: Vec<Choice>,
    /// The filter in use.
    filter: Option<Choice>,
    /// The words that are looked for.
    sought: &'a str,
    /// The address without them.
    without_words: String,
    /// The day that the page begins with, as `2026-11-20`.
    date: String,
    /// Whether the page begins below the newest item.
    is_below: bool,
    /// How many items were found in all.
    total: Option<u64>,
    months: Vec<Month>,
    /// The parameters with which scripts ask the API for the same view.
    query: String,
    /// Where scripts read on after what is rendered; empty on the last page.
    next: String,
    /// The page that comes after this one, for readers without scripts; empty on the last page.
    older: String,
    /// Why there is nothing to see.
    problem: String,
}

/// One filter as a link.
#[derive(Clone, Serialize)]
struct Choice {
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
    SignIn(GoTo),
}

/// The gallery of the signed-in account, from the newest item or from where the address says.
#[get("/?<find..>")]
pub(super) async fn gallery(visitor: Result<Visitor, ()>, find: Find, reader: Reader<'_>) -> GalleryResponse {
    let view = |account: Option<&Account>, found, counts| {
        GalleryResponse::Gallery(Page::new("gallery.html", view(&reader, account, &find, found, counts)))
    };
    let Ok(visitor) = visitor else {
        return view(None, Err(reader.words.text("failure.session").into()), None);
    };
    let sign_in = GoTo::new("/sign-in");
    let account = match visitor.browser {
        Some(Browser { ref account, .. }) if account.user().is_some() => account,
        _ if visitor.has_dead_cookie => return GalleryResponse::SignIn(sign_in.with(visitor.cookie.removal())),
        _ => return GalleryResponse::SignIn(sign_in),
    };
    let query = find.query(PAGE);
    let (found, counts) =
        join(timeout(PATIENCE, account.list_media(&query)), timeout(PATIENCE, account.media_counts())).await;
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

/// The page with nothing on it but what went wrong.
pub(super) fn failed(reader: &Reader<'_>, problem: String) -> Page {
    Page::new("gallery.html", view(reader, None, &Find::default(), Err(problem), None))
}

/// The page with these items.
#[cfg(test)]
pub(super) fn with(reader: &Reader<'_>, found: MediaPage) -> Page {
    Page::new("gallery.html", view(reader, None, &Find::default(), Ok(Some(found)), Some(MediaCounts::default())))
}

/// `found`: the page, `None` when it did not come in time, or why there is none.
fn view<'a>(
    reader: &'a Reader<'a>,
    account: Option<&Account>,
    find: &'a Find,
    found: Result<Option<MediaPage>, String>,
    counts: Option<MediaCounts>,
) -> View<'a> {
    let filter = find.kind;
    let choice = |one: Option<Filter>| Choice {
        kind: one.map(Filter::name),
        label: reader.words.text(one.map_or("filters.all", Filter::label)).to_owned(),
        href: find.in_type(one),
        count: counts.map(|counts| one.map_or_else(|| Filter::sum(&counts), |filter| filter.count(&counts))),
        current: one == filter,
    };
    let query = find.api_query();
    let list = format!("/get-saved-messages-media?limit={PAGE}&{query}");
    let total = found.as_ref().ok().and_then(Option::as_ref).map(|page| page.total);
    let (months, next, older, problem) = match found {
        Ok(Some(page)) => {
            let next = page.next.map(|id| format!("{list}&before={}", id.0)).unwrap_or_default();
            let older = page.next.map(|id| find.below(id)).unwrap_or_default();
            (months(&page.items, reader.words), next, older, String::new())
        }
        Ok(None) => (Vec::new(), list, find.in_type(filter), String::new()),
        Err(problem) => (Vec::new(), list, find.in_type(filter), problem),
    };
    View {
        reader,
        user: account.and_then(Account::user).map(|user| user.first_name),
        filters: std::iter::once(None).chain(Filter::ALL.map(Some)).map(choice).collect(),
        filter: filter.map(Some).map(choice),
        sought: find.words().unwrap_or_default(),
        without_words: find.without_words(),
        date: find.date.map(|date| date.to_string()).unwrap_or_default(),
        is_below: find.date.is_some() || find.before.is_some(),
        total,
        months,
        query,
        next,
        older,
        problem,
    }
}
