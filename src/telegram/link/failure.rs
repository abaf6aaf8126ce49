//! Why a request got no answer.

use grammers_mtsender::RpcError;

/// Why a request got no answer.
#[derive(Debug)]
pub enum Failure {
    /// The server answered with an error.
    Rpc(RpcError),
    /// The request was not carried out: it was never sent, or the server has ignored it.
    NotSent,
    /// The connection broke; the request may or may not have been carried out.
    Broken,
    /// No answer arrived within the time limit; the connection is closed.
    TimedOut,
    /// The data centre does not know the auth key.
    UnknownKey,
    /// The answer cannot be parsed.
    Unreadable,
}
