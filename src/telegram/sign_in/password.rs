//! The password, which Telegram checks by SRP (<https://core.telegram.org/api/srp>). grammers does the arithmetic; the parameters are checked here.

use grammers_crypto::two_factor_auth::calculate_2fa;
use grammers_tl_types as tl;
use num_bigint::BigUint;
use zeroize::Zeroizing;

use super::complete::complete;
use super::outcome::SignIn;
use crate::telegram::calls::call::Calls;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::link::dh_prime;
use crate::telegram::link::user::User;
use crate::telegram::transport::route::CallRoute;

type Algorithm = tl::types::PasswordKdfAlgoSha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow;

/// The SRP parameters of one attempt.
struct Challenge {
    id: i64,
    their_public: Vec<u8>,
    algorithm: Algorithm,
}

/// Checks the password (`account.getPassword`, `auth.checkPassword`), which completes the sign-in.
pub async fn check(calls: &Calls, password: &str) -> Result<User, Error> {
    if !calls.session.login().password_needed {
        return Err(Rejected::NoCodeRequested.into());
    }
    if password.is_empty() {
        return Err(Rejected::PasswordInvalid.into());
    }
    let password = Zeroizing::new(password.to_owned());
    match answer(calls, password.clone()).await {
        // The parameters have expired or were used by another attempt. The next attempt fetches new ones.
        Err(Error::Rpc { name, .. }) if name == "SRP_ID_INVALID" => answer(calls, password).await,
        outcome => outcome,
    }
}

/// Records in the session that the password is needed next.
pub async fn required(calls: &Calls) -> Result<SignIn, Error> {
    let mut login = calls.session.login();
    login.password_needed = true;
    calls.session.set_login(login);
    calls.save().await?;
    let hint = hint(calls).await?;
    Ok(SignIn::PasswordRequired { hint })
}

/// The owner's hint to the password, if there is one.
pub async fn hint(calls: &Calls) -> Result<Option<String>, Error> {
    let tl::enums::account::Password::Password(password) = get(calls).await?;
    Ok(password.hint.filter(|hint| !hint.is_empty()))
}

async fn get(calls: &Calls) -> Result<tl::enums::account::Password, Error> {
    Ok(calls.call(CallRoute::HOME, &tl::functions::account::GetPassword {}).await?)
}

async fn answer(calls: &Calls, password: Zeroizing<String>) -> Result<User, Error> {
    let challenge = challenge(get(calls).await?)?;
    let id = challenge.id;
    // Blocking, because it takes 100,000 rounds of hashing, and a proof that an unknown p is safe.
    let (m1, a) = tokio::task::spawn_blocking(move || challenge.prove(&password))
        .await
        .map_err(|_| Error::Protocol("the password's proof could not be calculated"))??;
    let proof = tl::types::InputCheckPasswordSrp { srp_id: id, a, m1 };
    let request = tl::functions::auth::CheckPassword { password: tl::enums::InputCheckPasswordSrp::Srp(proof) };
    complete(calls, calls.call(CallRoute::HOME_ONCE, &request).await?).await
}

fn challenge(password: tl::enums::account::Password) -> Result<Challenge, Error> {
    use tl::enums::PasswordKdfAlgo as Kdf;
    let tl::enums::account::Password::Password(password) = password;
    match (password.srp_id, password.srp_b, password.current_algo) {
        (Some(id), Some(their_public), Some(Kdf::Sha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow(algorithm))) => {
            Ok(Challenge { id, their_public, algorithm })
        }
        (_, _, Some(Kdf::Unknown)) => Err(Error::Protocol("telegram uses an unknown way to check passwords")),
        _ => Err(Error::Protocol("telegram asks for a password but the account has none")),
    }
}

impl Challenge {
    /// M1 and A of the SRP protocol.
    fn prove(&self, password: &str) -> Result<(Vec<u8>, Vec<u8>), Error> {
        let Algorithm { salt1, salt2, g, p } = &self.algorithm;
        if !dh_prime::is_safe(p, *g) {
            return Err(Error::Protocol("the parameters of the password check are not safe"));
        }
        let their_public = BigUint::from_bytes_be(&self.their_public);
        if self.their_public.len() > 256 || their_public == BigUint::ZERO || their_public >= BigUint::from_bytes_be(p) {
            return Err(Error::Protocol("the password check's public number is out of range"));
        }
        let mut secret = Zeroizing::new(vec![0; 256]);
        getrandom::fill(&mut secret).map_err(|_| Error::Unavailable("the system gives no random numbers"))?;
        let (m1, a) = calculate_2fa(salt1, salt2, p, g, self.their_public.clone(), secret.to_vec(), password);
        Ok((m1.to_vec(), a.to_vec()))
    }
}
