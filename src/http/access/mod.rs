//! Who may send a request.
//!
//! [`host`] and [`origin`] are rules without Rocket's types; [`gate`] applies them to every request, and [`cors`] announces them to browsers.
//! Services have an API key ([`api_keys`]).

pub mod cors;
pub mod gate;
pub mod host;
pub mod origin;

pub mod api_keys;
