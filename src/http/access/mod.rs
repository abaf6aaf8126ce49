//! Who may ask.
//!
//! [`host`] and [`origin`] are rules without a request; [`gate`] applies them to every request, and [`cors`] tells browsers. Services show an API
//! key ([`api_keys`]).

pub mod cors;
pub mod gate;
pub mod host;
pub mod origin;

pub mod api_keys;
