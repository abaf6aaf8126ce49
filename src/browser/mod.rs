//! The session of a browser, for the gallery API and the pages.
//!
//! A browser has one [cookie](session_cookie). It belongs to an account, which at first is a new one that is not signed in; the cookie is replaced
//! when that changes. The guards [`Visitor`] and [`SignedIn`] identify the browser, [`BrowserSignIn`] signs it in, and [`log_out()`] ends its
//! session. An [`Error`] has the same status, code and [`sentence`] in a response of the API and on a page.
//!
//! Left out on purpose: the form of a response. The API makes JSON of an error, and the pages show it in the user's language.

pub mod error;
pub mod sentence;
pub mod session_cookie;

mod guard;
mod log_out;
mod sign_in;

pub use error::{Error, Operation};
pub use guard::{Browser, SignedIn, Visitor};
pub use log_out::log_out;
pub use sign_in::{BrowserSignIn, NewSession};
