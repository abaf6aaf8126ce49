//! Several files as one zip, made while it is sent: nothing lies on a disk, and of the files no more is in memory than is on its way.
//!
//! The files are stored, not deflated: pictures and films are packed already. So the length of the whole is known before its first byte, a
//! browser shows how far it is, and a zip that breaks off is visibly not whole. What can't be known beforehand, a file's checksum, follows
//! it (a data descriptor); files and archives of 4 GiB and more have ZIP64's forms. The crate `zip` writes all that ([`stored`]); names are
//! made distinct ([`names`]), and [`answer`] is how a route sends it.
//!
//! Left out on purpose: ranges. Their checksums would have to be known first, so a zip that broke off is asked for again from its start.

mod answer;
mod names;
mod stored;

pub use answer::ArchiveResponse;
pub use stored::{Archive, ArchiveError, Entry};
