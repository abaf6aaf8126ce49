//! The key exchange, step by step.

use grammers_tl_types::{self as tl, Deserializable, Serializable};
use num_bigint::BigUint;

use super::super::exchange::{Exchange, Parameters, Refusal};
use super::party::{Form, Inner, Party};
use crate::keys::ServerKey;

fn parameters(is_taken: bool) -> Parameters {
    Parameters { dc: 2, key: ServerKey::of_process().unwrap(), is_taken: Box::new(move |_| is_taken) }
}

/// Both parties up to the point where the server has sent its factors.
fn started(parameters: &Parameters) -> (Exchange, Party, Vec<u8>) {
    let mut exchange = Exchange::default();
    let party = Party::new(parameters.key.public_pem());
    let answer = exchange.step(parameters, &party.start()).unwrap();
    (exchange, party, answer.body)
}

/// Both parties up to the point where the server has sent its half of the key.
fn offered(parameters: &Parameters) -> (Exchange, Party, Vec<u8>) {
    let (mut exchange, mut party, answer) = started(parameters);
    let request = party.factor(&answer, Form::Padded, Inner::Plain);
    let answer = exchange.step(parameters, &request.to_bytes()).unwrap();
    (exchange, party, answer.body)
}

fn refusal(exchange: &mut Exchange, parameters: &Parameters, body: &[u8]) -> Refusal {
    exchange.step(parameters, body).err().expect("a refusal")
}

#[test]
fn both_sides_make_the_same_key() {
    let parameters = parameters(false);
    let forms = [Form::Padded, Form::Hashed].into_iter();
    let inners = [Inner::Plain, Inner::DataCenter(2), Inner::DataCenter(-2), Inner::DataCenter(10_002)];
    for (form, inner) in forms.flat_map(|form| inners.map(|inner| (form, inner))) {
        let (mut exchange, mut party, answer) = started(&parameters);
        let answer = exchange.step(&parameters, &party.factor(&answer, form, inner).to_bytes()).unwrap();
        let answer = exchange.step(&parameters, &party.agree(&answer.body, None).to_bytes()).unwrap();
        let made = answer.made.unwrap();
        assert_eq!(made.key.bytes(), &party.finish(&answer.body).to_bytes());
        assert_eq!(made.first_salt, party.salt());
        assert!((party.server_time - super::super::clock::seconds() as i32).abs() <= 5);
    }
}

#[test]
fn another_data_centres_exchange_and_temporary_keys_are_refused() {
    let parameters = parameters(false);
    for (inner, expected) in [(Inner::DataCenter(3), Refusal::WrongDataCentre), (Inner::Temporary, Refusal::Temporary)]
    {
        let (mut exchange, mut party, answer) = started(&parameters);
        let request = party.factor(&answer, Form::Padded, inner).to_bytes();
        assert_eq!(refusal(&mut exchange, &parameters, &request), expected);
    }
}

/// Spoils a request.
type Cheat = fn(&mut tl::functions::ReqDhParams);

#[test]
fn wrong_factors_fingerprints_nonces_and_ciphertexts_are_refused() {
    let parameters = parameters(false);
    let cheats: [(Cheat, Refusal); 6] = [
        (|request| std::mem::swap(&mut request.p, &mut request.q), Refusal::Wrong),
        (|request| request.p.insert(0, 0), Refusal::Wrong),
        (|request| request.public_key_fingerprint ^= 1, Refusal::Wrong),
        (|request| request.encrypted_data[100] ^= 1, Refusal::Wrong),
        (|request| request.encrypted_data = vec![0xff; 256], Refusal::Wrong),
        (|request| request.server_nonce[0] ^= 1, Refusal::OutOfOrder),
    ];
    for (cheat, expected) in cheats {
        let (mut exchange, mut party, answer) = started(&parameters);
        let mut request = party.factor(&answer, Form::Padded, Inner::Plain);
        cheat(&mut request);
        assert_eq!(refusal(&mut exchange, &parameters, &request.to_bytes()), expected);
    }
}

#[test]
fn steps_can_be_neither_repeated_nor_left_out() {
    let parameters = parameters(false);
    let (mut exchange, mut party, answer) = started(&parameters);
    let factors = party.factor(&answer, Form::Padded, Inner::Plain).to_bytes();
    let answer = exchange.step(&parameters, &factors).unwrap();
    let agreement = party.agree(&answer.body, None).to_bytes();
    assert!(exchange.step(&parameters, &agreement).is_ok());
    assert_eq!(refusal(&mut exchange, &parameters, &agreement), Refusal::OutOfOrder);
    assert_eq!(refusal(&mut exchange, &parameters, &factors), Refusal::OutOfOrder);
    assert_eq!(refusal(&mut Exchange::default(), &parameters, &agreement), Refusal::OutOfOrder);
    for length in [0, 3, 8, 19] {
        let body = &party.start()[..length];
        assert_eq!(refusal(&mut exchange, &parameters, body), Refusal::Malformed);
    }
}

#[test]
fn public_values_that_give_the_key_away_are_refused() {
    let parameters = parameters(false);
    let one = BigUint::from(1_u32);
    for cheat in [BigUint::from(0_u32), one.clone(), &one << 1983, (&one << 2048) - &one] {
        let (mut exchange, mut party, answer) = offered(&parameters);
        let request = party.agree(&answer, Some(cheat)).to_bytes();
        assert_eq!(refusal(&mut exchange, &parameters, &request), Refusal::OutOfRange);
    }
    let (mut exchange, mut party, answer) = offered(&parameters);
    let mut request = party.agree(&answer, None);
    request.encrypted_data[40] ^= 1;
    assert_eq!(refusal(&mut exchange, &parameters, &request.to_bytes()), Refusal::Wrong);
}

#[test]
fn a_key_id_that_is_taken_asks_for_another_and_then_fails() {
    let parameters = parameters(true);
    let (mut exchange, mut party, answer) = offered(&parameters);
    let mut request = party.agree(&answer, None);
    for _ in 0..3 {
        let answer = exchange.step(&parameters, &request.to_bytes()).unwrap();
        assert!(answer.made.is_none());
        match tl::enums::SetClientDhParamsAnswer::from_bytes(&answer.body).unwrap() {
            tl::enums::SetClientDhParamsAnswer::DhGenRetry(retry) => {
                assert_eq!(retry.new_nonce_hash2, party.key().calc_new_nonce_hash(&party.new_nonce, 2));
            }
            other => panic!("{other:?}"),
        }
        use sha1::Digest;
        let hash = sha1::Sha1::digest(party.key().to_bytes());
        request = party.choose(i64::from_le_bytes(hash[..8].try_into().unwrap()), None);
    }
    let answer = exchange.step(&parameters, &request.to_bytes()).unwrap();
    match tl::enums::SetClientDhParamsAnswer::from_bytes(&answer.body).unwrap() {
        tl::enums::SetClientDhParamsAnswer::DhGenFail(fail) => {
            assert_eq!(fail.new_nonce_hash3, party.key().calc_new_nonce_hash(&party.new_nonce, 3));
        }
        other => panic!("{other:?}"),
    }
}
