//! Which of an account's connections a request goes out on, and when.
//!
//! A call has a [`route`](route::CallRoute): a [`lane`] (small calls, downloads, thumbnails, uploads), a data centre, and whether it is urgent.
//! Each lane to a data centre is a [`pool`] of connections that grows with demand; [`turns`] shares it fairly between streams, [`flow`] decides
//! how many requests a connection has under way. [`connections`] holds them all.

pub mod lane;
pub mod route;
pub mod turns;

pub mod connections;
pub mod flow;
pub mod pool;
