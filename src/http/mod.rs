//! HTTP for the APIs and the pages.
//!
//! Folders, each of which only uses those before it:
//!
//! - [`dates`]: dates in headers, bodies and queries.
//! - [`request`]: the parts of a request: its client, its cookies, its body.
//! - [`limits`]: how often, and how many at once.
//! - [`access`]: who may send a request: host, origin, API keys.
//! - [`response`]: files, ranges of files, several files as one zip, and their headers.
//! - [`errors`]: the parts of an API's refusals.
//! - [`guards`]: guards that every API uses.
//! - [`fastapi`]: for APIs that behave like FastAPI.
//! - [`openapi`]: `GET /openapi.json`.
//! - [`fairings`]: applied to every response.
//!
//! [`stage()`] attaches what every API needs.
//!
//! Left out on purpose: connection time-outs, which Rocket has no settings for, and TLS; a proxy does both (`docs/deploy.md`).

pub mod dates;
pub mod request;

pub mod limits;

pub mod access;

pub mod response;

pub mod errors;
pub mod fastapi;
pub mod guards;
pub mod openapi;

mod fairings;

mod stage;

pub use stage::stage;
