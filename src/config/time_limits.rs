//! How long things may take, and how often the server looks after what it holds.
//!
//! None of these can be set from outside: one value suits every server. They stand here together so that tests can replace them by short ones
//! and wait for nothing.

use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long things may take.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeLimits {
    /// Calls to Telegram.
    pub calls: CallLimits,
    /// Telegram's flood waits.
    pub flood_waits: FloodWaitLimits,
    /// Telegram's updates.
    pub updates: UpdateLimits,
    /// Accounts that are open in this process.
    pub accounts: AccountLimits,
    /// Bodies of requests and responses.
    pub bodies: BodyLimits,
    /// WebSockets.
    pub sockets: SocketLimits,
    /// Connections that listen for long.
    pub listeners: ListenerLimits,
}

/// How long calls to Telegram may stay unanswered before their connection is given up and, where that does no harm, they are made once more.
#[derive(Clone, Copy, Debug)]
pub struct CallLimits {
    /// An ordinary call answers within a second; a sleepy data centre within a few.
    pub call: Duration,
    /// A piece of a file: at most 512 KiB, also on a bad line.
    pub transfer: Duration,
    /// A key exchange: four round trips, and some arithmetic with large numbers.
    pub key_exchange: Duration,
    /// What failed because of a connection, or of a fault of Telegram's own, is tried again at once, then after this pause. Each pause is twice as long
    /// as the one before, …
    pub pause: Duration,
    /// … up to this.
    pub max_pause: Duration,
    /// How long after its first such failure a small call is tried again: its caller waits.
    pub call_outage: Duration,
    /// The same of a piece of a file: the alternative is a truncated body, or an upload that has to begin anew.
    pub transfer_outage: Duration,
    /// The same where a data centre says, without encryption and so without proof, that it does not know the auth key.
    pub unknown_key: Duration,
    /// How long the reader of a file waits for its first byte, whatever goes wrong meanwhile.
    pub first_byte: Duration,
    /// After how long another connection for files is opened, when one could not be opened.
    pub reconnect: Duration,
    /// A connection that nobody used for so long is closed.
    pub connection_idle: Duration,
}

impl Default for CallLimits {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(15),
            transfer: Duration::from_secs(30),
            key_exchange: Duration::from_secs(20),
            pause: Duration::from_millis(100),
            max_pause: Duration::from_secs(2),
            call_outage: Duration::from_secs(3),
            transfer_outage: Duration::from_secs(12),
            unknown_key: Duration::from_secs(64),
            first_byte: Duration::from_secs(20),
            reconnect: Duration::from_secs(30),
            connection_idle: Duration::from_secs(90),
        }
    }
}

/// The longest flood waits that are waited out. After a longer one the caller is told when to try again.
#[derive(Clone, Copy, Debug)]
pub struct FloodWaitLimits {
    /// Of a thumbnail, instead of which a page shows a placeholder.
    pub thumbnail: Duration,
    /// Of a profile photo.
    pub profile_photo: Duration,
    /// Of a file, before its first byte.
    pub first_byte: Duration,
    /// Of a file under way: the alternative is a truncated body, or an upload that has to begin anew.
    pub transfer: Duration,
    /// Of a file under way, if Telegram only limits the speed of accounts without Premium (`FLOOD_PREMIUM_WAIT_x`).
    pub pace: Duration,
    /// All those of one piece of a download together.
    pub piece_in_all: Duration,
    /// All those of one part of an upload, or of the call that posts it, together.
    pub part_in_all: Duration,
}

impl Default for FloodWaitLimits {
    fn default() -> Self {
        Self {
            thumbnail: Duration::from_secs(3),
            profile_photo: Duration::from_secs(10),
            first_byte: Duration::from_secs(3),
            transfer: Duration::from_secs(30),
            pace: 5 * MINUTE,
            piece_in_all: MINUTE,
            part_in_all: 2 * MINUTE,
        }
    }
}

/// How Telegram's updates are followed while somebody listens to events.
#[derive(Clone, Copy, Debug)]
pub struct UpdateLimits {
    /// How often it is looked whether somebody still listens, and whether an update was missed.
    pub round: Duration,
    /// The pause after the first failure. It doubles with each further one, …
    pub min_pause: Duration,
    /// … up to this.
    pub max_pause: Duration,
    /// How long a new listener waits until updates are followed.
    pub start: Duration,
}

impl Default for UpdateLimits {
    fn default() -> Self {
        Self {
            round: Duration::from_secs(30),
            min_pause: Duration::from_secs(1),
            max_pause: MINUTE,
            start: Duration::from_secs(5),
        }
    }
}

/// How long accounts stay open and unused, and what is cleared away when.
#[derive(Clone, Copy, Debug)]
pub struct AccountLimits {
    /// An account that nobody asked for in so long is closed (its connections much earlier).
    pub idle: Duration,
    /// The same of an account whose session the client holds.
    pub client_held_idle: Duration,
    /// How long a lease holds without being renewed: after a crash, so long nobody can use the account. It is renewed three times within its life.
    pub lease: Duration,
    /// A sign-in that was begun and not finished in so long is forgotten.
    pub unfinished: Duration,
    /// For so long after a sign-in, the same request is answered once more: the first answer may have been lost.
    pub repeated_sign_in: Duration,
    /// An account that nobody can reach for so long is logged out: between signing in and being bound to a cookie or a key there is a moment when
    /// nobody has it, so this is much longer.
    pub unreachable: Duration,
    /// How often it is looked for what has ended.
    pub housekeeping: Duration,
    /// How long sign-ins under way may take to end, from when the server is told to stop: streams end in the same time. Then their connections are
    /// closed.
    pub last_sign_ins: Duration,
    /// When the server stops: how long the accounts may take to close after that.
    pub closing: Duration,
}

impl Default for AccountLimits {
    fn default() -> Self {
        Self {
            idle: 10 * MINUTE,
            client_held_idle: 5 * MINUTE,
            lease: Duration::from_secs(20),
            unfinished: DAY,
            repeated_sign_in: MINUTE,
            unreachable: HOUR,
            housekeeping: HOUR,
            last_sign_ins: Duration::from_millis(3500),
            closing: Duration::from_secs(1),
        }
    }
}

/// How long bodies may take.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// How long a sender may pause.
    pub stall: Duration,
    /// After so long a response that its client does not read does not count among its account's streams.
    pub unread: Duration,
    /// How long a body that is refused is still read, so that the sender gets to read why.
    pub linger: Duration,
}

impl Default for BodyLimits {
    fn default() -> Self {
        Self { stall: Duration::from_secs(30), unread: Duration::from_secs(30), linger: Duration::from_secs(5) }
    }
}

/// How long a WebSocket waits for what.
#[derive(Clone, Copy, Debug)]
pub struct SocketLimits {
    /// Between two pings.
    pub ping_every: Duration,
    /// For any frame, an answer to a ping included.
    pub idle: Duration,
    /// For one write to get through.
    pub stall: Duration,
    /// For the close frame to get through and to be answered.
    pub closing: Duration,
}

impl Default for SocketLimits {
    fn default() -> Self {
        Self {
            ping_every: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            stall: Duration::from_secs(30),
            closing: Duration::from_secs(5),
        }
    }
}

/// Connections that listen for long.
#[derive(Clone, Copy, Debug)]
pub struct ListenerLimits {
    /// How long a new listener waits for the place of one that may be gone.
    pub place: Duration,
    /// How often it is looked up whether their session or key still stands, so that one that ended elsewhere does not listen on.
    pub check_every: Duration,
}

impl Default for ListenerLimits {
    fn default() -> Self {
        Self { place: Duration::from_secs(1), check_every: MINUTE }
    }
}
