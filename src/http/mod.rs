//! What the APIs share of HTTP.
