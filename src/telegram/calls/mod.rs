//! The one way of making a call to Telegram.
//!
//! [`call::Calls`] makes a missing auth key, puts a time limit on the call, repeats it once when a connection broke, and notices when the
//! authorization has ended. What an RPC error means beyond that is the caller's to say: it gets a [`failed::Failed`]. Where the session is
//! [stored](storage) and who is told that the authorization [ended](observer) is decided above.

pub mod failed;
pub mod observer;
pub mod storage;

pub mod call;
pub mod patience;
pub mod preparing;
pub mod random_id;
