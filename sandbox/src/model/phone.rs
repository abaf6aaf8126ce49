//! Phone numbers: `+99966XYYYY`, like Telegram's test numbers.
//!
//! X is the home data centre, and five times X is the login code. YYYY determines the [`AccountKind`].

use std::fmt;

/// A phone number of the sandbox.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Phone {
    dc: u8,
    number: u16,
}

/// The id of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct UserId(pub(crate) i64);

/// The kind of the account with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountKind {
    /// `0001`: the demo content, and some chats.
    Demo,
    /// `0002`: empty and premium.
    Premium,
    /// `1000` to `1999`: has a password, and a few messages.
    Password,
    /// `2000` to `2999`.
    Empty,
    /// `3000` to `3999`: 100,000 media messages.
    Endless,
    /// `4000` to `4999`.
    Banned,
    /// `5000` to `5999`: `FLOOD_WAIT_42` for `auth.sendCode`.
    Flooded,
    /// `6000` to `6999`: needs `auth.signUp`.
    Unregistered,
    /// `7000` to `7999`: a few messages.
    Ordinary,
    /// `8000` to `8099`: codes come by e-mail.
    Email,
    /// `8100` to `8199`: an e-mail address has to be set up before a code is sent.
    EmailSetup,
    /// `8200` to `8299`: codes are shown at fragment.com.
    Fragment,
    /// `8300` to `8399`: codes come by call.
    Call,
    /// `8400` to `8499`: codes are the last digits of a number that calls.
    MissedCall,
}

/// Every number starts with this.
const PREFIX: &str = "99966";

impl Phone {
    /// Parses a number, with or without a plus, spaces, dashes and parentheses. `None` if it is none of the sandbox's.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|letter| !matches!(letter, '+' | ' ' | '-' | '(' | ')')).collect();
        let rest = digits.strip_prefix(PREFIX)?;
        if rest.len() != 5 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let phone = Self { dc: rest[..1].parse().ok()?, number: rest[1..].parse().ok()? };
        ((1..=3).contains(&phone.dc) && phone.kind().is_some()).then_some(phone)
    }

    /// The home data centre.
    pub(crate) fn dc(self) -> i32 {
        i32::from(self.dc)
    }

    /// The login code.
    pub(crate) fn code(self) -> String {
        self.dc.to_string().repeat(5)
    }

    /// The digits, as in `user`.
    pub(crate) fn digits(self) -> String {
        format!("{PREFIX}{}{:04}", self.dc, self.number)
    }

    /// The kind of its account.
    pub(crate) fn account_kind(self) -> AccountKind {
        self.kind().expect("parsed numbers have a kind")
    }

    fn kind(self) -> Option<AccountKind> {
        Some(match self.number {
            1 => AccountKind::Demo,
            2 => AccountKind::Premium,
            1000..=1999 => AccountKind::Password,
            2000..=2999 => AccountKind::Empty,
            3000..=3999 => AccountKind::Endless,
            4000..=4999 => AccountKind::Banned,
            5000..=5999 => AccountKind::Flooded,
            6000..=6999 => AccountKind::Unregistered,
            7000..=7999 => AccountKind::Ordinary,
            8000..=8099 => AccountKind::Email,
            8100..=8199 => AccountKind::EmailSetup,
            8200..=8299 => AccountKind::Fragment,
            8300..=8399 => AccountKind::Call,
            8400..=8499 => AccountKind::MissedCall,
            _ => return None,
        })
    }

    /// The user id of its account: more than 32 bits, like Telegram's new ones.
    pub(crate) fn user(self) -> UserId {
        UserId(7_000_000_000 + i64::from(self.dc) * 10_000 + i64::from(self.number))
    }
}

/// Shows the last two digits only: phone numbers are personal data.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{:02})", self.number % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_punctuation() {
        let phone = Phone::parse("+99966 2-0001").unwrap();
        assert_eq!((phone.dc(), phone.code().as_str(), phone.account_kind()), (2, "22222", AccountKind::Demo));
        assert_eq!(phone.digits(), "9996620001");
        assert_eq!(Phone::parse("9996631234").unwrap().account_kind(), AccountKind::Password);
    }

    #[test]
    fn other_numbers_are_not_parsed() {
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
