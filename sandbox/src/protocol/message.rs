//! Messages inside an envelope: containers, compression, results (<https://core.telegram.org/mtproto/serialize>).
//!
//! The generated types leave these out, since their bodies are any object.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};

use crate::rpc::RpcError;

pub(crate) const CONTAINER: u32 = 0x73f1f8dc;
pub(crate) const GZIP_PACKED: u32 = 0x3072cfa1;
const RPC_RESULT: u32 = 0xf35c6d01;

/// Messages in one container, at most (Telegram's limit is 1024).
const MAXIMUM_CONTAINED: u32 = 1024;
/// What a compressed message may become.
const MAXIMUM_UNPACKED: u64 = 4 * 1024 * 1024;
/// Smaller results are not worth compressing.
const COMPRESSION_THRESHOLD: usize = 1024;

/// A message as it stands in its session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) sequence: i32,
    pub(crate) body: Vec<u8>,
}

/// The body is not what its first word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed message body")]
pub(crate) struct Malformed;

impl From<tl::deserialize::Error> for Malformed {
    fn from(_: tl::deserialize::Error) -> Self {
        Self
    }
}

/// The first word of a body, zero for none.
pub(crate) fn constructor(body: &[u8]) -> u32 {
    body.get(..4).map_or(0, |id| u32::from_le_bytes(id.try_into().expect("the slice has four bytes")))
}

/// The messages in a container's body.
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

/// Puts messages into a container's body.
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

/// The object in a `gzip_packed`.
pub(crate) fn unzip(body: &[u8]) -> Result<Vec<u8>, Malformed> {
    if constructor(body) != GZIP_PACKED {
        return Err(Malformed);
    }
    let packed = Vec::<u8>::from_bytes(&body[4..])?;
    let mut object = Vec::new();
    let read =
        GzDecoder::new(&packed[..]).take(MAXIMUM_UNPACKED + 1).read_to_end(&mut object).map_err(|_| Malformed)?;
    // Compressed twice is nothing that a client does.
    if read as u64 > MAXIMUM_UNPACKED || !read.is_multiple_of(4) || constructor(&object) == GZIP_PACKED {
        return Err(Malformed);
    }
    Ok(object)
}

/// An `rpc_result`, compressed where that helps.
pub(crate) fn result(request: i64, answer: &Result<Vec<u8>, RpcError>) -> Vec<u8> {
    let error;
    let object = match answer {
        Ok(object) => object,
        Err(RpcError { code, name }) => {
            let of_wire = tl::types::RpcError { error_code: *code, error_message: name.clone() };
            error = tl::enums::RpcError::Error(of_wire).to_bytes();
            &error
        }
    };
    let mut body = Vec::with_capacity(object.len() + 12);
    RPC_RESULT.serialize(&mut body);
    request.serialize(&mut body);
    match zip(object) {
        Some(zipped) => body.extend_from_slice(&zipped),
        None => body.extend_from_slice(object),
    }
    body
}

/// A `gzip_packed` of the object. `None` for what is small, or a file's bytes, or does not shrink.
fn zip(object: &[u8]) -> Option<Vec<u8>> {
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
    fn containers_read_back() {
        let messages = [(4, 1, &b"abcd"[..]), (8, 3, &b"efghijkl"[..])];
        let unpacked = unpack_container(&pack_container(messages.into_iter())).unwrap();
        let unpacked: Vec<_> =
            unpacked.iter().map(|message| (message.id, message.sequence, &message.body[..])).collect();
        assert_eq!(unpacked, messages);
    }

    #[test]
    fn containers_that_lie_or_nest_are_malformed() {
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
    fn results_are_compressed_where_it_helps() {
        let object = vec![7; 100_000];
        let body = result(5, &Ok(object.clone()));
        assert!(body.len() < 1000);
        assert_eq!(unzip(&body[12..]).unwrap(), object);
        let body = result(5, &Ok(vec![7; 100]));
        assert_eq!(&body[12..], [7; 100]);
    }

    #[test]
    fn a_bomb_is_malformed() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; MAXIMUM_UNPACKED as usize + 4]).unwrap();
        let mut body = Vec::new();
        GZIP_PACKED.serialize(&mut body);
        encoder.finish().unwrap().serialize(&mut body);
        assert_eq!(unzip(&body), Err(Malformed));
    }
}
