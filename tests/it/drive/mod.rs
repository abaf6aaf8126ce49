//! The drive API, called as scripts call it. Sentence by sentence of its document, and then everything that must not happen.

pub mod client;
pub mod stored;

mod bench;

mod app_passwords;
mod content;
mod document;
mod errors;
mod files;
mod finding;
mod limits;
mod model;
mod one_time_passwords;
mod people;
mod rebuilding;
pub mod rights;
mod scale;
mod seams;
mod shares;
mod sign_in;
mod storage;
mod tokens;
mod traces;
