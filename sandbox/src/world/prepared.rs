//! The sizes of the sandbox's own pictures, made beforehand.
//!
//! A list of the demo account's messages says how long every size of every photo is, so all of them have to be there for the first answer.
//! Making them takes seconds, in unoptimised builds many; so they lie ready in `assets/sizes.bin`, made by `examples/sizes` with the code
//! that makes the sizes of photos that are sent. A picture that is not in the bundle has its sizes made when it is first seen, and a test
//! says which ones are missing.
//!
//! For each picture, little-endian: CRC-32 and length of the JPEG, length and bytes of the stripped thumbnail, the number of sizes; for each
//! size its letter, width, height, length and bytes. A length of 0 stands for the JPEG itself.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::file::Size;
use super::picture::{Largest, Picture};
use crate::content::{self, Item, Kind, Source};
use crate::store::Bytes;

/// A picture in all its sizes.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The stripped thumbnail.
    pub stripped: Vec<u8>,
    /// The other sizes, the smallest first.
    pub sizes: Vec<Size>,
}

impl Prepared {
    /// The size that documents have as their thumbnail.
    pub fn thumbnail(&self) -> Option<Size> {
        self.sizes.iter().rev().find(|size| matches!(size.letter, 's' | 'm')).cloned()
    }
}

/// By checksum and length of the JPEG.
type Key = (u32, u32);

static BUNDLE: &[u8] = include_bytes!("../../assets/sizes.bin");

/// The sizes of one of the sandbox's own pictures: from the bundle, or made once in a process.
pub fn sizes_of(jpeg: &'static [u8]) -> Arc<Prepared> {
    static READY: LazyLock<Mutex<HashMap<Key, Arc<Prepared>>>> = LazyLock::new(Mutex::default);
    static PLACES: LazyLock<HashMap<Key, &'static [u8]>> = LazyLock::new(places);
    let key = key(jpeg);
    let ready = READY.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    ready.unwrap_or_else(|| {
        let found = PLACES.get(&key).and_then(|entry| unpack(entry, jpeg));
        let prepared = Arc::new(found.unwrap_or_else(|| make(jpeg)));
        READY.lock().unwrap_or_else(PoisonError::into_inner).insert(key, prepared.clone());
        prepared
    })
}

/// Makes the bundle anew. Takes a while.
pub fn pack() -> Vec<u8> {
    let mut bundle = Vec::new();
    let mut packed = HashSet::new();
    for jpeg in content::demo().iter().filter_map(picture_of) {
        if !packed.insert(key(jpeg)) {
            continue;
        }
        let prepared = make(jpeg);
        let entry = entry_of(jpeg, &prepared);
        put(&mut bundle, entry.len());
        bundle.extend(entry);
    }
    bundle
}

/// The JPEG that an item is seen by.
fn picture_of(item: &Item) -> Option<&'static [u8]> {
    match (item.kind, item.source) {
        (Kind::Photo, Source::Static(jpeg)) => Some(jpeg),
        _ => item.cover,
    }
}

fn make(jpeg: &'static [u8]) -> Prepared {
    let Ok(picture) = Picture::decode(jpeg) else {
        return Prepared::default();
    };
    let sizes = picture.sizes(Largest::AsIs(jpeg.to_vec())).into_iter().map(|size| Size {
        letter: size.letter,
        width: size.width,
        height: size.height,
        bytes: Bytes::Memory(size.jpeg.into()),
    });
    Prepared { stripped: picture.stripped(), sizes: sizes.collect() }
}

fn entry_of(jpeg: &[u8], prepared: &Prepared) -> Vec<u8> {
    let mut entry = Vec::new();
    let (checksum, length) = key(jpeg);
    entry.extend(checksum.to_le_bytes());
    entry.extend(length.to_le_bytes());
    put(&mut entry, prepared.stripped.len());
    entry.extend(&prepared.stripped);
    put(&mut entry, prepared.sizes.len());
    for size in &prepared.sizes {
        let bytes = size.bytes.to_vec().unwrap_or_default();
        let bytes = if bytes == jpeg { Vec::new() } else { bytes };
        entry.extend(u32::from(size.letter).to_le_bytes());
        entry.extend(size.width.to_le_bytes());
        entry.extend(size.height.to_le_bytes());
        put(&mut entry, bytes.len());
        entry.extend(bytes);
    }
    entry
}

fn places() -> HashMap<Key, &'static [u8]> {
    let mut reader = Reader(BUNDLE);
    let entries = std::iter::from_fn(|| reader.bytes());
    entries
        .filter_map(|entry| Some(((Reader(entry).number()?, Reader(entry.get(4..)?).number()?), entry.get(8..)?)))
        .collect()
}

fn unpack(entry: &'static [u8], jpeg: &'static [u8]) -> Option<Prepared> {
    let mut reader = Reader(entry);
    let stripped = reader.bytes()?.to_vec();
    let count = reader.number()?;
    let sizes = (0..count).map(|_| {
        let (letter, width, height) = (char::from_u32(reader.number()?)?, reader.number()?, reader.number()?);
        let bytes = Some(reader.bytes()?).filter(|bytes| !bytes.is_empty()).unwrap_or(jpeg);
        Some(Size { letter, width, height, bytes: Bytes::Content(Source::Static(bytes)) })
    });
    Some(Prepared { stripped, sizes: sizes.collect::<Option<_>>()? })
}

fn key(jpeg: &[u8]) -> Key {
    (crc32fast::hash(jpeg), u32::try_from(jpeg.len()).unwrap_or(u32::MAX))
}

fn put(out: &mut Vec<u8>, length: usize) {
    out.extend(u32::try_from(length).expect("pictures are far below 4 GiB").to_le_bytes());
}

/// What is left of the bundle.
struct Reader(&'static [u8]);

impl Reader {
    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*number))
    }

    fn bytes(&mut self) -> Option<&'static [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_of_the_demo_content_is_prepared() {
        let ready = places();
        for item in content::demo() {
            let Some(jpeg) = picture_of(item) else { continue };
            let entry = ready.get(&key(jpeg));
            assert!(
                entry.is_some(),
                "{:?} is missing: run the example `sizes`",
                item.name.as_deref().unwrap_or(&item.caption)
            );
            let prepared = unpack(entry.unwrap(), jpeg).unwrap();
            assert!(prepared.stripped.len() > 3 && !prepared.sizes.is_empty());
            let largest = prepared.sizes.last().unwrap();
            if item.kind == Kind::Photo {
                assert_eq!((largest.width, largest.height), (item.width, item.height), "{}", item.caption);
            }
        }
    }
}
