//! What a request says.
//!
//! Who sends it and over what: [`client`], [`cookie`], [`id`] (ours for it). What its path can do: [`methods`]. What it carries: [`body`]
//! (known to be whole), [`fields`] (JSON or a form, as a struct), [`multipart`] (forms with files), [`text`] (one field of a body).
//! [`state`] is how guards reach what the server manages.

pub mod client;
pub mod cookie;
pub mod id;
pub mod methods;
pub mod state;

pub mod body;
pub mod fields;
pub mod multipart;
pub mod text;
