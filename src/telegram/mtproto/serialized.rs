//! Serialized calls.

use tokio_util::bytes::{Bytes, BytesMut};

/// A serialized call. The bytes of a file that may end it are not copied before they are a part of a packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Serialized {
    head: Bytes,
    tail: Bytes,
}

impl Serialized {
    /// A call whose last field, of TL's type `bytes`, is this one: `head` is what precedes it.
    ///
    /// # Panics
    ///
    /// When the bytes are more than 16 MiB, which TL has no length for.
    pub fn ending_with(mut head: Vec<u8>, bytes: Bytes) -> Self {
        let [a, b, c, above] = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
        assert_eq!(above, 0, "the bytes are longer than TL's can be");
        let length = if bytes.len() < 254 { &[a][..] } else { &[254, a, b, c] };
        head.extend_from_slice(length);
        Self { head: head.into(), tail: bytes }
    }

    /// Its length in bytes, a multiple of four.
    pub fn len(&self) -> usize {
        (self.head.len() + self.tail.len()).next_multiple_of(4)
    }

    /// What precedes the bytes of a file.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Appends it to a packet.
    pub fn write(&self, packet: &mut BytesMut) {
        packet.extend_from_slice(&self.head);
        packet.extend_from_slice(&self.tail);
        let padding = self.len() - self.head.len() - self.tail.len();
        packet.extend_from_slice(&[0; 3][..padding]);
    }
}

impl From<Vec<u8>> for Serialized {
    fn from(call: Vec<u8>) -> Self {
        Self { head: call.into(), tail: Bytes::new() }
    }
}
