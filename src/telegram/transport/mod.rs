//! Which of an account's connections a request goes out on, and when.
//!
//! A call has a [`route`](route::CallRoute): a [`lane`] (small calls, downloads, thumbnails, uploads), a data centre, and whether it is urgent.
//! For each lane and data centre there is a [`pool`] of connections, whose number follows demand ([`growth`]). A [`fair_queue`] shares them between
//! streams, and a [`link_estimator`] decides how many requests a connection has under way. [`connections`] owns the pools.

pub mod lane;
pub mod route;

pub mod fair_queue;
pub mod growth;
pub mod link_estimator;

pub mod connections;
pub mod pool;
