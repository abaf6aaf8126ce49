//! Counters of calls, bytes and connections, by which tests and benchmarks judge a client.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use grammers_tl_types::name_for_id;
use serde::Serialize;

/// The most method names counted, so that a client can't fill memory with made-up ones.
const MAXIMUM_NAMES: usize = 1000;

/// The counters of one method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MethodCounters {
    /// All calls, including failed ones.
    pub calls: u64,
    /// Calls answered with an error.
    pub errors: u64,
}

/// All counters at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// By method name, such as `upload.getFile`.
    pub methods: BTreeMap<String, MethodCounters>,
    /// Calls of methods that the sandbox does not have: by name, or by constructor id (`0x…`) if the layer has none either.
    pub unknown_methods: BTreeMap<String, u64>,
    /// Bytes received on all connections.
    pub bytes_in: u64,
    /// Bytes sent on all connections.
    pub bytes_out: u64,
    /// Open connections.
    pub connections: u64,
    /// Connections opened since the last reset.
    pub connections_opened: u64,
}

/// Counts.
#[derive(Default)]
pub(crate) struct Meter {
    calls: Mutex<Calls>,
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
    connections: AtomicU64,
    connections_opened: AtomicU64,
}

#[derive(Default)]
struct Calls {
    methods: BTreeMap<String, MethodCounters>,
    unknown: BTreeMap<String, u64>,
}

/// Counts a connection as open until dropped.
pub(crate) struct OpenConnection(Arc<Meter>);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How a call ended, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// With a result, or without one because of a fault.
    Success,
    Error,
    /// The sandbox does not have the method.
    Unknown,
}

impl Meter {
    pub(crate) fn count(&self, method: u32, outcome: Outcome) {
        let name = method_name(method);
        let mut calls = self.calls.lock().expect("no holder panics");
        if outcome == Outcome::Unknown && (calls.unknown.len() < MAXIMUM_NAMES || calls.unknown.contains_key(&name)) {
            *calls.unknown.entry(name.clone()).or_default() += 1;
        }
        if calls.methods.len() < MAXIMUM_NAMES || calls.methods.contains_key(&name) {
            let method = calls.methods.entry(name).or_default();
            method.calls += 1;
            method.errors += u64::from(outcome != Outcome::Success);
        }
    }

    pub(crate) fn received(&self, bytes: usize) {
        self.bytes_in.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn sent(&self, bytes: usize) {
        self.bytes_out.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts a connection as open until the guard is dropped.
    pub(crate) fn connected(self: Arc<Self>) -> OpenConnection {
        self.connections.fetch_add(1, Ordering::Relaxed);
        self.connections_opened.fetch_add(1, Ordering::Relaxed);
        OpenConnection(self)
    }

    pub(crate) fn read(&self) -> Counters {
        let calls = self.calls.lock().expect("no holder panics");
        Counters {
            methods: calls.methods.clone(),
            unknown_methods: calls.unknown.clone(),
            bytes_in: self.bytes_in.load(Ordering::Relaxed),
            bytes_out: self.bytes_out.load(Ordering::Relaxed),
            connections: self.connections.load(Ordering::Relaxed),
            connections_opened: self.connections_opened.load(Ordering::Relaxed),
        }
    }

    /// Sets everything to zero, except the number of open connections.
    pub(crate) fn reset(&self) {
        *self.calls.lock().expect("no holder panics") = Calls::default();
        self.bytes_in.store(0, Ordering::Relaxed);
        self.bytes_out.store(0, Ordering::Relaxed);
        self.connections_opened.store(0, Ordering::Relaxed);
    }
}

/// A method's name, or its constructor id if the layer does not have it.
pub(crate) fn method_name(method: u32) -> String {
    match name_for_id(method) {
        "(unknown)" => format!("{method:#010x}"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use grammers_tl_types::{Identifiable, functions};

    use super::*;

    #[test]
    fn counts_by_name_and_resets() {
        let meter = Arc::new(Meter::default());
        let open = meter.clone().connected();
        meter.count(functions::upload::GetFile::CONSTRUCTOR_ID, Outcome::Success);
        meter.count(functions::upload::GetFile::CONSTRUCTOR_ID, Outcome::Error);
        meter.count(0x1234, Outcome::Unknown);
        let counters = meter.read();
        assert_eq!(counters.methods["upload.getFile"], MethodCounters { calls: 2, errors: 1 });
        assert_eq!(counters.unknown_methods["0x00001234"], 1);
        meter.reset();
        assert_eq!(meter.read(), Counters { connections: 1, ..Counters::default() });
        drop(open);
        assert_eq!(meter.read(), Counters::default());
    }
}
