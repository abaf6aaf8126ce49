//! What a number decides: `+99966XYYYY`, in the style of Telegram's test numbers.
//!
//! X is the home data centre and the login code five times over; YYYY says what kind of account it is. See [`Character`].

use std::fmt;

/// A number of the sandbox.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    dc: u8,
    number: u16,
}

/// A user's id, the same at every start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(pub i64);

/// What kind of account a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Character {
    /// `0001`: the demo content, a group, a channel.
    Demo,
    /// `0002`: nothing in it, and premium.
    Premium,
    /// `1000` to `1999`: a second factor, and a handful of messages.
    Password,
    /// `2000` to `2999`: nothing in it.
    Empty,
    /// `3000` to `3999`: 100,000 media messages.
    Endless,
    /// `4000` to `4999`.
    Banned,
    /// `5000` to `5999`: `FLOOD_WAIT_42` on every code asked for.
    Flooded,
    /// `6000` to `6999`: has to sign up first.
    Unregistered,
    /// `7000` to `7999`: an ordinary account with a handful of messages.
    Ordinary,
}

/// What every number starts with.
const PREFIX: &str = "99966";

impl Phone {
    /// Reads a number as people write it: a plus, spaces, dashes and brackets are fine. `None` if it is none of the sandbox's.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|letter| !matches!(letter, '+' | ' ' | '-' | '(' | ')')).collect();
        let rest = digits.strip_prefix(PREFIX)?;
        if rest.len() != 5 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let phone = Self { dc: rest[..1].parse().ok()?, number: rest[1..].parse().ok()? };
        ((1..=3).contains(&phone.dc) && phone.kind().is_some()).then_some(phone)
    }

    /// The home data centre.
    pub fn dc(self) -> i32 {
        i32::from(self.dc)
    }

    /// The login code.
    pub fn code(self) -> String {
        self.dc.to_string().repeat(5)
    }

    /// The digits alone, as Telegram's `user` has them.
    pub fn digits(self) -> String {
        format!("{PREFIX}{}{:04}", self.dc, self.number)
    }

    /// What kind of account it has.
    pub fn character(self) -> Character {
        self.kind().expect("numbers without a kind are not parsed")
    }

    fn kind(self) -> Option<Character> {
        Some(match self.number {
            1 => Character::Demo,
            2 => Character::Premium,
            1000..=1999 => Character::Password,
            2000..=2999 => Character::Empty,
            3000..=3999 => Character::Endless,
            4000..=4999 => Character::Banned,
            5000..=5999 => Character::Flooded,
            6000..=6999 => Character::Unregistered,
            7000..=7999 => Character::Ordinary,
            _ => return None,
        })
    }

    /// The user id of the number's account: above 32 bits, as new ones of Telegram are.
    pub fn user(self) -> UserId {
        UserId(7_000_000_000 + i64::from(self.dc) * 10_000 + i64::from(self.number))
    }
}

/// Numbers are personal: only the last two digits are shown.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{:02})", self.number % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let phone = Phone::parse("+99966 2-0001").unwrap();
        assert_eq!((phone.dc(), phone.code().as_str(), phone.character()), (2, "22222", Character::Demo));
        assert_eq!(phone.digits(), "9996620001");
        assert_eq!(Phone::parse("9996631234").unwrap().character(), Character::Password);
    }

    #[test]
    fn other_numbers_are_none_of_ours() {
        for number in [
            "",
            "+15551234567",
            "+9996600001",
            "+9996640001",
            "+99966200010",
            "+999662000x",
            "+9996620003",
            "+9996629000",
        ] {
            assert!(Phone::parse(number).is_none(), "{number}");
        }
    }
}
