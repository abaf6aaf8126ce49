//! The server is ended as by a power cut, at every point that Telegram sees: before and after each of its calls, and after each answer. Then: nothing
//! that was acknowledged is lost, a repair leaves nothing that dangles, and a database that is thrown away in that state can be made again.
//!
//! | part | what it does |
//! |---|---|
//! | [`site`] | a Telegram that outlives the server, the server, and what is looked at between two of its lives |
//! | [`state`] | what a user has |
//! | [`rebuilder`] | makes a database again, as often as one likes |
//! | [`kill`] | one point: an operation begins, the server ends there, and everything is compared |

mod kill;
mod rebuilder;
mod site;
mod state;

mod commands;
mod operations;
mod overwriting;
mod races;
mod two_servers;
