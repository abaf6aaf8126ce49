//! What the captions of segments say is for others to write ([`Captions`]); this is what they can say.

/// Writes the captions of a content's segments.
pub trait Captions: Send + Sync {
    /// The caption of a segment that others follow. The first one has the index 0.
    fn segment(&self, index: u32, segment: &SegmentFacts) -> String;

    /// The caption of the last segment.
    fn last(&self, index: u32, segment: &SegmentFacts, totals: &Totals) -> String;
}

/// A segment that is about to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentFacts {
    /// The offset of its first byte in the content.
    pub offset: u64,
    /// Bytes of the content.
    pub plain_size: u64,
    /// Bytes, as they are stored.
    pub size: u64,
    /// SHA-256 of the hashes of its pieces of 128 KiB as they are stored, one after the other.
    pub digest: [u8; 32],
}

/// A whole content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Bytes.
    pub size: u64,
    /// Bytes, as they are stored.
    pub stored_size: u64,
    /// SHA-256 of the content.
    pub sha256: [u8; 32],
    /// The number of its segments; 0 for an empty content.
    pub segments: u32,
}
