//! The lifetime of a browser's session, and the scope of its cookie.

use std::time::Duration;

use super::raw::Raw;
use super::{Error, Web};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The lifetime of a browser's session, and the scope of its cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sessions {
    /// A session expires after this time without use.
    pub idle: Duration,
    /// A session expires at this age in any case.
    pub absolute: Duration,
    /// A session without a signed-in account expires at this age.
    pub pending: Duration,
    /// Whether pages of other sites (in `FRONTEND_ORIGINS`) may send the cookie: `SameSite=None` instead of `Lax`.
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
