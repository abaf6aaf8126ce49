//! The methods `upload.saveFilePart` and `upload.saveBigFilePart`.

use std::sync::Arc;

use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::bytes::Bytes;

use crate::telegram::calls::call::Calls;
use crate::telegram::calls::random_id::random_id;
use crate::telegram::calls::retry::Retries;
use crate::telegram::error::Error;
use crate::telegram::limits::PART_BYTES;
use crate::telegram::mtproto::serialized::Serialized;
use crate::telegram::transport::fair_queue::StreamId;
use crate::telegram::transport::route::CallRoute;

/// The length in bytes of every part but the last: the most that Telegram allows.
pub const PART: usize = PART_BYTES as usize;

/// Makes a request that [`save_part`] serialized. Repeats it after short flood waits and broken connections. Meanwhile, the right to have the part
/// under way is given to others.
pub async fn send_part(
    calls: &Calls,
    stream: StreamId,
    request: Serialized,
    mut right: PartRight,
) -> Result<(), Error> {
    let mut retries = Retries::new(&calls.limits);
    loop {
        right.take().await?;
        match calls.call_raw(CallRoute::upload(stream), || request.clone()).await {
            Ok(answer) => {
                return match bool::from_bytes(&answer) {
                    Ok(true) => Ok(()),
                    _ => Err(Error::Protocol("telegram does not keep a part of the file")),
                };
            }
            Err(error) => {
                right.give_back();
                retries.wait_after(error).await?;
            }
        }
    }
}

/// The right to have one part under way, of which the process has a limited number.
pub struct PartRight {
    all: Arc<Semaphore>,
    permit: Option<OwnedSemaphorePermit>,
}

impl PartRight {
    /// None is taken yet.
    pub fn new(all: Arc<Semaphore>) -> Self {
        Self { all, permit: None }
    }

    /// Waits for it, unless it is taken.
    pub async fn take(&mut self) -> Result<(), Error> {
        if self.permit.is_none() {
            let permit = self.all.clone().acquire_owned().await;
            self.permit = Some(permit.map_err(|_| Error::Unavailable("the server is closing"))?);
        }
        Ok(())
    }

    fn give_back(&mut self) {
        self.permit = None;
    }
}

/// Uploads a small file that is in memory, such as a cover.
pub async fn upload_small(calls: &Calls, name: &str, bytes: &[u8]) -> Result<tl::enums::InputFile, Error> {
    // A cover is one part, which its file's upload has room for.
    let rights = Arc::new(Semaphore::new(1));
    let (id, stream) = (random_id(), calls.connections.next_stream());
    let mut parts = 0;
    for part in bytes.chunks(PART) {
        send_part(
            calls,
            stream,
            save_part(id, parts, None, Bytes::copy_from_slice(part)),
            PartRight::new(rights.clone()),
        )
        .await?;
        parts += 1;
    }
    Ok(tl::types::InputFile { id, parts, name: name.to_owned(), md5_checksum: String::new() }.into())
}

/// Serializes `upload.saveBigFilePart` if there is a `total` (−1 while it is unknown), else `upload.saveFilePart`. The bytes are not copied.
pub fn save_part(file: i64, number: i32, total: Option<i32>, bytes: Bytes) -> Serialized {
    let mut head = Vec::new();
    match total {
        Some(_) => tl::functions::upload::SaveBigFilePart::CONSTRUCTOR_ID.serialize(&mut head),
        None => tl::functions::upload::SaveFilePart::CONSTRUCTOR_ID.serialize(&mut head),
    }
    file.serialize(&mut head);
    number.serialize(&mut head);
    if let Some(total) = total {
        total.serialize(&mut head);
    }
    Serialized::ending_with(head, bytes)
}

#[cfg(test)]
mod tests {
    use tokio_util::bytes::BytesMut;

    use super::*;

    fn written(call: &Serialized) -> Vec<u8> {
        let mut packet = BytesMut::new();
        call.write(&mut packet);
        assert_eq!(packet.len(), call.len());
        packet.to_vec()
    }

    #[test]
    fn requests_are_serialized_like_grammers_does() {
        for length in [1, 2, 3, 253, 254, 255, 1000, PART] {
            let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let small = tl::functions::upload::SaveFilePart { file_id: -7, file_part: 3, bytes: bytes.clone() };
            assert_eq!(written(&save_part(-7, 3, None, bytes.clone().into())), small.to_bytes());
            let (file_id, file_part) = (i64::MAX, 7999);
            let big = tl::functions::upload::SaveBigFilePart { file_id, file_part, file_total_parts: -1, bytes };
            assert_eq!(written(&save_part(file_id, file_part, Some(-1), big.bytes.clone().into())), big.to_bytes());
        }
    }
}
