//! Creating an auth key with a data centre (<https://core.telegram.org/mtproto/auth_key>).
//!
//! grammers knows Telegram's RSA keys and no others. With any other server (the sandbox, or the one that `TELEGRAM_SERVER` names) this module
//! does the key exchange itself, once for each data centre, over an unencrypted connection that is closed afterwards. The session stores the key;
//! the exchange also tells the first salt and the server's time. Every check that the protocol asks of a client is made: nonces, the factors of pq,
//! the prime and its generator, the ranges of g_a and g_b, and the hashes.

use std::net::SocketAddr;
use std::time::Duration;

use grammers_crypto::{AuthKey, aes, rsa};
use grammers_mtproto::{mtp, transport};
use grammers_mtsender::{InvocationError, Sender, ServerAddr};
use grammers_tl_types::{self as tl, Cursor, Deserializable, Serializable};
use num_bigint::BigUint;
use pkcs1::{DecodeRsaPublicKey, RsaPublicKeyOwned};
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use super::dh_prime;
use crate::telegram::error::Error;

/// The RSA public key of a server.
#[derive(Clone, Debug)]
pub struct ServerKey {
    modulus: BigUint,
    exponent: BigUint,
    fingerprint: i64,
}

impl ServerKey {
    /// Parses `-----BEGIN RSA PUBLIC KEY-----` (PKCS #1). `None` unless it is an RSA key of 2048 bits.
    pub fn from_pem(pem: &str) -> Option<Self> {
        let key = RsaPublicKeyOwned::from_pkcs1_pem(pem).ok()?;
        let (modulus, exponent) = (key.modulus.as_bytes().to_vec(), key.public_exponent.as_bytes().to_vec());
        let fingerprint = fingerprint(&modulus, &exponent);
        let modulus = BigUint::from_bytes_be(&modulus);
        (modulus.bits() == 2048).then(|| Self { modulus, exponent: BigUint::from_bytes_be(&exponent), fingerprint })
    }

    fn encrypt(&self, data: &[u8]) -> Result<Vec<u8>, Error> {
        let key = rsa::Key::new(&self.modulus.to_str_radix(10), &self.exponent.to_str_radix(10))
            .expect("decimal digits can be parsed");
        Ok(rsa::encrypt_hashed(data, &key, &random()?))
    }
}

/// The lower 64 bits of the SHA-1 of the modulus and exponent, each serialized as TL bytes.
fn fingerprint(modulus: &[u8], exponent: &[u8]) -> i64 {
    let mut bytes = Vec::new();
    modulus.serialize(&mut bytes);
    exponent.serialize(&mut bytes);
    let hash = Sha1::digest(&bytes);
    i64::from_le_bytes(hash[12..20].try_into().expect("a SHA-1 has 20 bytes"))
}

/// A new auth key.
pub struct NewKey {
    /// The key.
    pub bytes: Zeroizing<[u8; 256]>,
    /// Its first salt and the server's time since 1970, where the exchange tells them.
    pub first: Option<(i64, Duration)>,
}

/// Creates an auth key with the server at `address`, whose RSA key is `key`, within `limit`.
pub async fn exchange(address: SocketAddr, key: &ServerKey, limit: Duration) -> Result<NewKey, Error> {
    tokio::time::timeout(limit, async {
        let mut sender = Sender::connect(transport::Full::new(), mtp::Plain::new(), ServerAddr::Tcp { address })
            .await
            .map_err(|_| Error::Unavailable("no connection to the data centre"))?;
        // The server asks for a second attempt when another key has the same id; twice in a row is no coincidence.
        match attempt(&mut sender, key).await? {
            Some(auth_key) => Ok(auth_key),
            None => attempt(&mut sender, key).await?.ok_or(Error::Protocol("the server keeps refusing the key")),
        }
    })
    .await
    .map_err(|_| Error::Unavailable("the data centre does not answer the key exchange"))?
}

/// Creates an auth key with one of Telegram's own data centres, whose RSA keys grammers knows, within `limit`.
pub async fn exchange_with_telegram(address: SocketAddr, limit: Duration) -> Result<NewKey, Error> {
    let connecting = grammers_mtsender::connect(transport::Full::new(), ServerAddr::Tcp { address });
    match tokio::time::timeout(limit, connecting).await {
        Ok(Ok(sender)) => Ok(NewKey { bytes: Zeroizing::new(sender.auth_key()), first: None }),
        Ok(Err(error)) => Err(broken_off(error)),
        Err(_) => Err(Error::Unavailable("the data centre does not answer the key exchange")),
    }
}

/// One key exchange; `None` when the server asks for another (`dh_gen_retry`).
async fn attempt(sender: &mut Sender<transport::Full, mtp::Plain>, key: &ServerKey) -> Result<Option<NewKey>, Error> {
    let nonce: [u8; 16] = random()?;
    let tl::enums::ResPq::Pq(offer) = sender.invoke(&tl::functions::ReqPqMulti { nonce }).await.map_err(broken_off)?;
    require(offer.nonce == nonce, "the key exchange's nonce differs")?;
    require(
        offer.server_public_key_fingerprints.contains(&key.fingerprint),
        "the server's RSA key is not the one in TELEGRAM_SERVER_KEY",
    )?;
    let server_nonce = offer.server_nonce;
    let (p, q) = factors(&offer.pq).await?;

    let new_nonce = Zeroizing::new(random::<32>()?);
    let inner = Zeroizing::new(
        tl::enums::PQInnerData::Data(tl::types::PQInnerData {
            pq: offer.pq,
            p: p.clone(),
            q: q.clone(),
            nonce,
            server_nonce,
            new_nonce: *new_nonce,
        })
        .to_bytes(),
    );
    let answer = sender
        .invoke(&tl::functions::ReqDhParams {
            nonce,
            server_nonce,
            p,
            q,
            public_key_fingerprint: key.fingerprint,
            encrypted_data: key.encrypt(&inner)?,
        })
        .await
        .map_err(broken_off)?;
    let tl::enums::ServerDhParams::Ok(answer) = answer else {
        return Err(Error::Protocol("the server refuses the key exchange"));
    };
    require(answer.nonce == nonce && answer.server_nonce == server_nonce, "the key exchange's nonce differs")?;

    let (aes_key, aes_iv) = grammers_crypto::generate_key_data_from_nonce(&server_nonce, &new_nonce);
    let parameters = open_parameters(answer.encrypted_answer, &aes_key, &aes_iv)?;
    require(parameters.nonce == nonce && parameters.server_nonce == server_nonce, "the key exchange's nonce differs")?;
    check_prime(&parameters.dh_prime, parameters.g).await?;

    let prime = BigUint::from_bytes_be(&parameters.dh_prime);
    let theirs = BigUint::from_bytes_be(&parameters.g_a);
    let secret = Zeroizing::new(random::<256>()?);
    let exponent = BigUint::from_bytes_be(&*secret);
    let generator =
        BigUint::from(u32::try_from(parameters.g).map_err(|_| Error::Protocol("the generator is negative"))?);
    let ours = generator.modpow(&exponent, &prime);
    require(in_range(&theirs, &prime) && in_range(&ours, &prime), "a Diffie-Hellman number is out of range")?;

    let inner = tl::enums::ClientDhInnerData::Data(tl::types::ClientDhInnerData {
        nonce,
        server_nonce,
        retry_id: 0,
        g_b: ours.to_bytes_be(),
    });
    let answer = sender
        .invoke(&tl::functions::SetClientDhParams {
            nonce,
            server_nonce,
            encrypted_data: seal_parameters(&inner.to_bytes(), &aes_key, &aes_iv)?,
        })
        .await
        .map_err(broken_off)?;

    let shared = Zeroizing::new(theirs.modpow(&exponent, &prime).to_bytes_be());
    let mut auth_key = Zeroizing::new([0; 256]);
    auth_key[256 - shared.len()..].copy_from_slice(&shared);
    let accepted = is_accepted(&answer, &auth_key, &new_nonce, nonce, server_nonce)?;
    let first_salt = std::array::from_fn(|index| new_nonce[index] ^ server_nonce[index]);
    let time = Duration::from_secs(u64::try_from(parameters.server_time).unwrap_or_default());
    let first = Some((i64::from_le_bytes(first_salt), time));
    Ok(accepted.then_some(NewKey { bytes: auth_key, first }))
}

/// Whether the server accepts the key (`dh_gen_ok`) or asks for another attempt (`dh_gen_retry`).
fn is_accepted(
    answer: &tl::enums::SetClientDhParamsAnswer,
    auth_key: &[u8; 256],
    new_nonce: &[u8; 32],
    nonce: [u8; 16],
    server_nonce: [u8; 16],
) -> Result<bool, Error> {
    use tl::enums::SetClientDhParamsAnswer as Answer;
    let (their_nonce, their_server_nonce, hash, number) = match answer {
        Answer::DhGenOk(ok) => (ok.nonce, ok.server_nonce, ok.new_nonce_hash1, 1),
        Answer::DhGenRetry(retry) => (retry.nonce, retry.server_nonce, retry.new_nonce_hash2, 2),
        Answer::DhGenFail(fail) => (fail.nonce, fail.server_nonce, fail.new_nonce_hash3, 3),
    };
    require(their_nonce == nonce && their_server_nonce == server_nonce, "the key exchange's nonce differs")?;
    let expected = AuthKey::from_bytes(*auth_key).calc_new_nonce_hash(new_nonce, number);
    require(hash == expected, "the server made another key")?;
    match number {
        1 => Ok(true),
        2 => Ok(false),
        _ => Err(Error::Protocol("the server refuses the key")),
    }
}

/// The two prime factors of pq, the smaller first, each without leading zero bytes.
async fn factors(pq: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Error> {
    let bytes: [u8; 8] = pq.try_into().map_err(|_| Error::Protocol("pq is not a number of 64 bits"))?;
    let pq = u64::from_be_bytes(bytes);
    require(pq > 3, "pq has no factors")?;
    // The function panics when it finds none; the blocking task turns that into an error.
    let (p, q) = tokio::task::spawn_blocking(move || grammers_crypto::factorize(pq))
        .await
        .map_err(|_| Error::Protocol("pq cannot be factorized"))?;
    require(p > 1 && q > 1 && p < q && p.checked_mul(q) == Some(pq), "pq has no two different factors")?;
    let trimmed = |number: u64| number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    Ok((trimmed(p), trimmed(q)))
}

/// Decrypts `sha1(inner) + inner + padding` and checks the hash.
fn open_parameters(mut bytes: Vec<u8>, key: &[u8; 32], iv: &[u8; 32]) -> Result<tl::types::ServerDhInnerData, Error> {
    const HASH: usize = 20;
    require(bytes.len() > HASH && bytes.len().is_multiple_of(16), "the server's parameters are not padded")?;
    aes::ige_decrypt(&mut bytes, key, iv);
    let mut cursor = Cursor::from_slice(&bytes[HASH..]);
    let tl::enums::ServerDhInnerData::Data(inner) = tl::enums::ServerDhInnerData::deserialize(&mut cursor)
        .map_err(|_| Error::Protocol("the server's parameters cannot be read"))?;
    let end = HASH + cursor.pos();
    require(Sha1::digest(&bytes[HASH..end])[..] == bytes[..HASH], "the server's parameters have another hash")?;
    require(bytes.len() - end < 16, "the server's parameters have too much padding")?;
    Ok(inner)
}

fn seal_parameters(inner: &[u8], key: &[u8; 32], iv: &[u8; 32]) -> Result<Vec<u8>, Error> {
    let mut bytes = Sha1::digest(inner).to_vec();
    bytes.extend_from_slice(inner);
    let padding: [u8; 16] = random()?;
    bytes.extend_from_slice(&padding[..(16 - bytes.len() % 16) % 16]);
    aes::ige_encrypt(&mut bytes, key, iv);
    Ok(bytes)
}

/// Requires a safe prime of 2048 bits and a generator that fits it.
async fn check_prime(prime: &[u8], generator: i32) -> Result<(), Error> {
    if dh_prime::is_known(prime, generator) {
        return Ok(());
    }
    let prime = prime.to_vec();
    let is_safe = tokio::task::spawn_blocking(move || dh_prime::is_safe(&prime, generator))
        .await
        .map_err(|_| Error::Protocol("the prime could not be checked"))?;
    require(is_safe, "the prime and its generator are not safe")
}

/// Whether the number is between 2^1984 and prime − 2^1984, as the protocol recommends.
fn in_range(number: &BigUint, prime: &BigUint) -> bool {
    let margin = BigUint::from(1u8) << (2048 - 64);
    *number >= margin && *number <= prime - margin
}

fn require(condition: bool, problem: &'static str) -> Result<(), Error> {
    if condition { Ok(()) } else { Err(Error::Protocol(problem)) }
}

fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Unavailable("the system gives no random numbers"))?;
    Ok(bytes)
}

/// Drops the original error: it may print nonces.
fn broken_off(_: InvocationError) -> Error {
    Error::Unavailable("the data centre broke off the key exchange")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn pq_is_split_into_its_primes() {
        let pq = 1_724_114_033_281_923_457u64.to_be_bytes();
        let (p, q) = factors(&pq).await.expect("two primes");
        assert_eq!((p, q), (1_229_739_323u32.to_be_bytes().to_vec(), 1_402_015_859u32.to_be_bytes().to_vec()));
    }

    #[tokio::test]
    async fn a_pq_without_two_factors_is_refused() {
        assert!(factors(&[0; 8]).await.is_err());
        assert!(factors(&[1, 2, 3]).await.is_err());
    }

    #[test]
    fn numbers_near_zero_and_the_prime_are_out_of_range() {
        let prime = BigUint::from_bytes_be(&dh_prime::KNOWN_PRIME);
        assert!(!in_range(&BigUint::from(1u8), &prime));
        assert!(!in_range(&(&prime - 1u8), &prime));
        assert!(in_range(&(&prime / 2u8), &prime));
    }

    #[test]
    fn damaged_parameters_are_refused() {
        let (key, iv) = ([1; 32], [2; 32]);
        let inner = tl::enums::ServerDhInnerData::Data(tl::types::ServerDhInnerData {
            nonce: [1; 16],
            server_nonce: [2; 16],
            g: 3,
            dh_prime: vec![9; 256],
            g_a: vec![8; 256],
            server_time: 5,
        })
        .to_bytes();
        let sealed = seal_parameters(&inner, &key, &iv).expect("random numbers");
        assert_eq!(open_parameters(sealed.clone(), &key, &iv).expect("undamaged").g, 3);
        let mut damaged = sealed;
        let last = damaged.len() - 40;
        damaged[last] ^= 1;
        assert!(open_parameters(damaged, &key, &iv).is_err());
    }
}
