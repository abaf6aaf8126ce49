//! The drive.

use std::time::Duration;

use super::raw::Raw;
use super::streaming::size;
use super::{Error, Server};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The largest segment by default: an upload that breaks loses at most so much.
const SEGMENT: u64 = 512 << 20;
/// How many messages a channel takes before there is a further one: what apps and searches still cope with.
const CHANNEL_MESSAGES: i32 = 500_000;
/// The marked ids of channels and supergroups are below this.
const CHANNEL_MARK: i64 = -1_000_000_000_000;
/// Telegram's parts of files are of this size.
const SMALLEST_SEGMENT: u64 = 512 << 10;

/// The drive's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drive {
    /// The marked id of the chat that stores; `None`: a channel that the drive makes itself.
    pub chat: Option<i64>,
    /// Whether anybody may register. Who registers first, may always.
    pub open_registration: bool,
    /// The largest segment, in bytes.
    pub segment: u64,
    /// How many messages a channel takes before there is a further one. Not to be set from outside.
    pub channel_messages: i32,
    /// How old the newest message of a content without a row is at least before a check deletes it: a younger one may be of an upload under way. Not
    /// to be set from outside.
    pub orphan_age: Duration,
    /// How many contents of a file are kept, the newest included.
    pub versions: u32,
    /// How long older contents are kept.
    pub versions_age: Duration,
    /// How long the trash keeps what is in it; zero: deleting is at once.
    pub trash_age: Duration,
    /// How long the audit is kept.
    pub audit_age: Duration,
    /// Whether the calls that sign the storage account in need no token when they come from this machine: so it is on the embedded
    /// sandbox, where there is nothing to protect.
    pub open_sign_in: bool,
}

impl Drive {
    pub(super) fn parse(raw: &Raw, server: &Server) -> Result<Self, Error> {
        let is_sandbox = matches!(server, Server::Sandbox { .. });
        let open_registration = match raw.drive_registration.get().map(str::to_ascii_lowercase).as_deref() {
            None => is_sandbox,
            Some("open") => true,
            Some("closed") => false,
            Some(_) => return Err(Error::new("DRIVE_REGISTRATION", "must be open or closed")),
        };
        let days = |name, text: Option<&str>, usual: u32| match text {
            None => Ok(DAY * usual),
            Some(text) => match text.parse::<u32>() {
                Ok(days) if days <= 36_500 => Ok(DAY * days),
                _ => Err(Error::new(name, "must be a number of days")),
            },
        };
        let versions = match raw.drive_versions.get().map(str::parse) {
            None => 10,
            Some(Ok(versions @ 1..=1000)) => versions,
            Some(_) => return Err(Error::new("DRIVE_VERSIONS", "must be a number from 1 to 1000")),
        };
        Ok(Self {
            chat: chat(raw)?,
            open_registration,
            segment: segment(raw)?,
            channel_messages: CHANNEL_MESSAGES,
            orphan_age: DAY,
            versions,
            versions_age: DAY * 30,
            trash_age: days("DRIVE_TRASH_DAYS", raw.drive_trash_days.get(), 30)?,
            audit_age: days("AUDIT_DAYS", raw.audit_days.get(), 90)?,
            open_sign_in: is_sandbox,
        })
    }
}

fn chat(raw: &Raw) -> Result<Option<i64>, Error> {
    let Some(text) = raw.drive_chat.get().or(raw.chat_id.get()) else { return Ok(None) };
    match text.parse() {
        Ok(CHANNEL_MARK..0) => Err(Error::new(
            "DRIVE_CHAT",
            "must not be a basic group, whose messages can be edited for two days only: make it a supergroup, or name a channel",
        )),
        Ok(0) | Err(_) => Err(Error::new("DRIVE_CHAT", "must be the id of a channel or supergroup: -100…")),
        Ok(id) => Ok(Some(id)),
    }
}

fn segment(raw: &Raw) -> Result<u64, Error> {
    match size("DRIVE_SEGMENT", &raw.drive_segment, SEGMENT)? {
        bytes if bytes >= SMALLEST_SEGMENT => Ok(bytes),
        _ => Err(Error::new("DRIVE_SEGMENT", "must be at least 512KiB")),
    }
}
