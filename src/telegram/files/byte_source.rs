//! Sources of bytes with a known size, which can be read from any offset.
//!
//! The file of a message is a source. So are several sources that are read as one ([`Joined`]), and what a layer above makes of another source, for
//! example by decrypting it.

use std::pin::Pin;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, TryStreamExt};
use tokio_stream::Stream;
use tokio_util::bytes::Bytes;

use crate::stream::ByteRange;
use crate::telegram::error::Error;

/// A stream of the bytes of a range: exactly those bytes, or an error.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;

/// Bytes that can be read from any offset.
pub trait ByteSource: Send + Sync {
    /// The number of bytes.
    fn size(&self) -> u64;

    /// Reads a range. Resolves when its first bytes have arrived. [`Error::NotFound`] when it reaches past the end.
    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>>;

    /// Like [`ByteSource::read`], but for a reader that has already received bytes, of another source: for that, a longer wait is better than an
    /// error.
    fn read_next(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>> {
        self.read(range)
    }
}

/// Several sources that are read as one.
pub struct Joined {
    sources: Vec<Arc<dyn ByteSource>>,
    size: u64,
}

impl Joined {
    /// Joins the sources in this order.
    pub fn new(sources: Vec<Arc<dyn ByteSource>>) -> Self {
        let size = sources.iter().map(|source| source.size()).sum();
        Self { sources, size }
    }

    /// The sources that overlap a range, each with the overlap as a range of its own bytes.
    fn overlaps(&self, range: ByteRange) -> Vec<(Arc<dyn ByteSource>, ByteRange)> {
        let mut start = 0;
        let mut overlaps = Vec::new();
        for source in &self.sources {
            let end = start + source.size();
            let overlap = range.start().max(start)..range.end().min(end);
            if overlap.start < overlap.end
                && let Some(own) = ByteRange::new(overlap.start - start..overlap.end - start)
            {
                overlaps.push((source.clone(), own));
            }
            start = end;
        }
        overlaps
    }
}

impl ByteSource for Joined {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            if range.end() > self.size {
                return Err(Error::NotFound);
            }
            let mut overlaps = self.overlaps(range).into_iter();
            let (first, own) = overlaps.next().ok_or(Error::NotFound)?;
            let first = first.read(own).await?;
            // Each further source is opened when the one before it has ended.
            let rest = stream::iter(overlaps.map(Ok)).and_then(async |(source, own)| source.read_next(own).await);
            let rest = rest.try_flatten();
            Ok(Box::pin(futures_util::StreamExt::chain(first, rest)) as ByteStream)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes in memory, in chunks of three.
    struct InMemory(Vec<u8>);

    impl ByteSource for InMemory {
        fn size(&self) -> u64 {
            self.0.len() as u64
        }

        fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>> {
            let bytes = self.0[range.start() as usize..range.end() as usize].to_vec();
            let chunks: Vec<_> = bytes.chunks(3).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
            Box::pin(async move { Ok(Box::pin(stream::iter(chunks)) as ByteStream) })
        }
    }

    async fn read(source: &dyn ByteSource, range: std::ops::Range<u64>) -> Result<Vec<u8>, Error> {
        let mut stream = source.read(ByteRange::new(range).expect("not empty")).await?;
        let mut bytes = Vec::new();
        while let Some(chunk) = stream.try_next().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    proptest! {
        #[test]
        fn joined_sources_read_as_one(lengths in prop::collection::vec(0usize..20, 1..6), ends in any::<(usize, usize)>()) {
            let whole: Vec<u8> = (0..lengths.iter().sum::<usize>()).map(|at| at as u8).collect();
            let mut rest = whole.as_slice();
            let sources = lengths.iter().map(|length| {
                let (own, other) = rest.split_at(*length);
                rest = other;
                Arc::new(InMemory(own.to_vec())) as Arc<dyn ByteSource>
            });
            let joined = Joined::new(sources.collect());
            prop_assert_eq!(joined.size(), whole.len() as u64);
            prop_assume!(!whole.is_empty());
            let start = ends.0 % whole.len();
            let end = start + 1 + ends.1 % (whole.len() - start);
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            let bytes = runtime.block_on(read(&joined, start as u64..end as u64)).expect("inside");
            prop_assert_eq!(&bytes, &whole[start..end]);
            prop_assert!(runtime.block_on(read(&joined, start as u64..whole.len() as u64 + 1)).is_err());
        }
    }
}
