//! MTProto 2.0 for clients (<https://core.telegram.org/mtproto>), without I/O: what one session of a connection sends and what it makes of what it
//! receives. The layer above owns the socket.
//!
//! | part | what it does |
//! |---|---|
//! | [`framing`] | the intermediate transport: where a packet ends |
//! | [`cipher`] | encrypts and decrypts packets with an auth key |
//! | [`clock`] | the server's time, which message ids are made of |
//! | [`message_id`] | the ids of our messages; which of theirs are accepted |
//! | [`salt`] | the server salt, shared by the connections of an auth key |
//! | [`serialized`] | serialized calls |
//! | [`message`] | parses messages: containers, answers, notifications |
//! | [`protocol`] | the state of a session: queued and sent requests, acknowledgements, repeats |
//!
//! grammers-mtproto has the same layer. It is not used for connections because it compresses every request of 512 bytes or more unless a builder that
//! grammers-mtsender does not expose says otherwise, takes each answer through three copies, and answers a wrong clock by sending the same request
//! again without end.

pub mod framing;

pub mod clock;
pub mod message_id;
pub mod salt;

pub mod cipher;
pub mod message;
pub mod serialized;

pub mod protocol;
