//! Several files as one zip, which is made while it is sent: nothing is written to disk, and only the current bytes are in memory.
//!
//! The files are not compressed, since pictures and videos already are. So the zip's length is known in advance: browsers can show progress, and an
//! incomplete zip is detected. Files and zips of 4 GiB and more use ZIP64. [`stored`] writes the format, [`names`] makes names distinct, and
//! [`response`] is the response of a route.
//!
//! Left out on purpose: ranges. They need checksums in advance, so an interrupted download starts again.

mod names;
mod response;
mod stored;

pub use response::ArchiveResponse;
pub use stored::{Archive, ArchiveError, Entry};
