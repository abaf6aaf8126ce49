//! The events API: one WebSocket, with JSON frames in both directions.
//!
//! Its users are services with an API key; its contract is `docs/api/events.md`. A [`socket`] carries the frames of [`wire`], which are those of an
//! existing program, *the original*. [`dispatch`] handles a client's requests in their order, with a file for each event, on the state of one
//! [`conversation`]; [`live`] pushes the messages of subscribed chats. The position up to which a key has read each group is stored in the
//! database, so that `latest` continues from there.

mod socket;
mod wire;

mod sockets;
mod stop;
mod texts;

mod live;

mod conversation;
mod lookup;

mod chats;
mod log_out;
mod login;
mod subscribe;
mod telegram_login;
mod users;

mod dispatch;

mod open;

use rocket::fairing::AdHoc;

/// Mounts the API. Needs [`crate::http`]'s managed state, and [`crate::store::Store`].
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("events API", |rocket| async {
        rocket
            .manage(sockets::Sockets::default())
            // With and without the slash at the end: Rocket counts segments.
            .mount("/ws/telegram", open::routes())
            .register("/ws/telegram", open::catchers())
    })
}
