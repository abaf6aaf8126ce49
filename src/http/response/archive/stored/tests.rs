//! Zips are read by the crate that wrote them, and have the length that was computed in advance.

use std::convert::Infallible;
use std::io::{Cursor, Read};

use futures_util::{TryStreamExt, stream};
use proptest::prelude::*;
use time::macros::datetime;
use zip::ZipArchive;

use super::*;

fn entry(name: &str, length: u64) -> Entry {
    Entry { name: name.to_owned(), length, modified: datetime!(2026-11-20 21:15:58 UTC) }
}

/// A file's bytes in two pieces.
fn file(bytes: &[u8]) -> Result<stream::Iter<std::vec::IntoIter<Result<Bytes, Infallible>>>, Infallible> {
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    Ok(stream::iter(vec![Ok(Bytes::copy_from_slice(first)), Ok(Bytes::copy_from_slice(rest))]))
}

async fn written(archive: Archive, files: &[Vec<u8>]) -> Result<Vec<u8>, ArchiveError<Infallible>> {
    let files: Vec<_> = files.iter().map(|bytes| file(bytes)).collect();
    let pieces: Vec<Bytes> = archive.bytes(stream::iter(files)).try_collect().await?;
    Ok(pieces.concat())
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn a_zip_has_its_files() {
    let files = [b"one".to_vec(), vec![7; 100_000], Vec::new()];
    let archive = Archive::new(vec![entry("Grüße.txt", 3), entry("b.bin", 100_000), entry("b.bin", 0)]);
    let length = archive.length();
    let bytes = block_on(written(archive, &files)).unwrap();
    assert_eq!(bytes.len() as u64, length);
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    for (index, name) in ["Grüße.txt", "b.bin", "b (2).bin"].into_iter().enumerate() {
        let mut entry = zip.by_index(index).unwrap();
        assert_eq!(entry.name().unwrap(), name);
        assert_eq!(entry.compression(), CompressionMethod::Stored);
        let moment = entry.last_modified().unwrap();
        assert_eq!((moment.year(), moment.hour(), moment.second()), (2026, 21, 58));
        let mut content = Vec::new();
        // Checks the checksum as well.
        entry.read_to_end(&mut content).unwrap();
        assert_eq!(content, files[index]);
    }
}

#[test]
fn a_file_of_another_length_is_an_error() {
    for length in [2, 4] {
        let archive = Archive::new(vec![entry("a", length)]);
        let broken = block_on(written(archive, &[b"one".to_vec()]));
        assert!(matches!(broken, Err(ArchiveError::Length)), "{length}");
    }
    let missing = block_on(written(Archive::new(vec![entry("a", 3), entry("b", 3)]), &[b"one".to_vec()]));
    assert!(matches!(missing, Err(ArchiveError::Length)));
}

#[test]
fn a_large_zip_has_its_computed_length() {
    // A file of 4 GiB, and a header after it.
    const PIECE: usize = 8 << 20;
    let large = 4_u64 << 30;
    let archive = Archive::new(vec![entry("small", 3), entry("large", large), entry("behind", PIECE as u64)]);
    let length = archive.length();
    let zeros = Bytes::from(vec![0; PIECE]);
    let pieces = |count: usize| stream::iter(vec![Ok::<_, Infallible>(zeros.clone()); count]);
    let small = stream::iter(vec![Ok(Bytes::from_static(b"one"))]);
    let files = stream::iter([Ok(small), Ok(pieces(512)), Ok(pieces(1))]);
    let (total, tail) = block_on(archive.bytes(files).try_fold((0, Bytes::new()), async |(total, _), piece| {
        let total: u64 = total;
        Ok((total + piece.len() as u64, piece))
    }))
    .unwrap();
    assert_eq!(total, length);
    let has = |signature: &[u8]| tail.windows(4).any(|window| window == signature);
    assert!(has(b"PK\x06\x06") && has(b"PK\x06\x07"), "a large zip ends with the records of ZIP64");
}

proptest! {
    #[test]
    fn the_length_is_known_in_advance(
        files in proptest::collection::vec(("[a-zä]{1,9}", proptest::collection::vec(any::<u8>(), 0..300)), 0..12),
    ) {
        let archive = Archive::new(files.iter().map(|(name, bytes)| entry(name, bytes.len() as u64)).collect());
        let length = archive.length();
        let contents: Vec<_> = files.into_iter().map(|(_, bytes)| bytes).collect();
        let bytes = block_on(written(archive, &contents)).unwrap();
        prop_assert_eq!(bytes.len() as u64, length);
        prop_assert_eq!(ZipArchive::new(Cursor::new(bytes)).unwrap().len(), contents.len());
    }
}
