//! Messages, containers, compression and results (<https://core.telegram.org/mtproto/serialize>).
//!
//! The generated types don't include these, since their bodies can be any object.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::{GzDecoder, ZlibDecoder};
use flate2::write::GzEncoder;
use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};

use crate::rpc::RpcError;

pub(crate) const CONTAINER: u32 = 0x73f1f8dc;
pub(crate) const GZIP_PACKED: u32 = 0x3072cfa1;
const RPC_RESULT: u32 = 0xf35c6d01;

/// Messages in one container, at most (Telegram's limit is 1024).
const MAXIMUM_CONTAINED: u32 = 1024;
/// The largest decompressed message.
const MAXIMUM_DECOMPRESSED: u64 = 4 * 1024 * 1024;
/// Results below this are not compressed.
const COMPRESSION_THRESHOLD: usize = 1024;

/// A message of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) sequence: i32,
    pub(crate) body: Vec<u8>,
}

/// The body does not match its constructor id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed message body")]
pub(crate) struct Malformed;

impl From<tl::deserialize::Error> for Malformed {
    fn from(_: tl::deserialize::Error) -> Self {
        Self
    }
}

/// A body's constructor id, zero if it is too short.
pub(crate) fn constructor(body: &[u8]) -> u32 {
    body.get(..4).map_or(0, |id| u32::from_le_bytes(id.try_into().expect("the slice has four bytes")))
}

/// The messages in a container.
pub(crate) fn unpack_container(body: &[u8]) -> Result<Vec<Message>, Malformed> {
    let mut cursor = Cursor::from_slice(body);
    if u32::deserialize(&mut cursor)? != CONTAINER {
        return Err(Malformed);
    }
    let count = u32::deserialize(&mut cursor)?;
    if count > MAXIMUM_CONTAINED {
        return Err(Malformed);
    }
    let mut messages = Vec::new();
    for _ in 0..count {
        let id = i64::deserialize(&mut cursor)?;
        let sequence = i32::deserialize(&mut cursor)?;
        let length = u32::deserialize(&mut cursor)? as usize;
        if !length.is_multiple_of(4) || length > body.len() - cursor.pos() {
            return Err(Malformed);
        }
        let mut inner = vec![0; length];
        cursor.read_exact(&mut inner)?;
        // Containers do not nest.
        if constructor(&inner) == CONTAINER {
            return Err(Malformed);
        }
        messages.push(Message { id, sequence, body: inner });
    }
    if cursor.pos() == body.len() { Ok(messages) } else { Err(Malformed) }
}

/// A container of these messages.
pub(crate) fn pack_container<'a>(messages: impl ExactSizeIterator<Item = (i64, i32, &'a [u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    CONTAINER.serialize(&mut body);
    (messages.len() as u32).serialize(&mut body);
    for (id, sequence, inner) in messages {
        id.serialize(&mut body);
        sequence.serialize(&mut body);
        (inner.len() as u32).serialize(&mut body);
        body.extend_from_slice(inner);
    }
    body
}

/// The object in a `gzip_packed`: in gzip's format, or in zlib's with a window of any size.
pub(crate) fn decompress(body: &[u8]) -> Result<Vec<u8>, Malformed> {
    if constructor(body) != GZIP_PACKED {
        return Err(Malformed);
    }
    let packed = Vec::<u8>::from_bytes(&body[4..])?;
    let mut object = Vec::new();
    let decoder: &mut dyn Read = match packed[..] {
        [0x1f, 0x8b, ..] => &mut GzDecoder::new(&packed[..]),
        _ => &mut ZlibDecoder::new(&packed[..]),
    };
    let read = decoder.take(MAXIMUM_DECOMPRESSED + 1).read_to_end(&mut object).map_err(|_| Malformed)?;
    // No client compresses twice.
    if read as u64 > MAXIMUM_DECOMPRESSED || !read.is_multiple_of(4) || constructor(&object) == GZIP_PACKED {
        return Err(Malformed);
    }
    Ok(object)
}

/// An `rpc_result`, compressed if that makes it smaller.
pub(crate) fn result(request: i64, answer: &Result<Vec<u8>, RpcError>) -> Vec<u8> {
    let error;
    let object = match answer {
        Ok(object) => object,
        Err(RpcError { code, name }) => {
            let error_object = tl::types::RpcError { error_code: *code, error_message: name.clone() };
            error = tl::enums::RpcError::Error(error_object).to_bytes();
            &error
        }
    };
    let mut body = Vec::with_capacity(object.len() + 12);
    RPC_RESULT.serialize(&mut body);
    request.serialize(&mut body);
    match compress(object) {
        Some(compressed) => body.extend_from_slice(&compressed),
        None => body.extend_from_slice(object),
    }
    body
}

/// A `gzip_packed` of the object. `None` if it is small, contains a file's bytes, or does not shrink.
fn compress(object: &[u8]) -> Option<Vec<u8>> {
    if object.len() < COMPRESSION_THRESHOLD || constructor(object) == tl::types::upload::File::CONSTRUCTOR_ID {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(object).ok()?;
    let packed = encoder.finish().ok()?;
    if packed.len() + 16 >= object.len() {
        return None;
    }
    let mut body = Vec::with_capacity(packed.len() + 12);
    GZIP_PACKED.serialize(&mut body);
    packed.serialize(&mut body);
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_round_trip() {
        let messages = [(4, 1, &b"abcd"[..]), (8, 3, &b"efghijkl"[..])];
        let unpacked = unpack_container(&pack_container(messages.into_iter())).unwrap();
        let unpacked: Vec<_> =
            unpacked.iter().map(|message| (message.id, message.sequence, &message.body[..])).collect();
        assert_eq!(unpacked, messages);
    }

    #[test]
    fn wrong_lengths_and_nested_containers_are_malformed() {
        let good = pack_container([(4, 1, &b"abcd"[..])].into_iter());
        let mut long = good.clone();
        long[20] = 0xfc;
        let mut many = good.clone();
        many[4] = 2;
        let nested = pack_container([(4, 0, &good[..])].into_iter());
        let trailing = [&good[..], &[0; 4]].concat();
        for body in [long, many, nested, trailing, vec![1; 3], CONTAINER.to_le_bytes().to_vec()] {
            assert_eq!(unpack_container(&body), Err(Malformed));
        }
    }

    #[test]
    fn results_are_compressed_if_that_makes_them_smaller() {
        let object = vec![7; 100_000];
        let body = result(5, &Ok(object.clone()));
        assert!(body.len() < 1000);
        assert_eq!(decompress(&body[12..]).unwrap(), object);
        let body = result(5, &Ok(vec![7; 100]));
        assert_eq!(&body[12..], [7; 100]);
    }

    #[test]
    fn gzip_and_zlib_with_any_window_are_read() {
        let object = [1, 2, 3, 4].repeat(300);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&object).unwrap();
        // By zlib itself, with windows of 512 bytes, 4 KiB and 32 KiB; and the first as if for a window of 256 bytes.
        let zlib: [&[u8]; 4] = [
            &[
                0x18, 0xd3, 0x63, 0x64, 0x62, 0x66, 0x61, 0x1c, 0xc5, 0xa3, 0x78, 0x14, 0x8f, 0xe2, 0x21, 0x80, 0x01,
                0x7d, 0x85, 0x0b, 0xb9,
            ],
            &[
                0x48, 0xc7, 0x63, 0x64, 0x62, 0x66, 0x61, 0x1c, 0xc5, 0xa3, 0x78, 0x14, 0x8f, 0xe2, 0x21, 0x80, 0x01,
                0x7d, 0x85, 0x0b, 0xb9,
            ],
            &[
                0x78, 0xda, 0x63, 0x64, 0x62, 0x66, 0x61, 0x1c, 0xc5, 0xa3, 0x78, 0x14, 0x8f, 0xe2, 0x21, 0x80, 0x01,
                0x7d, 0x85, 0x0b, 0xb9,
            ],
            &[
                0x08, 0x1d, 0x63, 0x64, 0x62, 0x66, 0x61, 0x1c, 0xc5, 0xa3, 0x78, 0x14, 0x8f, 0xe2, 0x21, 0x80, 0x01,
                0x7d, 0x85, 0x0b, 0xb9,
            ],
        ];
        for packed in zlib.into_iter().chain([&gzip.finish().unwrap()[..]]) {
            let mut body = Vec::new();
            GZIP_PACKED.serialize(&mut body);
            packed.serialize(&mut body);
            assert_eq!(decompress(&body).unwrap(), object, "{:02x?}", &packed[..2]);
        }
    }

    #[test]
    fn a_decompression_bomb_is_malformed() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; MAXIMUM_DECOMPRESSED as usize + 4]).unwrap();
        let mut body = Vec::new();
        GZIP_PACKED.serialize(&mut body);
        encoder.finish().unwrap().serialize(&mut body);
        assert_eq!(decompress(&body), Err(Malformed));
    }
}
