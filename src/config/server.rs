//! Rocket's own settings: stricter defaults, and what the layers override.

use std::path::Path;

use rocket::config::{LogLevel, Shutdown};
use rocket::data::{Limits, ToByteUnit};
use rocket::figment::Figment;

use super::Error;

/// How long responses may continue after the server is told to stop, in seconds. A film may be paused for hours, and service managers end what has
/// not ended after ten seconds (`docker stop`).
const GRACE_SECONDS: u32 = 3;
/// How long connections may take to close after that, in seconds.
const MERCY_SECONDS: u32 = 1;

/// The lowest layer: Rocket's defaults with our limits.
///
/// * Bodies are small: uploads don't go through Rocket's forms but read the raw body, with a limit of their own.
/// * `X-Real-IP` is not trusted; `http::client` evaluates proxies' headers itself.
/// * Rocket's logger is off (it writes whole URLs, and cookies at `debug`); `http::access_log` logs requests instead.
/// * Signals are handled by `main`, which closes the accounts as well.
pub(super) fn defaults() -> rocket::Config {
    rocket::Config {
        ident: rocket::config::Ident::none(),
        ip_header: None,
        log_level: LogLevel::Off,
        cli_colors: false,
        limits: Limits::new()
            .limit("form", 32.kibibytes())
            .limit("data-form", 64.kibibytes())
            .limit("file", 64.kibibytes())
            .limit("string", 8.kibibytes())
            .limit("bytes", 8.kibibytes())
            .limit("json", 64.kibibytes())
            .limit("msgpack", 64.kibibytes()),
        shutdown: Shutdown {
            ctrlc: false,
            #[cfg(unix)]
            signals: std::collections::HashSet::new(),
            grace: GRACE_SECONDS,
            mercy: MERCY_SECONDS,
            ..Shutdown::default()
        },
        ..rocket::Config::default()
    }
}

/// Rocket's settings.
pub(super) fn extract(layers: &Figment, data_dir: &Path) -> Result<rocket::Config, Error> {
    let mut config = rocket::Config::try_from(layers).map_err(|error| Error::Layers(error.to_string()))?;
    if config.ip_header.is_some() {
        return Err(Error::new("ROCKET_IP_HEADER", "would believe anyone's word; set TRUSTED_PROXIES instead"));
    }
    if config.log_level != LogLevel::Off {
        let problem = "must be off: Rocket's own log has phone numbers in URLs, cookies and API keys; set RUST_LOG instead, whose log has none";
        return Err(Error::new("ROCKET_LOG_LEVEL", problem));
    }
    config.temp_dir = data_dir.join("tmp").into();
    Ok(config)
}
