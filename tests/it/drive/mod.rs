//! The drive API, called as scripts call it. Sentence by sentence of its document, and then everything that must not happen.

pub mod client;
pub mod stored;

mod bench;

mod app_passwords;
mod audit;
mod content;
mod crashes;
mod document;
mod errors;
mod files;
mod finding;
mod limits;
mod matrix;
mod model;
mod names;
mod one_time_passwords;
mod people;
mod rebuilding;
pub mod rights;
mod scale;
mod seams;
mod shares;
mod shares_matrix;
mod sign_in;
mod storage;
mod storm;
mod tokens;
mod traces;
mod uploads;
mod versions;
mod zones;
