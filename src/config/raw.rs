//! The settings as they are written: each is a text, or absent.

use rocket::figment::Figment;
use rocket::figment::providers::Serialized;
use serde::{Deserialize, Deserializer};

use super::Error;

/// The names of the settings in the environment. In `Rocket.toml` they are in lower case.
///
/// Rocket's own (`ROCKET_ADDRESS`, `ROCKET_PORT`, …) are not among them: Rocket reads those itself. The one exception is the secret key,
/// which this build of Rocket does not know.
pub const NAMES: [&str; 24] = [
    "TELEGRAM_API_ID",
    "TELEGRAM_API_HASH",
    "TELEGRAM_SERVER",
    "TELEGRAM_SERVER_KEY",
    "DATA_DIR",
    "DATABASE_URL",
    "PUBLIC_ORIGIN",
    "FRONTEND_ORIGINS",
    "TRUSTED_PROXIES",
    "COOKIE_SAME_SITE",
    "ALLOW_PLAIN_HTTP",
    "SIGN_IN_LIMITS",
    "SANDBOX_CONTROL_PORT",
    "CONNECTIONS",
    "CHUNK_CACHE",
    "DISK_CACHE",
    "DRIVE_CHAT",
    "CHAT_ID",
    "DRIVE_REGISTRATION",
    "DRIVE_SEGMENT",
    "DRIVE_VERSIONS",
    "DRIVE_TRASH_DAYS",
    "AUDIT_DAYS",
    "ROCKET_SECRET_KEY",
];

/// The settings as they are written. An empty value counts as absent, so that `.env.example` can be copied and filled in step by step.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    pub(super) telegram_api_id: Text,
    pub(super) telegram_api_hash: Text,
    pub(super) telegram_server: Text,
    pub(super) telegram_server_key: Text,
    pub(super) data_dir: Text,
    pub(super) database_url: Text,
    pub(super) public_origin: Text,
    pub(super) frontend_origins: Text,
    pub(super) trusted_proxies: Text,
    pub(super) cookie_same_site: Text,
    pub(super) allow_plain_http: Text,
    pub(super) sign_in_limits: Text,
    pub(super) sandbox_control_port: Text,
    pub(super) connections: Text,
    pub(super) chunk_cache: Text,
    pub(super) disk_cache: Text,
    pub(super) drive_chat: Text,
    pub(super) chat_id: Text,
    pub(super) drive_registration: Text,
    pub(super) drive_segment: Text,
    pub(super) drive_versions: Text,
    pub(super) drive_trash_days: Text,
    pub(super) audit_days: Text,
    #[serde(alias = "rocket_secret_key")]
    pub(super) secret_key: Text,
}

impl Raw {
    /// Extracts our settings from the layers.
    pub(super) fn extract(layers: &Figment) -> Result<Self, Error> {
        layers.extract().map_err(|error| Error::Layers(error.to_string()))
    }
}

/// Merges one variable over the layers, under its name in `Rocket.toml`.
///
/// Our settings stay text (a hash that consists of digits must not become a number); Rocket's are parsed as Rocket parses them.
pub(super) fn merge(layers: Figment, name: &str, value: &str) -> Figment {
    let name = name.to_ascii_uppercase();
    if NAMES.contains(&name.as_str()) {
        let key = name.to_ascii_lowercase();
        let key = key.strip_prefix("rocket_").unwrap_or(&key);
        return layers.merge(Serialized::global(key, value));
    }
    match name.strip_prefix("ROCKET_") {
        Some("PROFILE" | "CONFIG") | None => layers,
        Some(key) => {
            let value: rocket::figment::value::Value = value.parse().unwrap_or_else(|never| match never {});
            layers.merge(Serialized::global(&key.to_ascii_lowercase(), value))
        }
    }
}

/// The text of a setting. Numbers and booleans in `Rocket.toml` are converted to text.
#[derive(Default)]
pub(super) struct Text(Option<String>);

impl Text {
    /// The trimmed text; `None` when it is absent or empty.
    pub(super) fn get(&self) -> Option<&str> {
        self.0.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The items of a list that is separated by commas or spaces.
    pub(super) fn list(&self) -> impl Iterator<Item = &str> {
        self.get().unwrap_or_default().split([',', ' ']).map(str::trim).filter(|item| !item.is_empty())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Number(i64),
            Truth(bool),
            List(Vec<String>),
        }
        Ok(Self(Some(match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Number(number) => number.to_string(),
            Written::Truth(truth) => truth.to_string(),
            Written::List(items) => items.join(","),
        })))
    }
}
