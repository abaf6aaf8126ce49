//! Ids of rows that manifests name as well: random, known before the row is written, and below 2⁵³, so that JavaScript reads them exactly.

use crate::store::Error;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl $name {
            /// A new one.
            pub fn random() -> Result<Self, Error> {
                random().map(Self)
            }
        }
    )+};
}

ids! {
    /// A user of the drive.
    UserId,
    /// A folder or file.
    NodeId,
    /// A content of a file.
    RevisionId,
    /// A document at Telegram.
    SegmentId,
    /// A share.
    ShareId,
    /// A signed-in session of a user.
    SessionId,
    /// A password for a program.
    AppPasswordId,
}

fn random() -> Result<i64, Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    // Never 0, which stands for "none" in trash marks.
    Ok((i64::from_be_bytes(bytes) & ((1 << 53) - 1)).max(1))
}
