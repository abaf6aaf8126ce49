//! What the APIs and the pages share of HTTP.
//!
//! Folders, each of which uses only those before it:
//!
//! - [`dates`]: dates in headers, and dates and times in bodies and queries.
//! - [`request`]: what a request says: its client, its cookies, its body.
//! - [`limits`]: how often, and how many at once.
//! - [`access`]: who may: host, origin, API keys.
//! - [`response`]: files, parts of files, several files as one zip, and their headers.
//! - [`errors`]: what an API's refusals are made of.
//! - [`guards`]: guards that every API uses.
//! - [`fastapi`]: for APIs that answer as FastAPI does.
//! - [`openapi`]: `GET /openapi.json`.
//! - [`fairings`]: what every answer passes.
//!
//! [`stage()`] attaches what every API needs.
//!
//! Left out on purpose: time-outs of connections, which Rocket gives no hold on, and TLS; both are a proxy's work (`docs/deploy.md`).

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
