//! All settings.

use std::path::Path;

use rocket::figment::providers::{Format, Toml};
use rocket::figment::{Figment, Profile};

use super::raw::{self, Raw};
use super::{Drive, Error, Server, Sessions, SignInLimits, Storage, Streaming, Telegram, TimeLimits, Web, server};

/// All settings, parsed and consistent.
#[derive(Clone, Debug)]
pub struct Config {
    /// The Telegram server, and our application's credentials there.
    pub telegram: Telegram,
    /// The data folder, the database, and the master key.
    pub storage: Storage,
    /// The public origin, the origins of front ends, and trusted proxies.
    pub web: Web,
    /// The lifetime of a browser's session.
    pub sessions: Sessions,
    /// Limits on signing in; `None`: only Telegram's.
    pub sign_in_limits: Option<SignInLimits>,
    /// The sizes of the cache of pieces.
    pub streaming: Streaming,
    /// The drive.
    pub drive: Drive,
    /// How long things may take. Not to be set from outside.
    pub time_limits: TimeLimits,
    /// Rocket's own.
    pub rocket: rocket::Config,
}

impl Config {
    /// Reads `Rocket.toml` (if a path is given and the file is there), then the variables, later ones winning. Fails on the first setting
    /// that cannot be used.
    pub fn read<N, V>(file: Option<&Path>, variables: impl IntoIterator<Item = (N, V)>) -> Result<Self, Error>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let mut layers = Figment::from(server::defaults());
        if let Some(file) = file {
            layers = layers.merge(Toml::file(file).nested());
        }
        let mut profile = rocket::Config::DEFAULT_PROFILE;
        for (name, value) in variables {
            if name.as_ref() == "ROCKET_PROFILE" {
                profile = Profile::new(value.as_ref());
            }
            layers = raw::merge(layers, name.as_ref(), value.as_ref());
        }
        Self::extract(&layers.select(profile))
    }

    /// The defaults with this data folder, on a free loopback port, for tests.
    pub fn in_directory(data_dir: &Path) -> Result<Self, Error> {
        Self::read(None, [("DATA_DIR", data_dir.to_string_lossy().as_ref()), ("ROCKET_PORT", "0")])
    }

    /// Whether the Telegram server is the embedded sandbox.
    pub fn is_sandbox(&self) -> bool {
        matches!(self.telegram.server, Server::Sandbox { .. })
    }

    fn extract(layers: &Figment) -> Result<Self, Error> {
        let raw = Raw::extract(layers)?;
        let telegram = Telegram::parse(&raw)?;
        let storage = Storage::parse(&raw)?;
        let web = Web::parse(&raw)?;
        let rocket = server::extract(layers, &storage.data_dir)?;
        web.check_transport(rocket.address)?;
        Ok(Self {
            sessions: Sessions::parse(&raw, &web)?,
            sign_in_limits: SignInLimits::parse(&raw, &telegram.server)?,
            streaming: Streaming::parse(&raw)?,
            drive: Drive::parse(&raw, &telegram.server)?,
            time_limits: TimeLimits::default(),
            telegram,
            storage,
            web,
            rocket,
        })
    }
}
