//! How long a browser stays signed in, and its cookie's reach.

use std::time::Duration;

use super::raw::Raw;
use super::{Error, Web};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a browser's session lives, and where its cookie goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sessions {
    /// Ends when not used for that long.
    pub idle: Duration,
    /// Ends at that age in any case.
    pub absolute: Duration,
    /// A session that has not signed in ends at that age.
    pub pending: Duration,
    /// Whether pages of other sites (in `FRONTEND_ORIGINS`) get the cookie sent along: `SameSite=None` instead of `Lax`.
    pub cross_site: bool,
}

impl Sessions {
    pub(super) fn parse(raw: &Raw, web: &Web) -> Result<Self, Error> {
        let cross_site = match raw.cookie_same_site.get().map(str::to_ascii_lowercase).as_deref() {
            None | Some("lax") => false,
            Some("none") if web.is_https() => true,
            Some("none") => {
                let problem = "browsers take SameSite=None from https alone: set PUBLIC_ORIGIN to an https origin";
                return Err(Error::new("COOKIE_SAME_SITE", problem));
            }
            Some(_) => return Err(Error::new("COOKIE_SAME_SITE", "must be lax or none")),
        };
        Ok(Self { idle: 14 * DAY, absolute: 90 * DAY, pending: DAY, cross_site })
    }
}
