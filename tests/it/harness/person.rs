//! Who signs in: the sandbox's numbers, whose ranges say what is special about an account.

/// A phone number of the sandbox, and what its owner knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// In international form, with `+`.
    pub phone: &'static str,
    /// The code that Telegram sends to the number: the digit of its home data centre, five times.
    pub code: &'static str,
    /// The second factor, where there is one.
    pub password: Option<&'static str>,
}

impl Person {
    const fn new(phone: &'static str, code: &'static str) -> Self {
        Self { phone, code, password: None }
    }
}

/// The demo account: some forty photos, videos, names that hurt, a file of 3.9 GiB. Home: data centre 2.
pub const DEMO: Person = Person::new("+9996620001", "22222");
/// A premium account with nothing in it.
pub const PREMIUM: Person = Person::new("+9996620002", "22222");
/// An account with nothing in it.
pub const EMPTY: Person = Person::new("+9996622001", "22222");
/// Another account with nothing in it.
pub const SECOND: Person = Person::new("+9996622002", "22222");
/// An account whose home is not the data centre that the server connects to first.
pub const OTHER_HOME: Person = Person::new("+9996612003", "11111");
/// An account with a second factor.
pub const GUARDED: Person = Person { phone: "+9996621001", code: "22222", password: Some("sandbox") };
/// An account with 100,000 media messages.
pub const ENDLESS: Person = Person::new("+9996623001", "22222");
/// A banned number.
pub const BANNED: Person = Person::new("+9996624001", "22222");
/// A number for which `auth.sendCode` answers `FLOOD_WAIT_42`.
pub const FLOODED: Person = Person::new("+9996625001", "22222");
/// A number nobody is registered under.
pub const UNREGISTERED: Person = Person::new("+9996626001", "22222");
/// A number whose code comes by e-mail.
pub const BY_EMAIL: Person = Person::new("+9996628001", "22222");
/// A number that needs an e-mail address before a code is sent.
pub const WITHOUT_EMAIL: Person = Person::new("+9996628101", "22222");
/// A number whose code is shown at fragment.com.
pub const AT_FRAGMENT: Person = Person::new("+9996628201", "22222");
/// A number whose code comes by call.
pub const BY_CALL: Person = Person::new("+9996628301", "22222");
/// A number whose code is the end of a number that calls.
pub const BY_MISSED_CALL: Person = Person::new("+9996628401", "22222");
/// A number that Telegram does not take.
pub const INVALID: Person = Person::new("+15551234567", "22222");
