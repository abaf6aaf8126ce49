//! `GET /events`: changes in Saved Messages, while a client listens.
//!
//! The stream of a reader that falls behind ends; `EventSource` connects again, and the front end lists again, as after any gap. The session
//! is looked up regularly, so that a stream ends when its session was ended elsewhere.

use std::time::Duration;

use async_stream::stream;
use rocket::fairing::AdHoc;
use rocket::response::stream::{Event, EventStream};
use rocket::{Route, Shutdown, State, get, routes};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};
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
/// How often all streams are probed while a listener waits for a place.
const PROBE_EVERY: Duration = Duration::from_millis(100);

pub(super) fn routes() -> Vec<Route> {
    routes![events]
}

/// The streams that are open.
pub(super) struct Listeners {
    limit: ConcurrencyLimit<AccountId>,
    /// Has all streams write something, which ends those whose clients are gone.
    probe: watch::Sender<()>,
}

impl Listeners {
    /// A place for one more. A client that has closed its connection is noticed by the next write only, so when there is no place, all streams
    /// write something, and this waits up to `patience` for one that ends.
    async fn acquire(&self, account: AccountId, patience: Duration) -> Option<Permit<AccountId>> {
        let until = Instant::now() + patience;
        loop {
            if let Some(permit) = self.limit.acquire(account) {
                return Some(permit);
            }
            if Instant::now() >= until {
                return None;
            }
            self.probe.send_replace(());
            sleep(PROBE_EVERY).await;
        }
    }
}

/// Manages the [`Listeners`].
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("listeners", |rocket| async {
        rocket.manage(Listeners { limit: ConcurrencyLimit::new(MAX_LISTENERS), probe: watch::Sender::new(()) })
    })
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
    let limits = config.time_limits.listeners;
    let permit = listeners.acquire(signed_in.account.id(), limits.place).await;
    let permit = permit.ok_or_else(|| Operation::OpenSession.failed(Limited { wait: WAIT }))?;
    let probe = listeners.probe.subscribe();
    let events = BroadcastStream::new(signed_in.account.events().await);
    let look_up = LookUp { token: signed_in.token, store: store.inner().clone(), every: limits.check_every };
    Ok(EventStream::from(stream_events(events, look_up, permit, probe, shutdown)))
}

/// What a stream does next.
enum Next {
    /// It sends an event; without one it ends.
    Event(Option<AccountEvent>),
    /// It sends a comment, to see whether its client is still there.
    Probe,
}

/// How it is looked up whether the session still stands.
struct LookUp {
    token: TokenHash,
    store: Store,
    every: Duration,
}

/// The events, until the session ends, the reader falls behind or the server stops.
fn stream_events(
    mut events: BroadcastStream<AccountEvent>,
    LookUp { token, store, every }: LookUp,
    permit: Permit<AccountId>,
    mut probe: watch::Receiver<()>,
    mut shutdown: Shutdown,
) -> impl Stream<Item = Event> {
    stream! {
        let _permit = permit;
        let mut look_up = interval(every);
        look_up.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let next = tokio::select! {
                event = events.next() => Next::Event(event.and_then(Result::ok)),
                _ = look_up.tick() => match browsers::find(&store, token).await {
                    Ok(None) => Next::Event(Some(AccountEvent::SignedOut)),
                    Ok(Some(_)) | Err(_) => continue,
                },
                Ok(()) = probe.changed() => Next::Probe,
                () = &mut shutdown => break,
            };
            let event = match next {
                // The front end connects again, and lists again.
                Next::Event(Some(AccountEvent::Missed) | None) => break,
                Next::Event(Some(event)) => event,
                Next::Probe => {
                    yield Event::comment("");
                    continue;
                }
            };
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
        AccountEvent::Missed => Event::comment("missed"),
    }
}
