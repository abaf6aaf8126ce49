//! `GET /events`: changes in Saved Messages, while a client listens.
//!
//! The stream of a reader that falls behind ends; `EventSource` connects again, and the front end lists again, as after any gap. The session
//! is looked up regularly, so that a stream ends when its session was ended elsewhere.

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
use super::refusals::Watching;
use super::tags::MEDIA;
use super::wire::{EmptyEvent, FloodWaitEvent, MediaBody, MediaRemovedEvent};
use crate::browser::{Operation, SignedIn};
use crate::config::Config;
use crate::http::limits::concurrency::{ConcurrencyLimit, Permit};
use crate::http::limits::limited::Limited;
use crate::store::{AccountId, Store, TokenHash, browsers};
use crate::telegram::Event as AccountEvent;

/// Streams open at once for one account.
const MAX_LISTENERS: usize = 20;
/// `retry_after` when there are too many.
const WAIT: Duration = Duration::from_secs(30);

pub(super) fn routes() -> Vec<Route> {
    routes![events]
}

/// The streams that are open.
pub(super) struct Listeners(ConcurrencyLimit<AccountId>);

/// Manages the [`Listeners`].
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("listeners", |rocket| async { rocket.manage(Listeners(ConcurrencyLimit::new(MAX_LISTENERS))) })
}

/// Watch the media
///
/// Server-sent events, with the names and data of `LiveEvents`. The stream may end at any time; list again after reconnecting.
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
        Watching,
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
    let events = BroadcastStream::new(signed_in.account.events().await);
    let check_every = config.time_limits.listeners.check_every;
    Ok(EventStream::from(stream_events(events, signed_in.token, store.inner().clone(), permit, check_every, shutdown)))
}

/// The events, until the session ends, the reader falls behind or the server stops.
fn stream_events(
    mut events: BroadcastStream<AccountEvent>,
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
            let event = tokio::select! {
                event = events.next() => event,
                _ = look_up.tick() => match browsers::find(&store, token).await {
                    Ok(None) => Some(Ok(AccountEvent::SignedOut)),
                    Ok(Some(_)) | Err(_) => continue,
                },
                () = &mut shutdown => break,
            };
            let Some(Ok(event)) = event else { break };
            let is_last = matches!(event, AccountEvent::SignedOut);
            yield server_sent_event(event);
            if is_last {
                break;
            }
        }
    }
}

fn server_sent_event(change: AccountEvent) -> Event {
    match change {
        AccountEvent::MediaAdded(media) => event("media_added", &MediaBody::from(&*media)),
        AccountEvent::MediaChanged(media) => event("media_changed", &MediaBody::from(&*media)),
        AccountEvent::MediaRemoved(ids) => event("media_removed", &MediaRemovedEvent::from(ids)),
        AccountEvent::FloodWait { wait, is_pace } => {
            event("flood_wait", &FloodWaitEvent { retry_after: wait.as_secs().max(1), is_pace })
        }
        AccountEvent::SignedOut => event("signed_out", &EmptyEvent {}),
    }
}
