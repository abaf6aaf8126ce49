//! The method `upload.getFile`.

use grammers_tl_types::{self as tl, Identifiable, Serializable};
use tokio_util::bytes::Bytes;

use crate::stream::Piece;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// Fetches one piece. `location` is called when the request is sent, so that it contains the latest file reference.
pub async fn get_file(
    calls: &Calls,
    route: CallRoute,
    location: impl Fn() -> tl::enums::InputFileLocation + Sync,
    piece: Piece,
) -> Result<Bytes, CallError> {
    let offset = i64::try_from(piece.offset).map_err(|_| Error::Protocol("no file is that long"))?;
    let limit = i32::try_from(piece.limit).map_err(|_| Error::Protocol("no piece is that long"))?;
    let request = || {
        let location = location();
        tl::functions::upload::GetFile { precise: false, cdn_supported: false, location, offset, limit }
            .to_bytes()
            .into()
    };
    let answer = calls.call_authorized(route, request).await?;
    Ok(file_bytes(answer)?)
}

/// The bytes of an `upload.file`, without copying them: they are its last field.
fn file_bytes(answer: Bytes) -> Result<Bytes, Error> {
    const UNREADABLE: Error = Error::Protocol("the file's bytes cannot be read");
    const HEADER: usize = 12;
    let id = answer.first_chunk().map(|id| u32::from_le_bytes(*id)).ok_or(UNREADABLE)?;
    if id == tl::types::upload::FileCdnRedirect::CONSTRUCTOR_ID {
        return Err(Error::Protocol("the file is said to be on a CDN, which was not asked for"));
    }
    if id != tl::types::upload::File::CONSTRUCTOR_ID {
        return Err(UNREADABLE);
    }
    // The header: constructor, storage type and modification time of four bytes each. The length of TL's `bytes`: one byte, or 254 and three.
    let (start, length) = match answer.get(HEADER..HEADER + 4).ok_or(UNREADABLE)? {
        [254, a, b, c] => (HEADER + 4, u32::from_le_bytes([*a, *b, *c, 0]) as usize),
        [short, ..] => (HEADER + 1, usize::from(*short)),
        [] => return Err(UNREADABLE),
    };
    if answer.len() < start + length {
        return Err(UNREADABLE);
    }
    Ok(answer.slice(start..start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_file_are_found_and_truncated_answers_refused() {
        for length in [0, 1, 253, 254, 255, 4096, 524_288] {
            let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let file = tl::types::upload::File {
                r#type: tl::enums::storage::FileType::FileUnknown,
                mtime: 5,
                bytes: bytes.clone(),
            };
            let answer = tl::enums::upload::File::File(file).to_bytes();
            assert_eq!(file_bytes(answer.clone().into()).expect("complete"), bytes);
            assert!(length == 0 || file_bytes(answer[..answer.len() - 4].to_vec().into()).is_err());
        }
        assert!(file_bytes(Bytes::new()).is_err());
    }
}
