//! A browser that is known by its cookie: what the gallery API and the pages share.
//!
//! A browser holds one [cookie](session_cookie). It is bound to an account: at first to a fresh one that is not signed in, and replaced
//! when that changes. Guards find out who asks ([`Visitor`], [`SignedIn`]); [`BrowserSignIn`] signs a browser in and [`log_out()`] ends its
//! session. What is refused is an [`Error`]: its status, its code and its [`sentence`] are the same in an answer of the API
//! and on a page.
//!
//! Left out on purpose: what an answer looks like. The API makes JSON of an error, the pages show it in the reader's language.

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
