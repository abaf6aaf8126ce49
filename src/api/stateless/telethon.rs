//! Telethon's `StringSession`, for callers who move over from it.
//!
//! `1`, then in base64url: data centre (one byte), its address (4 or 16), a port (2), the auth key (256). Address and port are ignored: a caller
//! could otherwise choose the host that this server connects to. The original's strings have a colon and more after that (the application, in a
//! cipher without a secret); that part is not needed.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

const KEY_BYTES: usize = 256;
const PORT_BYTES: usize = 2;
const ADDRESS_BYTES: [usize; 2] = [4, 16];

/// With or without `=` at the end, since strings are copied by hand.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The parts of a session that are used.
pub(super) struct StringSession {
    /// The data centre.
    pub dc: i32,
    /// The auth key.
    pub key: Zeroizing<[u8; KEY_BYTES]>,
}

impl StringSession {
    /// Reads a `StringSession`; `None` if it is malformed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().split(':').next()?.strip_prefix('1')?;
        let bytes = Zeroizing::new(BASE64.decode(text).ok()?);
        let (head, key) = bytes.split_last_chunk::<KEY_BYTES>()?;
        let (dc, rest) = head.split_first()?;
        let fits = ADDRESS_BYTES.iter().any(|address| rest.len() == address + PORT_BYTES);
        fits.then(|| Self { dc: i32::from(*dc), key: Zeroizing::new(*key) })
    }
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE as PADDED;

    use super::*;

    fn written(address: usize) -> String {
        let bytes: Vec<u8> = [vec![2], vec![9; address + 2], (0..=255).collect()].concat();
        format!("1{}", PADDED.encode(bytes))
    }

    #[test]
    fn both_forms_are_read() {
        for (address, length) in [(4, 353), (16, 369)] {
            let text = written(address);
            assert_eq!(text.len(), length);
            for text in [
                text.clone(),
                text.trim_end_matches('=').to_owned(),
                format!("{text}:bm90IG5lZWRlZA=="),
                format!(" {text}\n"),
            ] {
                let session = StringSession::parse(&text).expect("readable");
                assert_eq!((session.dc, session.key[255]), (2, 255), "{text}");
            }
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let text = written(4);
        for text in
            ["", "1", ":", &text[1..], &text.replacen('1', "2", 1), &text[..text.len() - 8], &written(5), "1!!!!"]
        {
            assert!(StringSession::parse(text).is_none(), "{text}");
        }
    }
}
