//! The server's RSA key, which clients need to know besides an address. Only the key exchange uses it.
//!
//! It is generated at the first start and stored in the data folder, the private key with mode 0600, the public key as an
//! `RSA PUBLIC KEY` in PEM.

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

use crate::dh_group::{LENGTH, to_array};

const PRIME_BITS: usize = 1024;
const PUBLIC_EXPONENT: u32 = 65537;
const PRIVATE_FILE: &str = "rsa-private-key.pem";
const PUBLIC_FILE: &str = "rsa-public-key.pem";

/// Why there is no server key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("cannot use the key file {path}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The file is not such a key.
    #[error("{path} is not a 2048-bit RSA private key in PKCS#1 PEM form; remove it to generate a new one")]
    Content {
        /// The file.
        path: PathBuf,
    },
    /// No primes could be generated.
    #[error("cannot generate an RSA key: {0}")]
    Generation(String),
}

/// The RSA key of all data centres. Has no `Debug`: it is a secret.
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
    /// The key of this process, generated once: for sandboxes without a data folder.
    pub(crate) fn for_process() -> Result<Arc<Self>, Error> {
        static KEY: OnceLock<Arc<ServerKey>> = OnceLock::new();
        if let Some(key) = KEY.get() {
            return Ok(key.clone());
        }
        let (key, _) = generate()?;
        Ok(KEY.get_or_init(|| Arc::new(key)).clone())
    }

    /// The key in `folder`, generated if there is none. Also writes the public key there.
    pub(crate) fn load_or_generate(folder: &Path) -> Result<Arc<Self>, Error> {
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

    /// The fingerprint in `resPQ`: the lower 64 bits of the SHA-1 of modulus and exponent as TL strings.
    pub(crate) fn fingerprint(&self) -> i64 {
        self.fingerprint
    }

    /// The raw RSA operation. `None` if the block is not a number below the modulus.
    pub(crate) fn decrypt(&self, block: &[u8]) -> Option<[u8; LENGTH]> {
        let cipher = BigUint::from_bytes_be(block);
        if block.len() > LENGTH || cipher >= self.modulus {
            return None;
        }
        // The Chinese remainder theorem with Garner's formula (RFC 8017, 5.1.2).
        let first = cipher.modpow(&self.exponent1, &self.prime1);
        let second = cipher.modpow(&self.exponent2, &self.prime2);
        let difference = (&first + &self.prime1 - &second % &self.prime1) % &self.prime1;
        let plain = second + (difference * &self.coefficient % &self.prime1) * &self.prime2;
        Some(to_array(&plain))
    }

    fn new(prime1: BigUint, prime2: BigUint) -> Option<Self> {
        let one = BigUint::from(1_u32);
        let modulus = &prime1 * &prime2;
        if modulus.bits() != LENGTH as u64 * 8 || prime1 == prime2 {
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

/// The public key's file in a data folder.
pub(crate) fn public_key_path(folder: &Path) -> PathBuf {
    folder.join(PUBLIC_FILE)
}

fn generate() -> Result<(ServerKey, String), Error> {
    loop {
        let prime = || glass_pumpkin::prime::new(PRIME_BITS).map_err(|error| Error::Generation(error.to_string()));
        // The product of two random 1024-bit primes has 2047 bits about every third time.
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

/// Writes the file completely or not at all: first under another name.
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
        let key = ServerKey::for_process().unwrap();
        let plain = BigUint::from(123_456_789_u64);
        let cipher = plain.modpow(&PUBLIC_EXPONENT.into(), &key.modulus);
        assert_eq!(BigUint::from_bytes_be(&key.decrypt(&to_array(&cipher)).unwrap()), plain);
        assert!(key.decrypt(&[0xff; 256]).is_none());
        assert!(key.decrypt(&[0; 257]).is_none());
    }

    #[test]
    fn the_private_key_round_trips() {
        let key = ServerKey::for_process().unwrap();
        let again = parse(&key.private_pem().unwrap()).unwrap();
        assert_eq!(again.fingerprint(), key.fingerprint());
        assert_eq!(again.public_pem(), key.public_pem());
        assert!(key.public_pem().starts_with("-----BEGIN RSA PUBLIC KEY-----\n"));
        assert!(parse("-----BEGIN RSA PRIVATE KEY-----\n").is_none());
    }

    /// Telegram's test key and its fingerprint, as in every client.
    #[test]
    fn fingerprints_are_as_telegrams() {
        let modulus = "25342889448840415564971689590713473206898847759084779052582026594546022463853940585885215951168491965708222649399180603818074200620463776135424884632162512403163793083921641631564740959529419359595852941166848940585952337613333022396096584117954892216031229237302943701877588456738335398602461675225081791820393153757504952636234951323237820036543581047826906120927972487366805292115792231423684261262330394324750785450942589751755390156647751460719351439969059949569615302809050721500330239005077889855323917509948255722081644689442127297605422579707142646660768825302832201908302295573257427896031830742328565032949";
        let modulus = BigUint::parse_bytes(modulus.as_bytes(), 10).unwrap();
        assert_eq!(fingerprint(&modulus, &PUBLIC_EXPONENT.into()), -5595554452916591101);
    }
}
