//! The server's side of the key exchange (<https://core.telegram.org/mtproto/auth_key>).
//!
//! An [`Exchange`] belongs to one connection and has three steps; another `req_pq` restarts it. The connection answers every [`Error`] (a
//! wrong nonce, factor or hash, a repeated step) with transport error -404, as Telegram does. A step computes for about ten milliseconds:
//! call it on a blocking thread.

use std::sync::Arc;

use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};
use ige::{KeyIv, Lane};
use num_bigint::BigUint;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::auth_key::AuthKey;
use crate::clock::Clock;
use crate::dh_group::{self, to_array};
use crate::random;
use crate::rpc::KeyId;
use crate::server_key::ServerKey;

/// How often the client is asked for a new exponent before the exchange fails.
const MAXIMUM_RETRIES: u32 = 3;

/// What does not depend on the client.
pub(crate) struct Parameters {
    pub(crate) dc: i32,
    pub(crate) key: Arc<ServerKey>,
    pub(crate) clock: Arc<Clock>,
    /// Whether a key with this id already exists.
    pub(crate) is_taken: Box<dyn Fn(KeyId) -> bool + Send + Sync>,
}

/// The answer to a step.
pub(crate) struct Response {
    pub(crate) body: Vec<u8>,
    /// After the last step.
    pub(crate) new_key: Option<NewKey>,
}

/// The result of an exchange.
pub(crate) struct NewKey {
    pub(crate) key: AuthKey,
    /// The salt that both sides derive from the nonces.
    pub(crate) first_salt: i64,
}

/// Why a step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Error {
    #[error("not a message of the key exchange, or incomplete")]
    Malformed,
    #[error("a step out of order, or with other nonces")]
    OutOfOrder,
    #[error("wrong factors, key fingerprint, or hash")]
    Wrong,
    #[error("the exchange is for another data centre")]
    WrongDataCentre,
    #[error("temporary keys are not supported")]
    Temporary,
    #[error("the client's public value is out of range")]
    OutOfRange,
}

/// The state of an exchange.
#[derive(Default)]
pub(crate) enum Exchange {
    #[default]
    Idle,
    /// After `resPQ`.
    Factoring { nonce: [u8; 16], server_nonce: [u8; 16], p: u32, q: u32 },
    /// After `server_DH_params_ok`.
    Agreeing {
        nonce: [u8; 16],
        server_nonce: [u8; 16],
        new_nonce: [u8; 32],
        secret: BigUint,
        retries: u32,
        rejected: Option<Box<AuthKey>>,
    },
}

impl Exchange {
    /// Answers an unencrypted message.
    pub(crate) fn step(&mut self, parameters: &Parameters, body: &[u8]) -> Result<Response, Error> {
        let mut cursor = Cursor::from_slice(body);
        let malformed = |_| Error::Malformed;
        match u32::deserialize(&mut cursor).map_err(malformed)? {
            tl::functions::ReqPq::CONSTRUCTOR_ID | tl::functions::ReqPqMulti::CONSTRUCTOR_ID => {
                let request = tl::functions::ReqPqMulti::deserialize(&mut cursor).map_err(malformed)?;
                Ok(self.start(parameters, request.nonce))
            }
            tl::functions::ReqDhParams::CONSTRUCTOR_ID => {
                let request = tl::functions::ReqDhParams::deserialize(&mut cursor).map_err(malformed)?;
                self.factored(parameters, request)
            }
            tl::functions::SetClientDhParams::CONSTRUCTOR_ID => {
                let request = tl::functions::SetClientDhParams::deserialize(&mut cursor).map_err(malformed)?;
                self.agreed(parameters, request)
            }
            _ => Err(Error::Malformed),
        }
    }

    fn start(&mut self, parameters: &Parameters, nonce: [u8; 16]) -> Response {
        let server_nonce = random::bytes();
        let p = small_prime();
        let q = std::iter::repeat_with(small_prime).find(|&q| q != p).expect("there are many primes");
        let (p, q) = (p.min(q), p.max(q));
        *self = Self::Factoring { nonce, server_nonce, p, q };
        let answer = tl::types::ResPq {
            nonce,
            server_nonce,
            pq: (u64::from(p) * u64::from(q)).to_be_bytes().to_vec(),
            server_public_key_fingerprints: vec![parameters.key.fingerprint()],
        };
        Response { body: tl::enums::ResPq::Pq(answer).to_bytes(), new_key: None }
    }

    fn factored(&mut self, parameters: &Parameters, request: tl::functions::ReqDhParams) -> Result<Response, Error> {
        let Self::Factoring { nonce, server_nonce, p, q } = std::mem::take(self) else {
            return Err(Error::OutOfOrder);
        };
        if request.nonce != nonce || request.server_nonce != server_nonce {
            return Err(Error::OutOfOrder);
        }
        let is = |bytes: &[u8], number: u32| bytes == number.to_be_bytes();
        if !is(&request.p, p) || !is(&request.q, q) || request.public_key_fingerprint != parameters.key.fingerprint() {
            return Err(Error::Wrong);
        }
        let block = parameters.key.decrypt(&request.encrypted_data).ok_or(Error::Wrong)?;
        let inner = padded_inner(&block).or_else(|| hashed_inner(&block)).ok_or(Error::Wrong)?;
        let (inner, dc) = match inner {
            tl::enums::PQInnerData::Data(inner) => (inner, None),
            tl::enums::PQInnerData::Dc(inner) => {
                let tl::types::PQInnerDataDc { pq, p, q, nonce, server_nonce, new_nonce, dc } = inner;
                (tl::types::PQInnerData { pq, p, q, nonce, server_nonce, new_nonce }, Some(dc))
            }
            tl::enums::PQInnerData::Temp(_) | tl::enums::PQInnerData::TempDc(_) => return Err(Error::Temporary),
        };
        // Test data centres have ids above 10,000, those for media negative ones.
        if dc.is_some_and(|dc| dc.unsigned_abs() % 10_000 != parameters.dc.unsigned_abs()) {
            return Err(Error::WrongDataCentre);
        }
        if inner.nonce != nonce || inner.server_nonce != server_nonce || !is(&inner.p, p) || !is(&inner.q, q) {
            return Err(Error::Wrong);
        }
        Ok(self.offer(nonce, server_nonce, inner.new_nonce, parameters.clock.now()))
    }

    fn offer(&mut self, nonce: [u8; 16], server_nonce: [u8; 16], new_nonce: [u8; 32], server_time: i32) -> Response {
        let secret = BigUint::from_bytes_be(&random::bytes::<256>());
        let inner = tl::types::ServerDhInnerData {
            nonce,
            server_nonce,
            g: dh_group::GENERATOR as i32,
            dh_prime: dh_group::PRIME.to_bytes_be(),
            g_a: to_array(&dh_group::power(&secret)).to_vec(),
            server_time,
        };
        let inner = tl::enums::ServerDhInnerData::Data(inner).to_bytes();
        let mut encrypted_answer = Sha1::digest(&inner).to_vec();
        encrypted_answer.extend_from_slice(&inner);
        let padding = (16 - encrypted_answer.len() % 16) % 16;
        encrypted_answer.extend_from_slice(&random::bytes::<16>()[..padding]);
        let (key, iv) = grammers_crypto::generate_key_data_from_nonce(&server_nonce, &new_nonce);
        ige::encrypt(&mut [Lane::new(&KeyIv::new(key, iv), &mut encrypted_answer).expect("padded to whole blocks")]);
        *self = Self::Agreeing { nonce, server_nonce, new_nonce, secret, retries: 0, rejected: None };
        let answer = tl::types::ServerDhParamsOk { nonce, server_nonce, encrypted_answer };
        Response { body: tl::enums::ServerDhParams::Ok(answer).to_bytes(), new_key: None }
    }

    fn agreed(
        &mut self,
        parameters: &Parameters,
        request: tl::functions::SetClientDhParams,
    ) -> Result<Response, Error> {
        let Self::Agreeing { nonce, server_nonce, new_nonce, secret, retries, rejected } = std::mem::take(self) else {
            return Err(Error::OutOfOrder);
        };
        if request.nonce != nonce || request.server_nonce != server_nonce {
            return Err(Error::OutOfOrder);
        }
        let inner = client_inner(request.encrypted_data, &server_nonce, &new_nonce).ok_or(Error::Wrong)?;
        let expected_retry = rejected.as_deref().map_or(0, auxiliary_hash);
        if inner.nonce != nonce || inner.server_nonce != server_nonce || inner.retry_id != expected_retry {
            return Err(Error::Wrong);
        }
        let public = BigUint::from_bytes_be(&inner.g_b);
        let margin = BigUint::from(1_u32) << (2048 - 64);
        if public < margin || public > &*dh_group::PRIME - &margin {
            return Err(Error::OutOfRange);
        }
        let key = AuthKey::new(to_array(&public.modpow(&secret, &dh_group::PRIME)));
        if !(parameters.is_taken)(key.id()) {
            let answer = tl::types::DhGenOk { nonce, server_nonce, new_nonce_hash1: nonce_hash(&new_nonce, 1, &key) };
            let salt: [u8; 8] = std::array::from_fn(|index| new_nonce[index] ^ server_nonce[index]);
            let new_key = Some(NewKey { key, first_salt: i64::from_le_bytes(salt) });
            return Ok(Response { body: tl::enums::SetClientDhParamsAnswer::DhGenOk(answer).to_bytes(), new_key });
        }
        if retries == MAXIMUM_RETRIES {
            let answer = tl::types::DhGenFail { nonce, server_nonce, new_nonce_hash3: nonce_hash(&new_nonce, 3, &key) };
            return Ok(Response {
                body: tl::enums::SetClientDhParamsAnswer::DhGenFail(answer).to_bytes(),
                new_key: None,
            });
        }
        let answer = tl::types::DhGenRetry { nonce, server_nonce, new_nonce_hash2: nonce_hash(&new_nonce, 2, &key) };
        *self = Self::Agreeing {
            nonce,
            server_nonce,
            new_nonce,
            secret,
            retries: retries + 1,
            rejected: Some(Box::new(key)),
        };
        Ok(Response { body: tl::enums::SetClientDhParamsAnswer::DhGenRetry(answer).to_bytes(), new_key: None })
    }
}

/// Reverses `RSA_PAD` (section 4.1 of the documentation).
fn padded_inner(block: &[u8; 256]) -> Option<tl::enums::PQInnerData> {
    let (masked_key, encrypted) = block.split_at(32);
    let mask = Sha256::digest(encrypted);
    let key: [u8; 32] = std::array::from_fn(|index| masked_key[index] ^ mask[index]);
    let mut data = encrypted.to_vec();
    ige::decrypt(&mut [Lane::new(&KeyIv::new(key, [0; 32]), &mut data).expect("224 bytes are whole blocks")]);
    let (padded, hash) = data.split_at_mut(192);
    padded.reverse();
    let mut expected = Sha256::new();
    expected.update(key);
    expected.update(&padded);
    if expected.finalize()[..] != *hash {
        return None;
    }
    tl::enums::PQInnerData::from_bytes(padded).ok()
}

/// Reads the older form, SHA-1 and data and padding in 255 bytes, which some clients still send.
fn hashed_inner(block: &[u8; 256]) -> Option<tl::enums::PQInnerData> {
    hashed(block.strip_prefix(&[0])?)
}

fn client_inner(
    mut encrypted: Vec<u8>,
    server_nonce: &[u8; 16],
    new_nonce: &[u8; 32],
) -> Option<tl::types::ClientDhInnerData> {
    let (key, iv) = grammers_crypto::generate_key_data_from_nonce(server_nonce, new_nonce);
    ige::decrypt(&mut [Lane::new(&KeyIv::new(key, iv), &mut encrypted).ok()?]);
    let tl::enums::ClientDhInnerData::Data(inner) = hashed(&encrypted)?;
    Some(inner)
}

/// An object between its SHA-1 and padding.
fn hashed<T: Deserializable>(bytes: &[u8]) -> Option<T> {
    let (hash, data) = bytes.split_at_checked(20)?;
    let mut cursor = Cursor::from_slice(data);
    let object = T::deserialize(&mut cursor).ok()?;
    (Sha1::digest(&data[..cursor.pos()])[..] == *hash).then_some(object)
}

/// The higher 64 bits of the key's SHA-1.
fn auxiliary_hash(key: &AuthKey) -> i64 {
    i64::from_le_bytes(Sha1::digest(key.bytes())[..8].try_into().expect("eight of twenty bytes"))
}

fn nonce_hash(new_nonce: &[u8; 32], number: u8, key: &AuthKey) -> [u8; 16] {
    grammers_crypto::AuthKey::from_bytes(*key.bytes()).calc_new_nonce_hash(new_nonce, number)
}

/// A random prime between 2³⁰ and 2³¹: clients expect a product of two below 2⁶³.
fn small_prime() -> u32 {
    loop {
        let candidate = u32::from_le_bytes(random::bytes()) >> 1 | 1 << 30 | 1;
        if (3..)
            .step_by(2)
            .take_while(|divisor| divisor * divisor <= candidate)
            .all(|divisor| !candidate.is_multiple_of(divisor))
        {
            return candidate;
        }
    }
}
