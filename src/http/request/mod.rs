//! The parts of a request.
//!
//! [`client`] is its sender, [`cookie`] reads and writes cookies, [`id`] is the id that it gets here, [`methods`] are those of its path. Bodies:
//! [`body`] (known to be complete), [`fields`] (JSON or a form, as a struct), [`multipart`] (forms with files), [`disposition`] (the names in them), [`text`] (a field of a body).
//! [`state`] gives guards the server's managed state.

pub mod client;
pub mod cookie;
pub mod id;
pub mod methods;
pub mod state;

pub mod body;
pub mod disposition;
pub mod fields;
pub mod multipart;
pub mod text;
