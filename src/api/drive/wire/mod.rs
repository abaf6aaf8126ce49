//! Parameters, each read by [`Input`](crate::http::fastapi::call::Input), and response bodies; the original's letter for letter.
//!
//! What the original does not have is written as it would be: names in snake case, a sentence as `message`. Its moments are UTC and say so.

mod account;
mod files;
mod message;
mod shares;
mod signing_in;
mod stats;
mod storage;
mod users;

use time::OffsetDateTime;
use time::macros::format_description;

pub(super) use account::{
    AppPasswordBody, AppPasswordSecretBody, ChangePassword, Confirm, ConfirmOneTimePasswords, EnrolmentBody,
    MakeAppPassword, OneTimePasswordsBody, SessionBody,
};
pub(super) use files::{
    Destination, FileBody, FileForm, FolderBody, FolderDestination, ListFiles, MakeFolder, Rename, TrashBody,
    VersionBody,
};
pub(super) use message::{CodeSentBody, MessageBody};
pub(super) use shares::{Share, ShareBody};
pub(super) use signing_in::{Register, SignIn, TokenBody};
pub(super) use stats::{AuditBody, FoundBody, IdentityBody, Import, ImportedBody, ListAudit, SearchFiles, StatsBody};
pub(super) use storage::{CheckPassword, QrBody, SendCode, VerifyCode};
pub(super) use users::{SetQuota, UserBody};

/// A moment as the original writes it: UTC, and nothing says so.
fn moment(moment: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    moment.to_offset(time::UtcOffset::UTC).format(format).expect("a moment has these parts")
}
