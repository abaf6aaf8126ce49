//! What the tests stand on: a whole server with a sandbox of its own, browsers that talk to it over real sockets, and files whose
//! bytes can't be mistaken.
//!
//! ```text
//! let server = TestServer::start().await;
//! let alice = server.sign_in(DEMO).await;
//! let items = alice.items("").await;
//! server.finish().await;
//! ```
//!
//! Every test has its own [`TestServer`], and ends by [`TestServer::finish`], which fails when anything is left over: temporary
//! files, connections to Telegram, calls that the sandbox did not know. A server dropped without it fails the test.

mod answer;
mod browser;
mod database;
mod events;
mod eventually;
mod files;
mod instance;
mod item;
mod person;
mod program;
mod raw;
mod relay;
pub mod schema;
mod server;
mod service;
mod socket;

pub use answer::Answer;
pub use browser::Browser;
pub use database::TestDatabase;
pub use events::Events;
pub use eventually::eventually;
pub use files::{NAMES_THAT_HURT, Part, form, jpeg, ramp, words};
pub use instance::Instance;
pub use item::Item;
pub use person::{
    AT_FRAGMENT, BANNED, BY_CALL, BY_EMAIL, BY_MISSED_CALL, DEMO, EMPTY, ENDLESS, FLOODED, GUARDED, INVALID,
    OTHER_HOME, PREMIUM, Person, SECOND, UNREGISTERED, WITHOUT_EMAIL,
};
pub use program::Program;
pub use raw::Raw;
pub use relay::Relay;
pub use server::{TestServer, sandbox_settings};
pub use service::{Service, send};
pub use socket::Socket;
