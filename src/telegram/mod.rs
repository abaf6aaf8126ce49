//! The only code that names grammers: one Telegram, its accounts, and what can be asked of them.

mod account;
mod accounts;
mod error;
mod event;
mod login;
mod media;
mod query;
mod upload;

pub use account::Account;
pub use accounts::Accounts;
pub use error::{Error, Rejected};
pub use event::Event;
pub use login::{CodeSent, LoginToken, PhoneNumber, QrStep, SignIn, User};
pub use media::{Download, Media, MediaKind, MessageId, Thumbnail, ThumbnailSize};
pub use query::{CalendarDay, MediaCounts, MediaPage, MediaQuery};
pub use upload::{Upload, UploadHints, Uploaded};
