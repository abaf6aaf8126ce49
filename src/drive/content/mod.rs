//! Bytes on their way in and out.
//!
//! A content is stored in segments: documents in the storage chat, each of them an [`age`] file of its own where its owner encrypts, so that
//! the ordinary program opens a downloaded message.
//!
//! | part | what it does |
//! |---|---|
//! | [`writer`] | stores a content while its bytes arrive |
//! | [`ended`] | a content whose bytes have arrived: posts or discards it |
//! | [`source`](mod@source) | reads a content, from any offset |
//! | [`segment_upload`] | uploads, encrypts and hashes one segment |
//! | [`unclaimed`] | deletes the messages of a content that is given up |
//! | [`captions`] | what is written about a segment |
//! | [`hashes`] | the hashes by which stored bytes are checked without a download |
//! | [`age`] | the format of encrypted segments |

pub mod age;

pub mod captions;
pub mod hashes;
pub mod segment_upload;
pub mod unclaimed;

pub mod ended;
pub mod source;
pub mod writer;

pub use captions::{Captions, SegmentFacts, Totals};
pub use ended::{Content, Ended, StoredSegment};
pub use source::source;
pub use unclaimed::Orphans;
pub use writer::{ContentWriter, NewContent};
