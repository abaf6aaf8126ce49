//! Several files as one zip, which is made while it is sent: nothing is written to disk, and only the current bytes are in memory.
//!
//! The files are stored, not deflated, since pictures and videos are already compressed. So the zip's length is known in advance: browsers can
//! show progress, and an incomplete zip is detected. A file's checksum is not known in advance and follows the file (a data descriptor). Files
//! and zips of 4 GiB and more use ZIP64. The crate `zip` writes the format ([`stored`]), [`names`] makes names distinct, and [`response`] is the
//! response of a route.
//!
//! Left out on purpose: ranges. They need checksums in advance, so an interrupted download starts again.

mod names;
mod response;
mod stored;

pub use response::ArchiveResponse;
pub use stored::{Archive, ArchiveError, Entry};
