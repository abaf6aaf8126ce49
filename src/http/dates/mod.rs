//! Dates and times as text: in HTTP headers ([`http_date`]), and in bodies and queries ([`iso8601`]).

pub mod http_date;
pub mod iso8601;
