//! `GET /events`: what happens in Saved Messages while somebody looks.
//!
//! A reader that falls behind gets the stream's end; `EventSource` connects again, and the front end lists again, as after any gap. The
//! session is looked up once a minute, so that one that ended elsewhere does not listen on.

use std::time::Duration;

use rocket::fairing::AdHoc;
use rocket::response::stream::EventStream;
use rocket::{Route, Shutdown, State, get, routes};
use tokio::time::{MissedTickBehavior, interval};

use super::error::Error;
use super::guard::SignedIn;
use super::qr::event;
use super::wire::{EmptyEvent, FloodWaitEvent, MediaBody, MediaRemovedEvent};
use crate::http::concurrency::ConcurrencyLimit;
use crate::store::{AccountId, Store};
use crate::telegram::Event;

const LOOK_UP_EVERY: Duration = Duration::from_secs(60);
/// How many may listen to one account at once.
const MAX_LISTENERS: usize = 20;
/// What one more is told to wait.
const WAIT: Duration = Duration::from_secs(30);

pub(super) fn routes() -> Vec<Route> {
    routes![events]
}

/// Who is listening.
struct Listeners(ConcurrencyLimit<AccountId>);

/// Manages them.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_ignite("listeners", |rocket| async { rocket.manage(Listeners(ConcurrencyLimit::new(MAX_LISTENERS))) })
}

#[get("/events")]
async fn events(
    signed_in: SignedIn,
    store: &State<Store>,
    listeners: &State<Listeners>,
    shutdown: Shutdown,
) -> Result<EventStream![], Error> {
    let SignedIn { account, token, .. } = signed_in;
    let place = listeners.0.enter(account.id()).ok_or(Error::Wait(WAIT))?;
    let store = store.inner().clone();
    let mut happenings = account.events();
    Ok(EventStream! {
        let _place = place;
        let mut look_up = interval(LOOK_UP_EVERY);
        look_up.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let happening = tokio::select! {
                happening = happenings.recv() => happening,
                _ = look_up.tick() => match store.browser(token).await {
                    Ok(None) => Ok(Event::SignedOut),
                    Ok(Some(_)) | Err(_) => continue,
                },
                () = &mut shutdown.clone() => break,
            };
            match happening {
                Ok(Event::MediaAdded(media)) => yield event("media_added", &MediaBody::from(&*media)),
                Ok(Event::MediaChanged(media)) => yield event("media_changed", &MediaBody::from(&*media)),
                Ok(Event::MediaRemoved(ids)) => yield event("media_removed", &MediaRemovedEvent::from(ids)),
                Ok(Event::FloodWait(wait)) => {
                    yield event("flood_wait", &FloodWaitEvent { retry_after: wait.as_secs().max(1) });
                }
                Ok(Event::SignedOut) => {
                    yield event("signed_out", &EmptyEvent {});
                    break;
                }
                Err(_) => break,
            }
        }
    })
}
