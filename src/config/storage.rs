//! The data folder, the database, and the master key.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::raw::Raw;
use super::{Error, Secret};

/// The minimum length of a master key in bytes (256 bits).
pub const MASTER_KEY_BYTES: usize = 32;

/// PostgreSQL cuts longer names off.
const MAX_SCHEMA_NAME: usize = 63;

/// The data folder, the database, and the master key.
#[derive(Clone, Debug)]
pub struct Storage {
    /// The folder for the database, the secret key, the sandbox's state and temporary files. Created at the first start with mode 0700.
    pub data_dir: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// The master key of the settings; without one, that in `data_dir/secret.key` is used.
    pub master_key: Option<Secret<Vec<u8>>>,
}

/// The database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// SQLite in that file.
    Sqlite(PathBuf),
    /// PostgreSQL at that URL.
    Postgres(PostgresUrl),
}

/// The URL of a PostgreSQL database, which may hold a password, and the schema in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresUrl {
    url: Secret<String>,
    schema: Option<String>,
}

impl PostgresUrl {
    /// Parses a URL. `schema` or `search_path` in its query names the schema; all other parameters are the driver's. `None` if no schema can have
    /// that name without quotes.
    pub fn parse(url: &str) -> Option<Self> {
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut schema, mut others) = (None, Vec::new());
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                Some(("schema" | "search_path", name)) => schema = Some(name.to_owned()),
                _ => others.push(parameter),
            }
        }
        let is_name = |name: &String| {
            name.len() <= MAX_SCHEMA_NAME
                && name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if !schema.as_ref().is_none_or(is_name) {
            return None;
        }
        let url = if others.is_empty() { address.to_owned() } else { format!("{address}?{}", others.join("&")) };
        Some(Self { url: Secret::new(url), schema })
    }

    /// The URL without the schema. May hold a password.
    pub fn url(&self) -> &str {
        self.url.expose()
    }

    /// The schema, if one is named: lower-case letters, digits and underscores.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }
}

impl Storage {
    pub(super) fn parse(raw: &Raw) -> Result<Self, Error> {
        let data_dir = PathBuf::from(raw.data_dir.get().unwrap_or("data"));
        let database = match raw.database_url.get() {
            None => DatabaseUrl::Sqlite(data_dir.join("heliograph.db")),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                let problem = "the schema's name must consist of lower-case letters, digits and underscores";
                let url = PostgresUrl::parse(url).ok_or_else(|| Error::new("DATABASE_URL", problem))?;
                DatabaseUrl::Postgres(url)
            }
            Some(url) => match url.strip_prefix("sqlite:") {
                Some(path) if !path.trim_start_matches('/').is_empty() => {
                    DatabaseUrl::Sqlite(path.strip_prefix("//").unwrap_or(path).into())
                }
                _ => {
                    return Err(Error::new(
                        "DATABASE_URL",
                        "must be postgres://user:password@host/name or sqlite:path",
                    ));
                }
            },
        };
        let master_key = raw.secret_key.get().map(master_key).transpose()?;
        Ok(Self { data_dir, database, master_key })
    }
}

/// Parses a master key: hexadecimal or base64 (both alphabets), 32 bytes or more.
pub(super) fn master_key(text: &str) -> Result<Secret<Vec<u8>>, Error> {
    let bytes = hexadecimal(text)
        .or_else(|| STANDARD.decode(text).ok())
        .or_else(|| STANDARD_NO_PAD.decode(text).ok())
        .or_else(|| URL_SAFE_NO_PAD.decode(text).ok());
    let bytes = bytes.filter(|bytes| bytes.len() >= MASTER_KEY_BYTES);
    let problem = "must be 32 bytes or more, in base64 or hexadecimal (make one: openssl rand -base64 32)";
    bytes.map(Secret::new).ok_or_else(|| Error::new("ROCKET_SECRET_KEY", problem))
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.len() < 2 * MASTER_KEY_BYTES || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
