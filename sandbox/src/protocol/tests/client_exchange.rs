//! The client's side of the key exchange, able to cheat.

use grammers_crypto::{AuthKey, aes, factorize, generate_key_data_from_nonce, rsa};
use grammers_tl_types::{self as tl, Cursor, Deserializable, Serializable};
use num_bigint::BigUint;
use pkcs1::{DecodeRsaPublicKey, RsaPublicKeyOwned};
use sha1::{Digest, Sha1};

use crate::random;

/// How the inner data is encrypted.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// `RSA_PAD`.
    Padded,
    /// SHA-1 and data in 255 bytes, as some older clients do.
    Hashed,
}

/// Which inner data is sent.
#[derive(Clone, Copy)]
pub(super) enum Inner {
    Plain,
    DataCenter(i32),
    Temporary,
}

pub(super) struct ClientExchange {
    modulus: BigUint,
    exponent: BigUint,
    pub(super) nonce: [u8; 16],
    pub(super) new_nonce: [u8; 32],
    server_nonce: [u8; 16],
    key: Option<AuthKey>,
    pub(super) server_time: i32,
    dh: Option<tl::types::ServerDhInnerData>,
}

impl ClientExchange {
    pub(super) fn new(pem: &str) -> Self {
        let public = RsaPublicKeyOwned::from_pkcs1_pem(pem).unwrap();
        Self {
            modulus: BigUint::from_bytes_be(public.modulus.as_bytes()),
            exponent: BigUint::from_bytes_be(public.public_exponent.as_bytes()),
            nonce: random::bytes(),
            new_nonce: random::bytes(),
            server_nonce: [0; 16],
            key: None,
            server_time: 0,
            dh: None,
        }
    }

    pub(super) fn start(&self) -> Vec<u8> {
        tl::functions::ReqPqMulti { nonce: self.nonce }.to_bytes()
    }

    pub(super) fn factor(&mut self, answer: &[u8], form: Form, inner: Inner) -> tl::functions::ReqDhParams {
        let tl::enums::ResPq::Pq(offer) = tl::enums::ResPq::from_bytes(answer).unwrap();
        assert_eq!(offer.nonce, self.nonce);
        self.server_nonce = offer.server_nonce;
        let (p, q) = factorize(u64::from_be_bytes(offer.pq.clone().try_into().unwrap()));
        let bytes = |number: u64| {
            let all = number.to_be_bytes();
            all[all.iter().position(|&byte| byte != 0).unwrap()..].to_vec()
        };
        let (pq, p, q) = (offer.pq, bytes(p), bytes(q));
        let (nonce, server_nonce, new_nonce) = (self.nonce, self.server_nonce, self.new_nonce);
        let (factors, expires_in) = ((p.clone(), q.clone()), 3600);
        let data: tl::enums::PQInnerData = match inner {
            Inner::Plain => tl::types::PQInnerData { pq, p, q, nonce, server_nonce, new_nonce }.into(),
            Inner::DataCenter(dc) => tl::types::PQInnerDataDc { pq, p, q, nonce, server_nonce, new_nonce, dc }.into(),
            Inner::Temporary => {
                tl::types::PQInnerDataTemp { pq, p, q, nonce, server_nonce, new_nonce, expires_in }.into()
            }
        };
        let encrypted_data = self.encrypt(&data.to_bytes(), form);
        let public_key_fingerprint = offer.server_public_key_fingerprints[0];
        let (p, q) = factors;
        tl::functions::ReqDhParams { nonce, server_nonce, p, q, public_key_fingerprint, encrypted_data }
    }

    fn encrypt(&self, data: &[u8], form: Form) -> Vec<u8> {
        match form {
            Form::Padded => {
                let key = rsa::Key::new(&self.modulus.to_string(), &self.exponent.to_string()).unwrap();
                rsa::encrypt_hashed(data, &key, &random::bytes())
            }
            Form::Hashed => {
                let mut block = Sha1::digest(data).to_vec();
                block.extend_from_slice(data);
                block.resize(255, 0x5a);
                BigUint::from_bytes_be(&block).modpow(&self.exponent, &self.modulus).to_bytes_be()
            }
        }
    }

    /// Chooses an exponent; sends its public value, or another one.
    pub(super) fn agree(&mut self, answer: &[u8], cheat: Option<BigUint>) -> tl::functions::SetClientDhParams {
        let tl::enums::ServerDhParams::Ok(offer) = tl::enums::ServerDhParams::from_bytes(answer).unwrap() else {
            panic!("the server offers no parameters")
        };
        let (aes_key, aes_iv) = generate_key_data_from_nonce(&self.server_nonce, &self.new_nonce);
        let mut plain = offer.encrypted_answer;
        aes::ige_decrypt(&mut plain, &aes_key, &aes_iv);
        let mut cursor = Cursor::from_slice(&plain[20..]);
        let tl::enums::ServerDhInnerData::Data(inner) = Deserializable::deserialize(&mut cursor).unwrap();
        assert_eq!(Sha1::digest(&plain[20..20 + cursor.pos()])[..], plain[..20]);
        self.server_time = inner.server_time;
        self.dh = Some(inner);
        self.choose(0, cheat)
    }

    /// Chooses another exponent, after `dh_gen_retry` with the hash of the last key.
    pub(super) fn choose(&mut self, retry_id: i64, cheat: Option<BigUint>) -> tl::functions::SetClientDhParams {
        let dh = self.dh.as_ref().unwrap();
        let (prime, exponent) = (BigUint::from_bytes_be(&dh.dh_prime), BigUint::from_bytes_be(&random::bytes::<256>()));
        let public = cheat.unwrap_or_else(|| BigUint::from(dh.g as u32).modpow(&exponent, &prime));
        let shared = BigUint::from_bytes_be(&dh.g_a).modpow(&exponent, &prime);
        self.key = Some(AuthKey::from_bytes(crate::dh_group::to_array(&shared)));

        let (nonce, server_nonce) = (self.nonce, self.server_nonce);
        let g_b = public.to_bytes_be();
        let inner: tl::enums::ClientDhInnerData =
            tl::types::ClientDhInnerData { nonce, server_nonce, retry_id, g_b }.into();
        let inner = inner.to_bytes();
        let mut encrypted_data = Sha1::digest(&inner).to_vec();
        encrypted_data.extend_from_slice(&inner);
        encrypted_data.resize(encrypted_data.len().next_multiple_of(16), 0);
        let (aes_key, aes_iv) = generate_key_data_from_nonce(&self.server_nonce, &self.new_nonce);
        aes::ige_encrypt(&mut encrypted_data, &aes_key, &aes_iv);
        tl::functions::SetClientDhParams { nonce, server_nonce, encrypted_data }
    }

    /// The key that both sides made.
    pub(super) fn key(&self) -> AuthKey {
        self.key.clone().unwrap()
    }

    pub(super) fn finish(&self, answer: &[u8]) -> AuthKey {
        match tl::enums::SetClientDhParamsAnswer::from_bytes(answer).unwrap() {
            tl::enums::SetClientDhParamsAnswer::DhGenOk(ok) => {
                assert_eq!(ok.new_nonce_hash1, self.key().calc_new_nonce_hash(&self.new_nonce, 1));
                self.key()
            }
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn salt(&self) -> i64 {
        i64::from_le_bytes(std::array::from_fn(|index| self.new_nonce[index] ^ self.server_nonce[index]))
    }
}
