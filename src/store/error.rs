//! Why the store did not do what was asked.

use std::path::PathBuf;

/// A failed operation of the store. The texts hold no row's contents and no URL.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed, or cannot be reached.
    #[error("the database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// The database's address cannot be used; the text does not repeat it, since it may hold a password.
    #[error("cannot connect to the database: {0}")]
    Connect(#[source] sea_orm::DbErr),
    /// What is stored was sealed with another key. Nothing was changed.
    #[error("the secret key is not the one that this database was sealed with; nothing was changed")]
    WrongKey,
    /// The database was sealed with a key, and there is none. Nothing was changed.
    #[error(
        "{}: the key that this database was sealed with is missing, and nothing was changed; put the file back, or set ROCKET_SECRET_KEY (several \
         servers on one database need the same key)",
        .0.display()
    )]
    KeyMissing(PathBuf),
    /// The database is another program's. Nothing was changed.
    #[error(
        "the database has tables of another program (such as {table}), and nothing was changed; is DATABASE_URL meant for that program? Use a database \
         of its own, or on PostgreSQL a schema: DATABASE_URL=postgres://…/name?schema=heliograph"
    )]
    Foreign {
        /// One of its tables.
        table: String,
    },
    /// There is no database yet. Nothing was made.
    #[error("{0}: there is no database of Heliograph; are DATA_DIR and DATABASE_URL those of the server?")]
    NoDatabase(String),
    /// A sealed value does not open: it was altered, or moved from another row.
    #[error("a sealed value of table {table} does not open")]
    Unsealable {
        /// The table it lies in.
        table: &'static str,
    },
    /// A folder or file of ours cannot be made or read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process has the SQLite database open.
    #[error("{}: another process uses this database; stop it first, or share a PostgreSQL database (DATABASE_URL)", .0.display())]
    InUse(PathBuf),
    /// Others may read what must be ours alone.
    #[error("{}: others have access (mode {mode:o}); make it {expected:o}", path.display())]
    TooOpen {
        /// Which folder or file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
        /// What they should be.
        expected: u32,
    },
    /// `secret.key` does not hold a key.
    #[error("{}: not a secret key (32 bytes in base64 expected)", .0.display())]
    BadKeyFile(PathBuf),
    /// Another process has taken the account over: what this one knows about it is out of date and was not written.
    #[error("another process has the account open")]
    LeaseLost,
    /// The operating system gave no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}
