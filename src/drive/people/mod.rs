//! Users, and how they sign in.
//!
//! | part | what it does |
//! |---|---|
//! | [`People`] | everything below, on one database |
//! | [`UserName`], [`Password`] | what can be a name, and what a password |
//! | [`hashing`] | Argon2id on threads of its own, so many at a time |
//! | [`registration`] | who becomes a user |
//! | [`sign_in`] | a password becomes a token, a token becomes a user |
//! | [`token`] | what a token is |
//! | [`sessions`], [`change_password`] | what users do about their own |
//! | [`app_passwords`] | for programs that know no tokens |
//! | [`one_time_passwords`] | the second factor (RFC 6238) |
//! | [`administration`] | what operators do |
//!
//! A session is a row; its token carries a random id, of which the row has the hash. So a token is worth something only as long as its row is there,
//! and whoever reads the database can make none. How often somebody may try, those who call decide: they know where a request comes from.

mod credentials;
mod handle;
mod password;
mod user_name;

pub mod hashing;
pub mod token;

pub mod administration;
pub mod app_passwords;
pub mod change_password;
pub mod one_time_passwords;
pub mod registration;
pub mod sessions;
pub mod sign_in;

#[cfg(test)]
mod tests;

pub use app_passwords::NewAppPassword;
pub use handle::People;
pub use one_time_passwords::Enrolment;
pub use password::Password;
pub use registration::{Registration, Role};
pub use sign_in::{Attempt, SignedIn};
pub use token::AccessToken;
pub use user_name::UserName;
