//! What the APIs share of HTTP.
//!
//! Pure parts, tested by tables: [`range`], [`conditional`] (with [`date`]), [`disposition`], [`content_type`], [`origin`]'s and [`host`]'s
//! rules. What is read of a request: [`client`] (who asks, and over what), [`cookie`], [`body`], [`fields`] and [`multipart`] (bodies that
//! are known to be whole), [`text`], [`api_keys`]. What is answered: [`media`] (a file; of a message, [`attachment`]), [`archive`] (several
//! as one), [`failure`]. Limits: [`rate_limit`], [`sign_in_limits`], [`concurrency`], [`streams`]. For those who write guards: [`managed`],
//! [`left`]. For APIs that answer as FastAPI does: [`validation`] (with [`moment`]), [`slash`]. Fairings, in the order in which they run:
//! [`request_id`], [`gate`] (Host and origin), [`cors`], [`security_headers`], [`compress`], [`access_log`]. [`unanswered`] says
//! why no route answered (with [`allow`]), [`openapi`] tells of all APIs, [`housekeeping`] forgets what has ended.
//!
//! Left out on purpose: time-outs of connections, which Rocket gives no hold on, and TLS; both are a proxy's work (`docs/deploy.md`).

pub mod access_log;
pub mod allow;
pub mod api_keys;
pub mod archive;
pub mod attachment;
pub mod body;
pub mod client;
pub mod compress;
pub mod concurrency;
pub mod conditional;
pub mod content_type;
pub mod cookie;
pub mod cors;
pub mod date;
pub mod disposition;
mod exact;
pub mod failure;
pub mod fields;
pub mod gate;
pub mod host;
mod housekeeping;
pub mod left;
pub mod managed;
pub mod media;
pub mod moment;
pub mod multipart;
pub mod openapi;
pub mod origin;
pub mod range;
pub mod rate_limit;
pub mod request_id;
pub mod security_headers;
pub mod sign_in_limits;
pub mod slash;
mod stage;
pub mod streams;
pub mod text;
pub mod unanswered;
pub mod validation;

pub use stage::stage;
