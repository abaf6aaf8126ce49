//! A loopback Telegram: real MTProto 2.0, for trying, testing and measuring clients.
//!
//! [`Sandbox`] is the handle of a running one. Its parts, each using only those below it:
//!
//! | layer | what it is |
//! |---|---|
//! | `sandbox` | the handle: starts and stops everything |
//! | `control` | the control port: the same for other processes, as JSON over HTTP |
//! | `running` | the running parts, for both of them |
//! | `methods` | Telegram's API methods: requests and results |
//! | `protocol` | MTProto: connections, keys, sessions, calls. Knows no methods; the two meet in `rpc` |
//! | `world` | the state of accounts, chats, messages and files, and Telegram's rules for them |
//! | `model` | what a world consists of: histories, files, authorizations, events, … |
//! | `store` | what survives a restart: a database and a folder of files |
//! | `pictures` | Telegram's sizes of pictures |
//! | `content` | the demo content |
//! | `rpc` | the interface between protocol and methods: callers, results, updates |
//! | `error_codes` | the codes of Telegram's errors |
//! | `faults`, `holds`, `counters`, `link` | what tests set and read: faults, held calls, counters, the simulated network link |
//! | `server_key`, `dh_group`, `random`, `options` | the RSA key, the Diffie–Hellman group, random numbers, options |

mod clock;
pub mod content;
mod control;
mod counters;
mod dh_group;
mod error_codes;
pub mod faults;
mod holds;
mod link;
mod methods;
mod model;
mod options;
mod pictures;
mod protocol;
mod random;
mod rpc;
mod running;
mod sandbox;
mod server_key;
mod store;
mod world;

pub use counters::{Counters, MethodCounters};
pub use faults::{Effect, Fault, TransportErrorForm};
pub use holds::{Hold, Moment};
pub use link::Link;
pub use options::Options;
pub use pictures::prepared::pack_prepared_pictures;
pub use protocol::DataCenter;
pub use running::AccountError;
pub use sandbox::{Error, Sandbox};
pub use world::{ChannelSummary, ChatRef, ControlError, DocumentSummary, MessageSummary, NewMessage};
