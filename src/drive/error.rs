//! Why the drive did not do what was asked.

use std::time::Duration;

use crate::store;
use crate::telegram;

/// A failed operation of the drive, by what the caller can do about it. The texts hold no secrets; names are in the variants, for those who may
/// see them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing can have this name.
    #[error("the name cannot be used")]
    NameInvalid(String),
    /// There is no such folder.
    #[error("there is no such folder")]
    FolderNotFound(String),
    /// There is no such file.
    #[error("there is no such file")]
    FileNotFound(String),
    /// The folder's name is taken.
    #[error("there is such a folder already")]
    FolderExists(String),
    /// The file's name is taken.
    #[error("there is such a file already")]
    FileExists {
        /// The file's name before the change.
        name: String,
        /// The folder.
        folder: String,
    },
    /// A folder cannot be moved into itself.
    #[error("a folder cannot be moved into itself")]
    FolderIntoItself,
    /// The user's quota is used up.
    #[error("the quota is used up")]
    QuotaExceeded {
        /// Bytes that the user may store.
        quota: u64,
    },
    /// The body ended before the announced size.
    #[error("the content is not as long as announced")]
    Incomplete,
    /// The file is encrypted, and its owner has encryption switched off.
    #[error("the file is encrypted")]
    Encrypted,
    /// Nobody is signed in to the account that stores.
    #[error("the storage account is not signed in")]
    StorageSignedOut,
    /// Another drive's channel was found; an operator has to rebuild or to name another chat.
    #[error("the storage account has a drive that this database does not know")]
    StorageOccupied,
    /// The chat that stores cannot be used: another one has to be named, or another account signed in.
    #[error("{0}")]
    StorageUnusable(&'static str),
    /// The name of a user is taken.
    #[error("the user name is taken")]
    UserExists(String),
    /// A user name that cannot be used, or a password.
    #[error("{0}")]
    CredentialsUnusable(&'static str),
    /// Wrong name or password.
    #[error("wrong name or password")]
    CredentialsInvalid,
    /// A one-time password is needed, or it was wrong.
    #[error("a one-time password is needed")]
    OneTimePasswordRequired,
    /// One-time passwords are switched on already.
    #[error("one-time passwords are switched on already")]
    OneTimePasswordsOn,
    /// The name of an app password is taken.
    #[error("there is an app password of that name")]
    AppPasswordExists(String),
    /// The token is none of ours, has expired or was revoked.
    #[error("the token is not valid")]
    TokenInvalid,
    /// Only an operator may do that.
    #[error("only an operator may do that")]
    OperatorRequired,
    /// Nobody may register.
    #[error("registration is closed")]
    RegistrationClosed,
    /// There is no such session, app password, trash entry, revision or user.
    #[error("not found")]
    NotFound,
    /// The database has a drive already, and is not rebuilt.
    #[error("the database is not empty")]
    NotEmpty,
    /// Messages of the drive cannot be opened: they were sealed with another master key, or are damaged.
    #[error("{count} messages cannot be opened with this server's key")]
    ManifestsUnreadable {
        /// How many.
        count: u64,
    },
    /// The share does not exist, was revoked, has expired, is used up, or is of the other kind.
    #[error("the share cannot be used: {0:?}")]
    Share(ShareRefusal),
    /// Too many tries.
    #[error("too many tries, wait {} s", .0.as_secs())]
    Wait(Duration),
    /// Telegram.
    #[error(transparent)]
    Telegram(telegram::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<telegram::Error> for Error {
    /// The only account that the drive uses is the one that stores.
    fn from(error: telegram::Error) -> Self {
        match error {
            telegram::Error::SignedOut => Self::StorageSignedOut,
            error => Self::Telegram(error),
        }
    }
}

/// Why a share cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareRefusal {
    /// There is none, or it was revoked.
    Unknown,
    /// The caller has none that could be revoked.
    NotFound,
    /// It has expired, or was downloaded often enough.
    Expired,
    /// It is of a folder where a file's was expected, or the other way round.
    OtherKind,
    /// It needs a password, or the password is wrong.
    PasswordRequired,
    /// The file is encrypted, and the share does not decrypt.
    Encrypted,
}
