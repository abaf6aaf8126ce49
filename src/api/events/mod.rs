//! The events API: one WebSocket, and JSON frames both ways.
//!
//! Its users are services with an API key; its contract is in `docs/api/events.md`, and the frames stand in [`wire`] to the letter. A
//! [`socket`] carries them. [`dispatch`] answers a client's requests in the order in which they arrive, a file for each event, on the state of
//! one [`conversation`]; beside it [`live`] pushes what was subscribed to. What a key read last of each group is kept in the database, so
//! that `latest` goes on there.

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
            // With the slash at the end as well: Rocket counts segments.
            .mount("/ws/telegram", open::routes())
            .register("/ws/telegram", open::catchers())
    })
}
