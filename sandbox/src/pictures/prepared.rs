//! The sizes of the demo content's pictures, from `assets/sizes.bin`.
//!
//! A list of messages includes the length of every size of every photo, so all sizes must exist for the first answer. Scaling them takes
//! seconds, much longer in unoptimised builds, so `examples/sizes` writes them to a file with the same code that scales uploaded photos. The
//! sizes of a picture that is missing there are made when they are first needed; a test names missing pictures.
//!
//! The format, for each picture, little-endian: CRC-32 and length of the JPEG, length and bytes of the stripped thumbnail, number of sizes;
//! for each size its type, width, height, length and bytes. A length of 0 stands for the JPEG itself.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::picture::{Largest, Picture};
use crate::content::{self, ContentBytes, ContentKind, Item};

/// A picture in all its sizes.
#[derive(Debug, Default)]
pub(crate) struct PreparedPicture {
    pub(crate) stripped: Vec<u8>,
    /// Smallest first.
    pub(crate) sizes: Vec<PreparedSize>,
}

#[derive(Clone, Debug)]
pub(crate) struct PreparedSize {
    pub(crate) size_type: char,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) jpeg: Cow<'static, [u8]>,
}

/// CRC-32 and length of a JPEG.
type Key = (u32, u32);

static BUNDLE: &[u8] = include_bytes!("../../assets/sizes.bin");

/// The sizes of a picture of the demo content: from the bundle, or else made once per process.
pub(crate) fn prepared(jpeg: &'static [u8]) -> Arc<PreparedPicture> {
    static CACHE: LazyLock<Mutex<HashMap<Key, Arc<PreparedPicture>>>> = LazyLock::new(Mutex::default);
    static ENTRIES: LazyLock<HashMap<Key, &'static [u8]>> = LazyLock::new(entries);
    let key = key(jpeg);
    let cached = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    cached.unwrap_or_else(|| {
        let found = ENTRIES.get(&key).and_then(|entry| unpack(entry, jpeg));
        let prepared = Arc::new(found.unwrap_or_else(|| make(jpeg)));
        CACHE.lock().unwrap_or_else(PoisonError::into_inner).insert(key, prepared.clone());
        prepared
    })
}

/// Makes the bundle. Takes a minute.
pub fn pack_prepared_pictures() -> Vec<u8> {
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

/// The photo or cover of an item.
fn picture_of(item: &Item) -> Option<&'static [u8]> {
    match (item.kind, item.bytes) {
        (ContentKind::Photo, ContentBytes::Embedded(jpeg)) => Some(jpeg),
        _ => item.cover,
    }
}

fn make(jpeg: &'static [u8]) -> PreparedPicture {
    let Ok(picture) = Picture::decode(jpeg) else {
        return PreparedPicture::default();
    };
    let sizes = picture.sizes(Largest::Original(jpeg.to_vec())).into_iter().map(|size| PreparedSize {
        size_type: size.size_type,
        width: size.width,
        height: size.height,
        jpeg: size.jpeg.into(),
    });
    PreparedPicture { stripped: picture.stripped(), sizes: sizes.collect() }
}

fn entry_of(jpeg: &[u8], prepared: &PreparedPicture) -> Vec<u8> {
    let mut entry = Vec::new();
    let (checksum, length) = key(jpeg);
    entry.extend(checksum.to_le_bytes());
    entry.extend(length.to_le_bytes());
    put(&mut entry, prepared.stripped.len());
    entry.extend(&prepared.stripped);
    put(&mut entry, prepared.sizes.len());
    for size in &prepared.sizes {
        let bytes = if *size.jpeg == *jpeg { &[][..] } else { &size.jpeg };
        entry.extend(u32::from(size.size_type).to_le_bytes());
        entry.extend(size.width.to_le_bytes());
        entry.extend(size.height.to_le_bytes());
        put(&mut entry, bytes.len());
        entry.extend(bytes);
    }
    entry
}

fn entries() -> HashMap<Key, &'static [u8]> {
    let mut reader = Reader(BUNDLE);
    let entries = std::iter::from_fn(|| reader.bytes());
    entries
        .filter_map(|entry| Some(((Reader(entry).number()?, Reader(entry.get(4..)?).number()?), entry.get(8..)?)))
        .collect()
}

fn unpack(entry: &'static [u8], jpeg: &'static [u8]) -> Option<PreparedPicture> {
    let mut reader = Reader(entry);
    let stripped = reader.bytes()?.to_vec();
    let count = reader.number()?;
    let sizes = (0..count).map(|_| {
        let (size_type, width, height) = (char::from_u32(reader.number()?)?, reader.number()?, reader.number()?);
        let jpeg = Some(reader.bytes()?).filter(|bytes| !bytes.is_empty()).unwrap_or(jpeg);
        Some(PreparedSize { size_type, width, height, jpeg: jpeg.into() })
    });
    Some(PreparedPicture { stripped, sizes: sizes.collect::<Option<_>>()? })
}

fn key(jpeg: &[u8]) -> Key {
    (crc32fast::hash(jpeg), u32::try_from(jpeg.len()).unwrap_or(u32::MAX))
}

fn put(out: &mut Vec<u8>, length: usize) {
    out.extend(u32::try_from(length).expect("pictures have less than 4 GiB").to_le_bytes());
}

/// Reads the bundle.
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
    fn all_pictures_of_the_demo_content_are_prepared() {
        let entries = entries();
        for item in content::demo() {
            let Some(jpeg) = picture_of(item) else { continue };
            let entry = entries.get(&key(jpeg));
            assert!(
                entry.is_some(),
                "{:?} is missing: run the example `sizes`",
                item.name.as_deref().unwrap_or(&item.caption)
            );
            let prepared = unpack(entry.unwrap(), jpeg).unwrap();
            assert!(prepared.stripped.len() > 3 && !prepared.sizes.is_empty());
            let largest = prepared.sizes.last().unwrap();
            if item.kind == ContentKind::Photo {
                assert_eq!((largest.width, largest.height), (item.width, item.height), "{}", item.caption);
            }
        }
    }
}
