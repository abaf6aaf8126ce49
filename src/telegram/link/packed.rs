//! A session as a few hundred bytes, for callers that keep it themselves and send it with every request.
//!
//! The bytes contain the home data centre and its auth key, the user's id, and the state of an unfinished sign-in. Addresses are left out,
//! since a caller must not choose them; auth keys of other data centres and the user's names are left out because they can be fetched again.
//! The bytes contain every secret of the account: seal them before they leave the process.

use std::net::SocketAddr;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::application::Application;
use super::session::{Login, Session};
use super::user::User;

/// The bits of the state of an unfinished sign-in.
const PASSWORD_NEEDED: u8 = 1;
const BY_EMAIL: u8 = 1 << 1;

/// To be incremented when the format changes.
const VERSION: u8 = 1;
const KEY_BYTES: usize = 256;

/// Identifies an authorization without revealing its secrets: a hash of the application and the auth key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// `None` while the session has no auth key.
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
    /// The session as bytes; `None` while it has no auth key of its home data centre.
    pub fn pack(&self) -> Option<Zeroizing<Vec<u8>>> {
        let (home, login, user) = (self.home(), self.login(), self.user());
        let key = self.key(home)?;
        let mut packed = Zeroizing::new(Vec::with_capacity(KEY_BYTES + 128));
        packed.push(VERSION);
        packed.extend_from_slice(&home.to_be_bytes());
        packed.extend_from_slice(&*key);
        packed.extend_from_slice(&user.as_ref().map_or(0, |user| user.id).to_be_bytes());
        packed.push(u8::from(user.is_some_and(|user| user.premium)));
        let flag = |is: bool, bit| if is { bit } else { 0 };
        packed.push(flag(login.password_needed, PASSWORD_NEEDED) | flag(login.by_email, BY_EMAIL));
        for text in [&login.phone, &login.code_hash] {
            let text = text.as_deref().unwrap_or_default();
            packed.push(u8::try_from(text.len()).ok()?);
            packed.extend_from_slice(text.as_bytes());
        }
        Some(packed)
    }

    /// Parses the bytes that [`Session::pack`] wrote. `addresses` are those of the server.
    pub fn unpack(packed: &[u8], addresses: &[(i32, SocketAddr)]) -> Option<Self> {
        let mut unread = Unread(packed);
        let [VERSION] = unread.array()? else { return None };
        let home = i32::from_be_bytes(unread.array()?);
        let key = Zeroizing::new(unread.array::<KEY_BYTES>()?);
        let id = i64::from_be_bytes(unread.array()?);
        let [premium, login] = unread.array()?;
        let (phone, code_hash) = (unread.text()?, unread.text()?);
        if !unread.0.is_empty() || addresses.iter().all(|(dc, _)| *dc != home) {
            return None;
        }
        let session = Self::new(home, addresses);
        session.set_key(home, &key);
        if id != 0 {
            session.set_user(&unnamed(id, premium != 0));
        } else {
            session.set_login(Login {
                phone,
                code_hash,
                password_needed: login & PASSWORD_NEEDED != 0,
                by_email: login & BY_EMAIL != 0,
                shows_qr: false,
            });
        }
        session.take_changed();
        Some(session)
    }

    /// Takes over the sign-in state of the session that a caller sent. It is newer when another process continued the sign-in.
    pub fn adopt(&self, received: &Self) {
        match received.user() {
            Some(user) if self.user().is_none() => self.set_user(&user),
            None if self.user().is_none() => self.set_login(received.login()),
            _ => {}
        }
    }
}

/// A user whose names are not known.
fn unnamed(id: i64, premium: bool) -> User {
    User { id, first_name: String::new(), last_name: None, username: None, phone: None, premium }
}

/// The bytes that are not parsed yet.
struct Unread<'a>(&'a [u8]);

impl Unread<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    /// A text with its length in front: `None` when it is cut off, `Some(None)` when it is empty.
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
    fn a_packed_session_can_be_unpacked() {
        let session = session();
        let login = Login {
            phone: Some("9996620001".into()),
            code_hash: Some("h".into()),
            password_needed: true,
            by_email: true,
            shows_qr: false,
        };
        session.set_login(login);
        let unpacked = Session::unpack(&session.pack().unwrap(), &addresses()).unwrap();
        assert_eq!(unpacked.login().phone.as_deref(), Some("9996620001"));
        assert!(unpacked.login().password_needed && unpacked.login().by_email && unpacked.user().is_none());
        session.set_user(&unnamed(7, true));
        let unpacked = Session::unpack(&session.pack().unwrap(), &addresses()).unwrap();
        assert_eq!((unpacked.home(), unpacked.user()), (2, Some(unnamed(7, true))));
        assert_eq!(unpacked.key(2), session.key(2));
        assert!(!unpacked.has_key(1) && unpacked.address(1) == session.address(1) && unpacked.login().phone.is_none());
    }

    #[test]
    fn malformed_bytes_are_refused() {
        let packed = session().pack().unwrap();
        for length in 0..packed.len() {
            assert!(Session::unpack(&packed[..length], &addresses()).is_none(), "cut at {length}");
        }
        assert!(Session::unpack(&[packed.as_slice(), &[0]].concat(), &addresses()).is_none());
        assert!(Session::unpack(&packed, &addresses()[..1]).is_none(), "a data centre that the server does not have");
    }

    #[test]
    fn fingerprints_differ_between_keys_and_applications() {
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
    fn a_session_adopts_a_newer_sign_in_state_and_keeps_its_user() {
        let (own, received) = (session(), session());
        let login = Login { phone: None, code_hash: None, password_needed: true, by_email: false, shows_qr: false };
        received.set_login(login);
        own.adopt(&received);
        assert!(own.login().password_needed);
        received.set_user(&unnamed(7, false));
        own.adopt(&received);
        assert_eq!(own.user_id(), Some(7));
        own.adopt(&session());
        assert_eq!(own.user_id(), Some(7), "an older state does not sign the user out");
    }
}
