//! The server's RSA key: what a client has to know of a Telegram server besides its address.
//!
//! Made at first start, kept in the data folder (the private half with mode 0600), handed out as the PEM form `RSA PUBLIC KEY` that
//! clients read. Its use is in [`crate::protocol`]'s key exchange alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use grammers_tl_types::Serializable;
use num_bigint::BigUint;
use pkcs1::der::asn1::Uint;
use pkcs1::{
    DecodeRsaPrivateKey, EncodeRsaPrivateKey, EncodeRsaPublicKey, LineEnding, RsaPrivateKeyOwned, RsaPublicKey,
};
use sha1::{Digest, Sha1};

/// Bytes of the modulus.
pub(crate) const MODULUS_LENGTH: usize = 256;
const PRIME_BITS: usize = 1024;
const PUBLIC_EXPONENT: u32 = 65537;
const PRIVATE_FILE: &str = "rsa-private-key.pem";
const PUBLIC_FILE: &str = "rsa-public-key.pem";

/// Why there is no server key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file could not be read or written.
    #[error("cannot use the key file {path}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a key of ours.
    #[error("{path} is not a 2048-bit RSA private key in PKCS#1 PEM form; remove it to have a new one made")]
    Content {
        /// Which.
        path: PathBuf,
    },
    /// No prime could be made.
    #[error("cannot make an RSA key: {0}")]
    Generation(String),
}

/// The RSA key of all data centres. Does not print.
pub(crate) struct ServerKey {
    modulus: BigUint,
    prime1: BigUint,
    prime2: BigUint,
    exponent1: BigUint,
    exponent2: BigUint,
    coefficient: BigUint,
    fingerprint: i64,
    public_pem: String,
}

impl ServerKey {
    /// The key of this process: made once, for sandboxes that keep nothing.
    pub(crate) fn of_process() -> Result<Arc<Self>, Error> {
        static KEY: OnceLock<Arc<ServerKey>> = OnceLock::new();
        if let Some(key) = KEY.get() {
            return Ok(key.clone());
        }
        let (key, _) = generate()?;
        Ok(KEY.get_or_init(|| Arc::new(key)).clone())
    }

    /// The key kept in `folder`, made if there is none. Also writes its public half beside it.
    pub(crate) fn of_folder(folder: &Path) -> Result<Arc<Self>, Error> {
        let path = folder.join(PRIVATE_FILE);
        let key = match fs::read_to_string(&path) {
            Ok(pem) => parse(&pem).ok_or(Error::Content { path })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let (key, pem) = generate()?;
                write(&path, pem.as_bytes(), 0o600).map_err(|source| Error::File { path, source })?;
                key
            }
            Err(source) => return Err(Error::File { path, source }),
        };
        let path = public_key_path(folder);
        write(&path, key.public_pem.as_bytes(), 0o644).map_err(|source| Error::File { path, source })?;
        Ok(Arc::new(key))
    }

    /// PKCS#1 PEM, `RSA PUBLIC KEY`.
    pub(crate) fn public_pem(&self) -> &str {
        &self.public_pem
    }

    /// What `resPQ` names the key by: the lower 64 bits of the SHA-1 of modulus and exponent as TL strings.
    pub(crate) fn fingerprint(&self) -> i64 {
        self.fingerprint
    }

    /// The raw RSA operation. `None` where the block is no number below the modulus.
    pub(crate) fn decrypt(&self, block: &[u8]) -> Option<[u8; MODULUS_LENGTH]> {
        let cipher = BigUint::from_bytes_be(block);
        if block.len() > MODULUS_LENGTH || cipher >= self.modulus {
            return None;
        }
        // The two halves are joined by Garner's formula (RFC 8017, 5.1.2).
        let first = cipher.modpow(&self.exponent1, &self.prime1);
        let second = cipher.modpow(&self.exponent2, &self.prime2);
        let difference = (&first + &self.prime1 - &second % &self.prime1) % &self.prime1;
        let plain = second + (difference * &self.coefficient % &self.prime1) * &self.prime2;
        Some(to_array(&plain))
    }

    fn new(prime1: BigUint, prime2: BigUint) -> Option<Self> {
        let one = BigUint::from(1_u32);
        let modulus = &prime1 * &prime2;
        if modulus.bits() != MODULUS_LENGTH as u64 * 8 || prime1 == prime2 {
            return None;
        }
        let public_exponent = BigUint::from(PUBLIC_EXPONENT);
        let exponent1 = public_exponent.modinv(&(&prime1 - &one))?;
        let exponent2 = public_exponent.modinv(&(&prime2 - &one))?;
        let coefficient = prime2.modinv(&prime1)?;
        let public = RsaPublicKey { modulus: uint(&modulus)?, public_exponent: uint(&public_exponent)? };
        let public_pem = public.to_pkcs1_pem(LineEnding::LF).ok()?;
        let fingerprint = fingerprint(&modulus, &public_exponent);
        Some(Self { modulus, prime1, prime2, exponent1, exponent2, coefficient, fingerprint, public_pem })
    }

    fn private_pem(&self) -> Option<String> {
        let one = BigUint::from(1_u32);
        let totient = (&self.prime1 - &one) * (&self.prime2 - &one);
        let public_exponent = BigUint::from(PUBLIC_EXPONENT);
        let private = RsaPrivateKeyOwned {
            modulus: uint(&self.modulus)?,
            private_exponent: uint(&public_exponent.modinv(&totient)?)?,
            public_exponent: uint(&public_exponent)?,
            prime1: uint(&self.prime1)?,
            prime2: uint(&self.prime2)?,
            exponent1: uint(&self.exponent1)?,
            exponent2: uint(&self.exponent2)?,
            coefficient: uint(&self.coefficient)?,
            other_prime_infos: None,
        };
        private.to_pkcs1_pem(LineEnding::LF).ok().map(|pem| pem.as_str().to_owned())
    }
}

/// Where the public half is written in a data folder.
pub(crate) fn public_key_path(folder: &Path) -> PathBuf {
    folder.join(PUBLIC_FILE)
}

/// The number as exactly 256 bytes, big-endian. It has to fit.
pub(crate) fn to_array(number: &BigUint) -> [u8; MODULUS_LENGTH] {
    let bytes = number.to_bytes_be();
    let mut array = [0; MODULUS_LENGTH];
    array[MODULUS_LENGTH - bytes.len()..].copy_from_slice(&bytes);
    array
}

fn generate() -> Result<(ServerKey, String), Error> {
    loop {
        let prime = || glass_pumpkin::prime::new(PRIME_BITS).map_err(|error| Error::Generation(error.to_string()));
        // Two random 1024-bit primes make a 2047-bit modulus about every third time.
        if let Some(key) = ServerKey::new(prime()?, prime()?)
            && let Some(pem) = key.private_pem()
        {
            return Ok((key, pem));
        }
    }
}

fn parse(pem: &str) -> Option<ServerKey> {
    let private = RsaPrivateKeyOwned::from_pkcs1_pem(pem).ok()?;
    let number = |uint: &Uint| BigUint::from_bytes_be(uint.as_bytes());
    ServerKey::new(number(&private.prime1), number(&private.prime2))
}

fn uint(number: &BigUint) -> Option<Uint> {
    Uint::new(&number.to_bytes_be()).ok()
}

fn fingerprint(modulus: &BigUint, exponent: &BigUint) -> i64 {
    let mut bytes = Vec::new();
    modulus.to_bytes_be().serialize(&mut bytes);
    exponent.to_bytes_be().serialize(&mut bytes);
    i64::from_le_bytes(Sha1::digest(bytes)[12..].try_into().expect("eight of twenty bytes"))
}

/// Writes the whole file or nothing: under another name first.
fn write(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    let unfinished = path.with_extension("unfinished");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decrypts_what_the_public_key_encrypts() {
        let key = ServerKey::of_process().unwrap();
        let plain = BigUint::from(123_456_789_u64);
        let cipher = plain.modpow(&PUBLIC_EXPONENT.into(), &key.modulus);
        assert_eq!(BigUint::from_bytes_be(&key.decrypt(&to_array(&cipher)).unwrap()), plain);
        assert!(key.decrypt(&[0xff; 256]).is_none());
        assert!(key.decrypt(&[0; 257]).is_none());
    }

    #[test]
    fn the_private_form_reads_back() {
        let key = ServerKey::of_process().unwrap();
        let again = parse(&key.private_pem().unwrap()).unwrap();
        assert_eq!(again.fingerprint(), key.fingerprint());
        assert_eq!(again.public_pem(), key.public_pem());
        assert!(key.public_pem().starts_with("-----BEGIN RSA PUBLIC KEY-----\n"));
        assert!(parse("-----BEGIN RSA PRIVATE KEY-----\n").is_none());
    }

    /// Telegram's own test key and the fingerprint that every client knows it by.
    #[test]
    fn fingerprints_are_telegrams() {
        let modulus = "25342889448840415564971689590713473206898847759084779052582026594546022463853940585885215951168491965708222649399180603818074200620463776135424884632162512403163793083921641631564740959529419359595852941166848940585952337613333022396096584117954892216031229237302943701877588456738335398602461675225081791820393153757504952636234951323237820036543581047826906120927972487366805292115792231423684261262330394324750785450942589751755390156647751460719351439969059949569615302809050721500330239005077889855323917509948255722081644689442127297605422579707142646660768825302832201908302295573257427896031830742328565032949";
        let modulus = BigUint::parse_bytes(modulus.as_bytes(), 10).unwrap();
        assert_eq!(fingerprint(&modulus, &PUBLIC_EXPONENT.into()), -5595554452916591101);
    }
}
