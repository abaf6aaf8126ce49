//! The key exchange, step by step.

use std::sync::Arc;

use grammers_tl_types::{self as tl, Deserializable, Serializable};
use num_bigint::BigUint;

use super::super::exchange::{Error, Exchange, Parameters};
use super::client_exchange::{ClientExchange, Form, Inner};
use crate::server_key::ServerKey;

fn parameters(is_taken: bool) -> Parameters {
    Parameters {
        dc: 2,
        key: ServerKey::for_process().unwrap(),
        clock: Arc::default(),
        is_taken: Box::new(move |_| is_taken),
    }
}

/// Both parties up to the point where the server has sent its factors.
fn started(parameters: &Parameters) -> (Exchange, ClientExchange, Vec<u8>) {
    let mut exchange = Exchange::default();
    let peer = ClientExchange::new(parameters.key.public_pem());
    let answer = exchange.step(parameters, &peer.start()).unwrap();
    (exchange, peer, answer.body)
}

/// Both parties up to the point where the server has sent its half of the key.
fn offered(parameters: &Parameters) -> (Exchange, ClientExchange, Vec<u8>) {
    let (mut exchange, mut peer, answer) = started(parameters);
    let request = peer.factor(&answer, Form::Padded, Inner::Plain);
    let answer = exchange.step(parameters, &request.to_bytes()).unwrap();
    (exchange, peer, answer.body)
}

fn refusal(exchange: &mut Exchange, parameters: &Parameters, body: &[u8]) -> Error {
    exchange.step(parameters, body).err().expect("a refusal")
}

#[test]
fn both_sides_make_the_same_key() {
    let parameters = parameters(false);
    let forms = [Form::Padded, Form::Hashed].into_iter();
    let inners = [Inner::Plain, Inner::DataCenter(2), Inner::DataCenter(-2), Inner::DataCenter(10_002)];
    for (form, inner) in forms.flat_map(|form| inners.map(|inner| (form, inner))) {
        let (mut exchange, mut peer, answer) = started(&parameters);
        let answer = exchange.step(&parameters, &peer.factor(&answer, form, inner).to_bytes()).unwrap();
        let answer = exchange.step(&parameters, &peer.agree(&answer.body, None).to_bytes()).unwrap();
        let made = answer.new_key.unwrap();
        assert_eq!(made.key.bytes(), &peer.finish(&answer.body).to_bytes());
        assert_eq!(made.first_salt, peer.salt());
        assert!((peer.server_time - crate::clock::Clock::default().now()).abs() <= 5);
    }
}

#[test]
fn another_data_centres_exchange_and_temporary_keys_are_refused() {
    let parameters = parameters(false);
    for (inner, expected) in [(Inner::DataCenter(3), Error::WrongDataCentre), (Inner::Temporary, Error::Temporary)] {
        let (mut exchange, mut peer, answer) = started(&parameters);
        let request = peer.factor(&answer, Form::Padded, inner).to_bytes();
        assert_eq!(refusal(&mut exchange, &parameters, &request), expected);
    }
}

/// Spoils a request.
type Cheat = fn(&mut tl::functions::ReqDhParams);

#[test]
fn wrong_factors_fingerprints_nonces_and_ciphertexts_are_refused() {
    let parameters = parameters(false);
    let cheats: [(Cheat, Error); 6] = [
        (|request| std::mem::swap(&mut request.p, &mut request.q), Error::Wrong),
        (|request| request.p.insert(0, 0), Error::Wrong),
        (|request| request.public_key_fingerprint ^= 1, Error::Wrong),
        (|request| request.encrypted_data[100] ^= 1, Error::Wrong),
        (|request| request.encrypted_data = vec![0xff; 256], Error::Wrong),
        (|request| request.server_nonce[0] ^= 1, Error::OutOfOrder),
    ];
    for (cheat, expected) in cheats {
        let (mut exchange, mut peer, answer) = started(&parameters);
        let mut request = peer.factor(&answer, Form::Padded, Inner::Plain);
        cheat(&mut request);
        assert_eq!(refusal(&mut exchange, &parameters, &request.to_bytes()), expected);
    }
}

#[test]
fn steps_can_be_neither_repeated_nor_left_out() {
    let parameters = parameters(false);
    let (mut exchange, mut peer, answer) = started(&parameters);
    let factors = peer.factor(&answer, Form::Padded, Inner::Plain).to_bytes();
    let answer = exchange.step(&parameters, &factors).unwrap();
    let agreement = peer.agree(&answer.body, None).to_bytes();
    assert!(exchange.step(&parameters, &agreement).is_ok());
    assert_eq!(refusal(&mut exchange, &parameters, &agreement), Error::OutOfOrder);
    assert_eq!(refusal(&mut exchange, &parameters, &factors), Error::OutOfOrder);
    assert_eq!(refusal(&mut Exchange::default(), &parameters, &agreement), Error::OutOfOrder);
    for length in [0, 3, 8, 19] {
        let body = &peer.start()[..length];
        assert_eq!(refusal(&mut exchange, &parameters, body), Error::Malformed);
    }
}

#[test]
fn public_values_that_give_the_key_away_are_refused() {
    let parameters = parameters(false);
    let one = BigUint::from(1_u32);
    for cheat in [BigUint::from(0_u32), one.clone(), &one << 1983, (&one << 2048) - &one] {
        let (mut exchange, mut peer, answer) = offered(&parameters);
        let request = peer.agree(&answer, Some(cheat)).to_bytes();
        assert_eq!(refusal(&mut exchange, &parameters, &request), Error::OutOfRange);
    }
    let (mut exchange, mut peer, answer) = offered(&parameters);
    let mut request = peer.agree(&answer, None);
    request.encrypted_data[40] ^= 1;
    assert_eq!(refusal(&mut exchange, &parameters, &request.to_bytes()), Error::Wrong);
}

#[test]
fn a_key_id_that_is_taken_asks_for_another_and_then_fails() {
    let parameters = parameters(true);
    let (mut exchange, mut peer, answer) = offered(&parameters);
    let mut request = peer.agree(&answer, None);
    for _ in 0..3 {
        let answer = exchange.step(&parameters, &request.to_bytes()).unwrap();
        assert!(answer.new_key.is_none());
        match tl::enums::SetClientDhParamsAnswer::from_bytes(&answer.body).unwrap() {
            tl::enums::SetClientDhParamsAnswer::DhGenRetry(retry) => {
                assert_eq!(retry.new_nonce_hash2, peer.key().calc_new_nonce_hash(&peer.new_nonce, 2));
            }
            other => panic!("{other:?}"),
        }
        use sha1::Digest;
        let hash = sha1::Sha1::digest(peer.key().to_bytes());
        request = peer.choose(i64::from_le_bytes(hash[..8].try_into().unwrap()), None);
    }
    let answer = exchange.step(&parameters, &request.to_bytes()).unwrap();
    match tl::enums::SetClientDhParamsAnswer::from_bytes(&answer.body).unwrap() {
        tl::enums::SetClientDhParamsAnswer::DhGenFail(fail) => {
            assert_eq!(fail.new_nonce_hash3, peer.key().calc_new_nonce_hash(&peer.new_nonce, 3));
        }
        other => panic!("{other:?}"),
    }
}
