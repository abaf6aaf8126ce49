//! The header: wraps a file's key for each of its recipients, and is authenticated by that key.
//!
//! It is read strictly, as the specification demands: lines end in a line feed alone, base64 is canonical, and nothing is skipped but stanzas
//! of kinds that we do not know. Where "header" is said outside of this file, the 16 bytes of the payload's nonce that follow it are meant as well:
//! all that it takes, beside the identity, to read from anywhere.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};
use zeroize::Zeroizing;

use super::identity::random_bytes;
use super::payload::PayloadKey;
use super::{Error, Identity, Recipient};

const VERSION: &[u8] = b"age-encryption.org/v1";
const X25519: &str = "X25519";
const X25519_INFO: &[u8] = b"age-encryption.org/v1/X25519";
/// The mark before the header's authentication code, the last part that the code covers.
const END: &[u8] = b"---";
/// The columns of a full line of base64.
const COLUMNS: usize = 64;
const NONCE: usize = 16;

/// The length of the headers that are written here, with the nonce.
pub const WRITTEN_BYTES: usize = 184;
/// The longest header that is read. One for a post-quantum recipient has about two thousand bytes.
pub const MAX_BYTES: usize = 16 * 1024;

type FileKey = Zeroizing<[u8; 16]>;

/// A header for one recipient, with the nonce, and the key of its payload.
pub fn write(recipient: &Recipient) -> (Vec<u8>, PayloadKey) {
    let file_key = random_bytes();
    let ephemeral = StaticSecret::from(*random_bytes());
    let share = PublicKey::from(&ephemeral);
    let wrap_key = wrap_key(&ephemeral.diffie_hellman(recipient.public()), &share, recipient.public());
    let body = cipher(&wrap_key).encrypt(&Nonce::default(), file_key.as_slice());
    let body = body.expect("fails above 256 GiB alone");

    let base64 = |bytes: &[u8]| STANDARD_NO_PAD.encode(bytes);
    let mut header = VERSION.to_vec();
    header.extend_from_slice(format!("\n-> {X25519} {}\n{}\n", base64(share.as_bytes()), base64(&body)).as_bytes());
    header.extend_from_slice(END);
    let code = mac(&file_key, &header).finalize().into_bytes();
    header.extend_from_slice(format!(" {}\n", base64(&code)).as_bytes());
    let nonce = random_bytes();
    header.extend_from_slice(nonce.as_slice());
    (header, PayloadKey::derive(&file_key, &nonce))
}

/// The header at the start of a file, with the nonce. [`MAX_BYTES`] and the nonce's 16 are enough of the file.
pub fn find(start: &[u8]) -> Result<&[u8], Error> {
    let parsed = Header::parse(start)?;
    start.get(..parsed.length + NONCE).ok_or(Error::Header)
}

/// The key of the payload that follows a header, which ends with the nonce.
pub fn open(header: &[u8], identity: &Identity) -> Result<PayloadKey, Error> {
    let parsed = Header::parse(header)?;
    let nonce = header[parsed.length..].try_into().map_err(|_| Error::Header)?;
    let file_key = parsed.file_key(identity)?;
    mac(&file_key, &header[..parsed.authenticated]).verify_slice(&parsed.code).map_err(|_| Error::Mac)?;
    Ok(PayloadKey::derive(&file_key, nonce))
}

/// A header, without the nonce.
struct Header<'a> {
    stanzas: Vec<Stanza<'a>>,
    /// The authentication code, and how many bytes it covers.
    code: [u8; 32],
    authenticated: usize,
    length: usize,
}

/// A key that is wrapped for a recipient.
struct Stanza<'a> {
    /// The kind of recipient, and what that kind needs.
    arguments: Vec<&'a str>,
    body: Vec<u8>,
}

impl<'a> Header<'a> {
    fn parse(file: &'a [u8]) -> Result<Self, Error> {
        let mut lines = Lines { text: &file[..file.len().min(MAX_BYTES)], offset: 0 };
        if lines.next()? != VERSION {
            return Err(Error::Header);
        }
        let mut stanzas = Vec::new();
        loop {
            let start = lines.offset;
            let line = lines.next()?;
            if let Some(code) = line.strip_prefix(b"--- ") {
                let code = decode(code)?.try_into().map_err(|_| Error::Header)?;
                let is_whole = !stanzas.is_empty();
                let header = Self { stanzas, code, authenticated: start + END.len(), length: lines.offset };
                return if is_whole { Ok(header) } else { Err(Error::Header) };
            }
            stanzas.push(Stanza::parse(line, &mut lines)?);
        }
    }

    fn file_key(&self, identity: &Identity) -> Result<FileKey, Error> {
        let is_of = |kind: &'static str| move |stanza: &&Stanza<'_>| stanza.arguments.first() == Some(&kind);
        if self.stanzas.len() > 1 && self.stanzas.iter().any(|stanza| is_of("scrypt")(&stanza)) {
            // Whoever knows a passphrase may take the file for one that only others who know it can have written.
            return Err(Error::Header);
        }
        let mut file_key = Err(Error::NoMatch);
        for stanza in self.stanzas.iter().filter(is_of(X25519)) {
            let unwrapped = stanza.unwrap_x25519(identity)?;
            file_key = file_key.or(unwrapped.ok_or(Error::NoMatch));
        }
        file_key
    }
}

impl<'a> Stanza<'a> {
    /// Parses the stanza that begins with `line`. Its body follows in `lines`: full lines, and one that is not full.
    fn parse(line: &'a [u8], lines: &mut Lines<'a>) -> Result<Self, Error> {
        let line = line.strip_prefix(b"-> ").ok_or(Error::Header)?;
        let text = str::from_utf8(line).map_err(|_| Error::Header)?;
        let arguments: Vec<_> = text.split(' ').collect();
        let is_visible = |argument: &&str| !argument.is_empty() && argument.bytes().all(|byte| byte.is_ascii_graphic());
        if !arguments.iter().all(is_visible) {
            return Err(Error::Header);
        }
        let mut body = Vec::new();
        loop {
            let line = lines.next()?;
            body.extend(decode(line)?);
            match line.len() {
                COLUMNS => {}
                0..COLUMNS => return Ok(Self { arguments, body }),
                _ => return Err(Error::Header),
            }
        }
    }

    /// The file's key, where it is wrapped for that identity.
    fn unwrap_x25519(&self, identity: &Identity) -> Result<Option<FileKey>, Error> {
        let [_, share] = self.arguments.as_slice() else { return Err(Error::Header) };
        let share: [u8; 32] = decode(share.as_bytes())?.try_into().map_err(|_| Error::Header)?;
        // Checked before anything is decrypted: a body of another length could be one that opens with several keys.
        if self.body.len() != 32 {
            return Err(Error::Header);
        }
        let share = PublicKey::from(share);
        let shared = identity.secret().diffie_hellman(&share);
        if !shared.was_contributory() {
            return Err(Error::Header);
        }
        let wrap_key = wrap_key(&shared, &share, identity.recipient().public());
        let Ok(file_key) = cipher(&wrap_key).decrypt(&Nonce::default(), self.body.as_slice()).map(Zeroizing::new)
        else {
            return Ok(None);
        };
        let file_key = file_key.as_slice().try_into().map_err(|_| Error::Header)?;
        Ok(Some(Zeroizing::new(file_key)))
    }
}

/// Lines, each of which ends in a line feed.
struct Lines<'a> {
    text: &'a [u8],
    offset: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<&'a [u8], Error> {
        let rest = &self.text[self.offset..];
        let length = rest.iter().position(|byte| *byte == b'\n').ok_or(Error::Header)?;
        self.offset += length + 1;
        Ok(&rest[..length])
    }
}

/// Base64 without padding, canonical.
fn decode(text: &[u8]) -> Result<Vec<u8>, Error> {
    STANDARD_NO_PAD.decode(text).map_err(|_| Error::Header)
}

fn wrap_key(shared: &SharedSecret, share: &PublicKey, recipient: &PublicKey) -> Zeroizing<[u8; 32]> {
    let salt = [share.as_bytes().as_slice(), recipient.as_bytes()].concat();
    derive(Some(&salt), shared.as_bytes(), X25519_INFO)
}

fn mac(file_key: &FileKey, header: &[u8]) -> Hmac<Sha256> {
    let key = derive(None, file_key.as_slice(), b"header");
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_slice()).expect("any key will do");
    mac.update(header);
    mac
}

fn derive(salt: Option<&[u8]>, secret: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(salt, secret).expand(info, key.as_mut_slice()).expect("32 bytes are not too long");
    key
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new((&**key).into())
}
