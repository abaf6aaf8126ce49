//! A session in as few bytes as will do, for callers that keep it themselves and send it with every request.
//!
//! Packed are the home data centre and its auth key, the user's id, and where signing in stands. Addresses are the server's own, never the
//! caller's; keys of other data centres and the user's names are learnt anew. The bytes hold every secret of the account: whoever hands
//! them out seals them first.

use std::net::SocketAddr;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::application::Application;
use super::session::{Login, Session};
use super::user::User;

/// Bumped when older bytes can no longer be read as they are.
const VERSION: u8 = 1;
const KEY_BYTES: usize = 256;

/// Names an authorization without telling its secrets: a hash of the application and of the auth key. Without the key nobody can compute it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// `None` before there is a key.
    pub fn of(application: &Application, session: &Session) -> Option<Self> {
        let home = session.home();
        let key = session.key(home)?;
        let mut hash = Sha256::new_with_prefix(b"heliograph: warm accounts\0");
        hash.update(application.id.to_be_bytes());
        hash.update((application.hash().len() as u64).to_be_bytes());
        hash.update(application.hash());
        hash.update(home.to_be_bytes());
        hash.update(*key);
        Some(Self(hash.finalize().into()))
    }
}

impl Session {
    /// The few bytes that travel; `None` before there is a key at home.
    pub fn pack(&self) -> Option<Zeroizing<Vec<u8>>> {
        let (home, login, user) = (self.home(), self.login(), self.user());
        let key = self.key(home)?;
        let mut packed = Zeroizing::new(Vec::with_capacity(KEY_BYTES + 128));
        packed.push(VERSION);
        packed.extend_from_slice(&home.to_be_bytes());
        packed.extend_from_slice(&*key);
        packed.extend_from_slice(&user.as_ref().map_or(0, |user| user.id).to_be_bytes());
        packed.push(u8::from(user.is_some_and(|user| user.premium)));
        packed.push(u8::from(login.password_owed));
        for text in [&login.phone, &login.code_hash] {
            let text = text.as_deref().unwrap_or_default();
            packed.push(u8::try_from(text.len()).ok()?);
            packed.extend_from_slice(text.as_bytes());
        }
        Some(packed)
    }

    /// Reads what [`Session::pack`] wrote; the addresses are those of our server.
    pub fn unpack(packed: &[u8], addresses: &[(i32, SocketAddr)]) -> Option<Self> {
        let mut rest = Rest(packed);
        let [VERSION] = rest.array()? else { return None };
        let home = i32::from_be_bytes(rest.array()?);
        let key = Zeroizing::new(rest.array::<KEY_BYTES>()?);
        let id = i64::from_be_bytes(rest.array()?);
        let [premium, owed] = rest.array()?;
        let (phone, code_hash) = (rest.text()?, rest.text()?);
        if !rest.0.is_empty() || addresses.iter().all(|(dc, _)| *dc != home) {
            return None;
        }
        let session = Self::new(home, addresses);
        session.set_key(home, &key);
        if id != 0 {
            session.set_user(&unnamed(id, premium != 0));
        } else {
            session.set_login(Login { phone, code_hash, password_owed: owed != 0 });
        }
        session.take_changes();
        Some(session)
    }

    /// What the caller carries may be newer than what is known here: another process may have gone on with the sign-in.
    pub fn adopt(&self, carried: &Self) {
        match carried.user() {
            Some(user) if self.user().is_none() => self.set_user(&user),
            None if self.user().is_none() => self.set_login(carried.login()),
            _ => {}
        }
    }
}

/// A user of whom the id is all that is known.
fn unnamed(id: i64, premium: bool) -> User {
    User { id, first_name: String::new(), last_name: None, username: None, phone: None, premium }
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    /// `None` for what is cut off; an empty text is none.
    fn text(&mut self) -> Option<Option<String>> {
        let [length] = self.array()?;
        let (text, rest) = self.0.split_at_checked(length.into())?;
        self.0 = rest;
        let text = std::str::from_utf8(text).ok()?;
        Some((!text.is_empty()).then(|| text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    fn addresses() -> Vec<(i32, SocketAddr)> {
        (1..=3).map(|dc| (dc, SocketAddr::from(([127, 0, 0, 1], 4430 + dc as u16)))).collect()
    }

    fn session() -> Session {
        let session = Session::new(2, &addresses());
        for dc in 1..=3 {
            session.set_key(dc, &[dc as u8; 256]);
        }
        session
    }

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let session = session();
        let login = Login { phone: Some("9996620001".into()), code_hash: Some("h".into()), password_owed: true };
        session.set_login(login);
        let again = Session::unpack(&session.pack().unwrap(), &addresses()).unwrap();
        assert_eq!(again.login().phone.as_deref(), Some("9996620001"));
        assert!(again.login().password_owed && again.user().is_none());
        session.set_user(&unnamed(7, true));
        let again = Session::unpack(&session.pack().unwrap(), &addresses()).unwrap();
        assert_eq!((again.home(), again.user()), (2, Some(unnamed(7, true))));
        assert_eq!(again.key(2), session.key(2));
        assert!(!again.has_key(1) && again.address(1) == session.address(1) && again.login().phone.is_none());
    }

    #[test]
    fn other_bytes_are_no_session() {
        let packed = session().pack().unwrap();
        for length in 0..packed.len() {
            assert!(Session::unpack(&packed[..length], &addresses()).is_none(), "cut at {length}");
        }
        assert!(Session::unpack(&[packed.as_slice(), &[0]].concat(), &addresses()).is_none());
        assert!(Session::unpack(&packed, &addresses()[..1]).is_none(), "a data centre that the server does not have");
    }

    #[test]
    fn a_fingerprint_tells_keys_and_applications_apart() {
        let of = |id, hash: &str, session: &Session| {
            Fingerprint::of(&Application::new(id, Secret::new(hash.to_owned())), session)
        };
        let other = session();
        other.set_key(2, &[9; 256]);
        assert!(of(1, "a", &session()) == of(1, "a", &session()));
        for different in [of(2, "a", &session()), of(1, "b", &session()), of(1, "a", &other)] {
            assert!(different.is_some() && different != of(1, "a", &session()));
        }
        assert!(of(1, "a", &Session::new(2, &addresses())).is_none());
    }

    #[test]
    fn what_is_carried_may_be_newer() {
        let (here, carried) = (session(), session());
        carried.set_login(Login { phone: None, code_hash: None, password_owed: true });
        here.adopt(&carried);
        assert!(here.login().password_owed);
        carried.set_user(&unnamed(7, false));
        here.adopt(&carried);
        assert_eq!(here.user_id(), Some(7));
        here.adopt(&session());
        assert_eq!(here.user_id(), Some(7), "what is known is not forgotten");
    }
}
