//! The server's side of making an auth key (<https://core.telegram.org/mtproto/auth_key>).
//!
//! One [`Exchange`] belongs to one connection and goes through three steps; a new `req_pq` starts it over. Whatever does not fit
//! (a foreign nonce, a wrong factor, a hash that does not match, a step repeated) is a [`Refusal`], which the connection answers with
//! transport error -404 as Telegram does. The arithmetic takes some ten milliseconds a step: call it off the asynchronous threads.

use std::sync::{Arc, LazyLock};

use grammers_crypto::aes;
use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};
use num_bigint::BigUint;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::envelope::AuthKey;
use super::random;
use crate::keys::{ServerKey, to_array};
use crate::rpc::KeyId;

/// Telegram's 2048-bit safe prime, which clients know to be good; 3 generates the subgroup they expect.
const PRIME: &str = "C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F\
                     48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37\
                     20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F64\
                     2477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4\
                     A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754\
                     FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4\
                     E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F\
                     0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B";
const GENERATOR: u32 = 3;
/// A new exponent is asked for this often before the exchange fails.
const MAXIMUM_RETRIES: u32 = 3;

static DH_PRIME: LazyLock<BigUint> =
    LazyLock::new(|| BigUint::parse_bytes(PRIME.as_bytes(), 16).expect("the constant is hexadecimal"));

/// What the server knows before any client comes.
pub(crate) struct Parameters {
    pub(crate) dc: i32,
    pub(crate) key: Arc<ServerKey>,
    /// Whether a key with that id exists already.
    pub(crate) is_taken: Box<dyn Fn(KeyId) -> bool + Send + Sync>,
}

/// A step's answer.
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    /// After the last step.
    pub(crate) made: Option<Made>,
}

/// A finished exchange.
pub(crate) struct Made {
    pub(crate) key: AuthKey,
    /// The salt that both sides derived from the nonces.
    pub(crate) first_salt: i64,
}

/// Why a step is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("not a message of the key exchange, or not whole")]
    Malformed,
    #[error("a step without the ones before it, or with other nonces")]
    OutOfOrder,
    #[error("wrong factors, key fingerprint, or hash")]
    Wrong,
    #[error("the exchange is meant for another data centre")]
    WrongDataCentre,
    #[error("temporary keys are not offered")]
    Temporary,
    #[error("the client's public value is out of range")]
    OutOfRange,
}

/// Where a connection's exchange stands.
#[derive(Default)]
pub(crate) enum Exchange {
    #[default]
    Idle,
    /// `resPQ` is sent.
    Factoring { nonce: [u8; 16], server_nonce: [u8; 16], p: u32, q: u32 },
    /// `server_DH_params_ok` is sent.
    Agreeing {
        nonce: [u8; 16],
        server_nonce: [u8; 16],
        new_nonce: [u8; 32],
        secret: BigUint,
        retries: u32,
        last: Option<Box<AuthKey>>,
    },
}

impl Exchange {
    /// Answers one unencrypted message.
    pub(crate) fn step(&mut self, parameters: &Parameters, body: &[u8]) -> Result<Answer, Refusal> {
        let mut cursor = Cursor::from_slice(body);
        let malformed = |_| Refusal::Malformed;
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
            _ => Err(Refusal::Malformed),
        }
    }

    fn start(&mut self, parameters: &Parameters, nonce: [u8; 16]) -> Answer {
        let server_nonce = random::bytes();
        let p = small_prime();
        let q = std::iter::repeat_with(small_prime).find(|&q| q != p).expect("primes never run out");
        let (p, q) = (p.min(q), p.max(q));
        *self = Self::Factoring { nonce, server_nonce, p, q };
        let answer = tl::types::ResPq {
            nonce,
            server_nonce,
            pq: (u64::from(p) * u64::from(q)).to_be_bytes().to_vec(),
            server_public_key_fingerprints: vec![parameters.key.fingerprint()],
        };
        Answer { body: tl::enums::ResPq::Pq(answer).to_bytes(), made: None }
    }

    fn factored(&mut self, parameters: &Parameters, request: tl::functions::ReqDhParams) -> Result<Answer, Refusal> {
        let Self::Factoring { nonce, server_nonce, p, q } = std::mem::take(self) else {
            return Err(Refusal::OutOfOrder);
        };
        if request.nonce != nonce || request.server_nonce != server_nonce {
            return Err(Refusal::OutOfOrder);
        }
        let right = |bytes: &[u8], number: u32| bytes == number.to_be_bytes();
        if !right(&request.p, p)
            || !right(&request.q, q)
            || request.public_key_fingerprint != parameters.key.fingerprint()
        {
            return Err(Refusal::Wrong);
        }
        let block = parameters.key.decrypt(&request.encrypted_data).ok_or(Refusal::Wrong)?;
        let inner = padded_inner(&block).or_else(|| hashed_inner(&block)).ok_or(Refusal::Wrong)?;
        let (inner, dc) = match inner {
            tl::enums::PQInnerData::Data(inner) => (inner, None),
            tl::enums::PQInnerData::Dc(inner) => {
                let tl::types::PQInnerDataDc { pq, p, q, nonce, server_nonce, new_nonce, dc } = inner;
                (tl::types::PQInnerData { pq, p, q, nonce, server_nonce, new_nonce }, Some(dc))
            }
            tl::enums::PQInnerData::Temp(_) | tl::enums::PQInnerData::TempDc(_) => return Err(Refusal::Temporary),
        };
        // Test data centres are numbered from 10,000, those for media below zero.
        if dc.is_some_and(|dc| dc.unsigned_abs() % 10_000 != parameters.dc.unsigned_abs()) {
            return Err(Refusal::WrongDataCentre);
        }
        if inner.nonce != nonce || inner.server_nonce != server_nonce || !right(&inner.p, p) || !right(&inner.q, q) {
            return Err(Refusal::Wrong);
        }
        Ok(self.offer(nonce, server_nonce, inner.new_nonce))
    }

    fn offer(&mut self, nonce: [u8; 16], server_nonce: [u8; 16], new_nonce: [u8; 32]) -> Answer {
        let secret = BigUint::from_bytes_be(&random::bytes::<256>());
        let inner = tl::types::ServerDhInnerData {
            nonce,
            server_nonce,
            g: GENERATOR as i32,
            dh_prime: DH_PRIME.to_bytes_be(),
            g_a: to_array(&BigUint::from(GENERATOR).modpow(&secret, &DH_PRIME)).to_vec(),
            server_time: super::clock::seconds() as i32,
        };
        let inner = tl::enums::ServerDhInnerData::Data(inner).to_bytes();
        let mut encrypted_answer = Sha1::digest(&inner).to_vec();
        encrypted_answer.extend_from_slice(&inner);
        let padding = (16 - encrypted_answer.len() % 16) % 16;
        encrypted_answer.extend_from_slice(&random::bytes::<16>()[..padding]);
        let (key, iv) = grammers_crypto::generate_key_data_from_nonce(&server_nonce, &new_nonce);
        aes::ige_encrypt(&mut encrypted_answer, &key, &iv);
        *self = Self::Agreeing { nonce, server_nonce, new_nonce, secret, retries: 0, last: None };
        let answer = tl::types::ServerDhParamsOk { nonce, server_nonce, encrypted_answer };
        Answer { body: tl::enums::ServerDhParams::Ok(answer).to_bytes(), made: None }
    }

    fn agreed(
        &mut self,
        parameters: &Parameters,
        request: tl::functions::SetClientDhParams,
    ) -> Result<Answer, Refusal> {
        let Self::Agreeing { nonce, server_nonce, new_nonce, secret, retries, last } = std::mem::take(self) else {
            return Err(Refusal::OutOfOrder);
        };
        if request.nonce != nonce || request.server_nonce != server_nonce {
            return Err(Refusal::OutOfOrder);
        }
        let inner = client_inner(request.encrypted_data, &server_nonce, &new_nonce).ok_or(Refusal::Wrong)?;
        let expected_retry = last.as_deref().map_or(0, auxiliary_hash);
        if inner.nonce != nonce || inner.server_nonce != server_nonce || inner.retry_id != expected_retry {
            return Err(Refusal::Wrong);
        }
        let public = BigUint::from_bytes_be(&inner.g_b);
        let margin = BigUint::from(1_u32) << (2048 - 64);
        if public < margin || public > &*DH_PRIME - &margin {
            return Err(Refusal::OutOfRange);
        }
        let key = AuthKey::new(to_array(&public.modpow(&secret, &DH_PRIME)));
        if !(parameters.is_taken)(key.id()) {
            let answer = tl::types::DhGenOk { nonce, server_nonce, new_nonce_hash1: nonce_hash(&new_nonce, 1, &key) };
            let salt: [u8; 8] = std::array::from_fn(|index| new_nonce[index] ^ server_nonce[index]);
            let made = Some(Made { key, first_salt: i64::from_le_bytes(salt) });
            return Ok(Answer { body: tl::enums::SetClientDhParamsAnswer::DhGenOk(answer).to_bytes(), made });
        }
        if retries == MAXIMUM_RETRIES {
            let answer = tl::types::DhGenFail { nonce, server_nonce, new_nonce_hash3: nonce_hash(&new_nonce, 3, &key) };
            return Ok(Answer { body: tl::enums::SetClientDhParamsAnswer::DhGenFail(answer).to_bytes(), made: None });
        }
        let answer = tl::types::DhGenRetry { nonce, server_nonce, new_nonce_hash2: nonce_hash(&new_nonce, 2, &key) };
        *self =
            Self::Agreeing { nonce, server_nonce, new_nonce, secret, retries: retries + 1, last: Some(Box::new(key)) };
        Ok(Answer { body: tl::enums::SetClientDhParamsAnswer::DhGenRetry(answer).to_bytes(), made: None })
    }
}

/// Undoes `RSA_PAD` (section 4.1 of the documentation).
fn padded_inner(block: &[u8; 256]) -> Option<tl::enums::PQInnerData> {
    let (masked_key, encrypted) = block.split_at(32);
    let mask = Sha256::digest(encrypted);
    let key: [u8; 32] = std::array::from_fn(|index| masked_key[index] ^ mask[index]);
    let mut data = encrypted.to_vec();
    aes::ige_decrypt(&mut data, &key, &[0; 32]);
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

/// Undoes the older form, SHA-1 and data and padding in 255 bytes, which some clients still send.
fn hashed_inner(block: &[u8; 256]) -> Option<tl::enums::PQInnerData> {
    hashed(block.strip_prefix(&[0])?)
}

fn client_inner(
    mut encrypted: Vec<u8>,
    server_nonce: &[u8; 16],
    new_nonce: &[u8; 32],
) -> Option<tl::types::ClientDhInnerData> {
    if encrypted.is_empty() || !encrypted.len().is_multiple_of(16) {
        return None;
    }
    let (key, iv) = grammers_crypto::generate_key_data_from_nonce(server_nonce, new_nonce);
    aes::ige_decrypt(&mut encrypted, &key, &iv);
    let tl::enums::ClientDhInnerData::Data(inner) = hashed(&encrypted)?;
    Some(inner)
}

/// An object after its SHA-1 and before padding.
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

/// A random prime between 2³⁰ and 2³¹: its product with another stays below 2⁶³, as clients expect.
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
