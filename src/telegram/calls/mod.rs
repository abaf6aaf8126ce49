//! Making calls to Telegram. All methods are called through [`call::Calls`].
//!
//! `Calls` creates a missing auth key, limits the time of the call, repeats it for some time when its connection breaks, and notices when the
//! authorization has ended. Its callers interpret all other RPC errors, which they get as a [`call_error::CallError`]. The layers above decide
//! where the session is [stored](storage) and pass an [observer] of what concerns the account as a whole.

pub mod call_error;
pub mod observer;
pub mod storage;

pub mod call;
pub mod pauses;
pub mod preparation;
pub mod random_id;
pub mod repeats;
pub mod retry;
