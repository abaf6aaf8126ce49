//! Zips are read by the crate that wrote them, and have the length that was computed in advance.

use std::convert::Infallible;
use std::io::{Cursor, Read};

use futures_util::{TryStreamExt, stream};
use proptest::prelude::*;
use time::macros::datetime;
use zip::{CompressionMethod, ZipArchive};

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
    let long = usize::try_from(SMALL).unwrap() + 70_000;
    let files = [b"one".to_vec(), vec![7; long], Vec::new()];
    let archive = Archive::new(vec![entry("Grüße.txt", 3), entry("b.bin", long as u64), entry("b.bin", 0)]);
    let length = archive.length();
    let bytes = block_on(written(archive, &files)).unwrap();
    assert_eq!(bytes.len() as u64, length);
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    for (index, name) in ["Grüße.txt", "b.bin", "b (2).bin"].into_iter().enumerate() {
        let entry = zip.by_index_raw(index).unwrap();
        assert_eq!(entry.name().unwrap(), name);
        let moment = entry.last_modified().unwrap();
        assert_eq!((moment.year(), moment.hour(), moment.second()), (2026, 21, 58));
        let is_long = files[index].len() > usize::try_from(SMALL).unwrap();
        let method = if is_long { CompressionMethod::DEFLATE } else { CompressionMethod::Stored };
        assert_eq!(entry.compression(), method);
        drop(entry);
        assert_eq!(unpacked(&mut zip, index), files[index]);
    }
}

/// A file's content: the crate `zip` decompresses nothing here, so stored blocks are put together. Its checksum is checked.
fn unpacked(zip: &mut ZipArchive<Cursor<Vec<u8>>>, index: usize) -> Vec<u8> {
    let mut entry = zip.by_index_raw(index).unwrap();
    let (checksum, is_deflated) = (entry.crc32(), entry.compression() == CompressionMethod::DEFLATE);
    let mut raw = Vec::new();
    entry.read_to_end(&mut raw).unwrap();
    let mut content = Vec::new();
    if is_deflated {
        flate2::read::DeflateDecoder::new(raw.as_slice()).read_to_end(&mut content).unwrap();
    } else {
        content = raw;
    }
    let mut computed = Crc::new();
    computed.update(&content);
    assert_eq!(computed.sum(), checksum);
    content
}

/// What a reader does that has no directory: the files in their order, each found by its own header and what it says about its end.
fn streamed(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let u16 = |bytes: &[u8], at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let u32 = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let mut files = Vec::new();
    while bytes.starts_with(b"PK\x03\x04") {
        let (flags, method, checksum) = (u16(bytes, 6), u16(bytes, 8), u32(bytes, 14));
        let start = 30 + u16(bytes, 26) + u16(bytes, 28);
        let mut content = Vec::new();
        let (checksum, end) = if method == 8 {
            assert_eq!(flags & 8, 8);
            let mut decoder = flate2::bufread::DeflateDecoder::new(&bytes[start..]);
            decoder.read_to_end(&mut content).unwrap();
            let end = start + usize::try_from(decoder.total_in()).unwrap();
            assert_eq!(&bytes[end..end + 4], b"PK\x07\x08");
            assert_eq!(u32(bytes, end + 12) as usize, content.len());
            (u32(bytes, end + 4), end + 16)
        } else {
            assert_eq!((method, flags & 8), (0, 0), "a stored file has its length before it");
            let length = u32(bytes, 18) as usize;
            content.extend_from_slice(&bytes[start..start + length]);
            (checksum, start + length)
        };
        let mut computed = Crc::new();
        computed.update(&content);
        assert_eq!(computed.sum(), checksum);
        files.push(content);
        bytes = &bytes[end..];
    }
    assert!(bytes.starts_with(b"PK\x01\x02"), "the directory follows the last file");
    files
}

#[test]
fn a_zip_can_be_read_from_its_beginning() {
    let small = usize::try_from(SMALL).unwrap();
    let files = [vec![1; small], vec![2; small + 1], Vec::new(), vec![3; 2 * small + 65_535], vec![4; 65_535 * 17]];
    let entries = files.iter().enumerate().map(|(index, bytes)| entry(&index.to_string(), bytes.len() as u64));
    let bytes = block_on(written(Archive::new(entries.collect()), &files)).unwrap();
    assert!(streamed(&bytes) == files);
}

#[test]
fn a_file_of_another_length_is_an_error() {
    for length in [2, 4, SMALL + 1] {
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
