//! `GET /events`: what happens in Saved Messages while somebody looks.
//!
//! A reader that falls behind gets the stream's end; `EventSource` connects again, and the front end lists again, as after any gap. The
//! session is looked up now and then, so that one that ended elsewhere does not listen on.

use std::time::Duration;

use async_stream::stream;
use rocket::fairing::AdHoc;
use rocket::response::stream::{Event, EventStream};
use rocket::{Route, Shutdown, State, get, routes};
use tokio::time::{MissedTickBehavior, interval};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::error::Error;
use super::qr::event;
use super::refusals::Listening;
use super::tags::MEDIA;
use super::wire::{EmptyEvent, FloodWaitEvent, MediaBody, MediaRemovedEvent};
use crate::browser::{Operation, SignedIn};
use crate::config::Config;
use crate::http::limits::concurrency::{ConcurrencyLimit, Permit};
use crate::http::limits::limited::Limited;
use crate::store::{AccountId, Store, TokenHash, browsers};
use crate::telegram::Event as Happening;

/// How many may listen to one account at once.
const MAX_LISTENERS: usize = 20;
/// How long one more is asked to wait.
const WAIT: Duration = Duration::from_secs(30);

pub(super) fn routes() -> Vec<Route> {
    routes![events]
}

/// Who is listening.
pub(super) struct Listeners(ConcurrencyLimit<AccountId>);

/// Manages them.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("listeners", |rocket| async { rocket.manage(Listeners(ConcurrencyLimit::new(MAX_LISTENERS))) })
}

/// Watch the media
///
/// Server-sent events, by the names and with the data of `LiveEvents`. The stream may end at any time; list again after reconnecting.
#[utoipa::path(
    tag = MEDIA,
    operation_id = "watchMedia",
    security(("cookie" = [])),
    responses(
        (
            status = 200,
            description = "The events, until the session ends, the reader falls behind or the server stops.",
            body = String,
            content_type = "text/event-stream",
            example = "event:media_removed\ndata:{\"ids\":[123]}\n\n",
        ),
        Listening,
    ),
)]
#[get("/events")]
pub(super) async fn events(
    signed_in: SignedIn,
    store: &State<Store>,
    listeners: &State<Listeners>,
    config: &State<Config>,
    shutdown: Shutdown,
) -> Result<EventStream![], Error> {
    let permit = listeners
        .0
        .acquire(signed_in.account.id())
        .ok_or_else(|| Operation::OpenSession.failed(Limited { wait: WAIT }))?;
    let happenings = BroadcastStream::new(signed_in.account.events().await);
    let check_every = config.time_limits.listeners.check_every;
    Ok(EventStream::from(tell(happenings, signed_in.token, store.inner().clone(), permit, check_every, shutdown)))
}

/// What happens, until the session ends, the reader falls behind or the server stops.
fn tell(
    mut happenings: BroadcastStream<Happening>,
    token: TokenHash,
    store: Store,
    permit: Permit<AccountId>,
    check_every: Duration,
    mut shutdown: Shutdown,
) -> impl Stream<Item = Event> {
    stream! {
        let _permit = permit;
        let mut look_up = interval(check_every);
        look_up.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let happening = tokio::select! {
                happening = happenings.next() => happening,
                _ = look_up.tick() => match browsers::find(&store, token).await {
                    Ok(None) => Some(Ok(Happening::SignedOut)),
                    Ok(Some(_)) | Err(_) => continue,
                },
                () = &mut shutdown => break,
            };
            let Some(Ok(happening)) = happening else { break };
            let is_last = matches!(happening, Happening::SignedOut);
            yield describe(happening);
            if is_last {
                break;
            }
        }
    }
}

fn describe(happening: Happening) -> Event {
    match happening {
        Happening::MediaAdded(media) => event("media_added", &MediaBody::from(&*media)),
        Happening::MediaChanged(media) => event("media_changed", &MediaBody::from(&*media)),
        Happening::MediaRemoved(ids) => event("media_removed", &MediaRemovedEvent::from(ids)),
        Happening::FloodWait { wait, is_pace } => {
            event("flood_wait", &FloodWaitEvent { retry_after: wait.as_secs().max(1), is_pace })
        }
        Happening::SignedOut => event("signed_out", &EmptyEvent {}),
    }
}
