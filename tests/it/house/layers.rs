//! The order of the layers: an import runs downwards only, and files never use each other in a circle.

use std::collections::BTreeSet;
use std::path::Path;

use super::graph::{self, Graph};
use super::sources::root;

/// The folders and files of one folder, from the top to the bottom. Each uses those of lower lines only: not those of its own line. The
/// folder's own file (`mod.rs`, `lib.rs`) stands above all of them.
pub struct Order {
    /// The folder.
    pub folder: &'static str,
    /// The lines.
    pub lines: &'static [&'static [&'static str]],
}

const SERVER: &[Order] = &[
    Order {
        folder: "src",
        lines: &[
            &["main"],
            &["drive_command", "keys_command", "lib"],
            &["server"],
            &["pages"],
            &["api"],
            &["browser"],
            &["http"],
            &["drive", "keys"],
            &["accounts"],
            &["telegram"],
            &["cache"],
            &["store", "stream"],
            &["config", "digits"],
        ],
    },
    Order { folder: "src/api", lines: &[&["accounts", "drive", "events", "gallery", "stateless"]] },
    Order {
        folder: "src/http",
        lines: &[
            &["stage"],
            &["fairings", "fastapi", "guards", "openapi"],
            &["errors"],
            &["response"],
            &["access"],
            &["limits"],
            &["request"],
            &["dates"],
        ],
    },
    Order {
        folder: "src/telegram",
        lines: &[
            &["account"],
            &["updates"],
            &["chats"],
            &["media"],
            &["peers"],
            &["files"],
            &["sign_in"],
            &["calls"],
            &["transport"],
            &["link"],
            &["mtproto"],
            &["error"],
            &["chat_refusal", "ids", "limits", "refusals"],
        ],
    },
    Order {
        folder: "src/store",
        lines: &[
            &["client_held", "derived_keys", "holders"],
            &["open"],
            &["existing"],
            &["drive", "events"],
            &["browsers", "keys", "meta", "migrations"],
            &["accounts"],
            &["connect", "seconds", "transaction"],
            &["executor"],
            &["lock", "master_key", "seal"],
            &["error"],
        ],
    },
];

const SANDBOX: &[Order] = &[Order {
    folder: "sandbox/src",
    lines: &[
        &["main"],
        &["lib"],
        &["sandbox"],
        &["control"],
        &["running"],
        &["methods", "protocol"],
        &["world"],
        &["model"],
        &["store", "pictures"],
        &["content"],
        &["faults", "holds"],
        &["rpc"],
        &["counters", "clock", "link", "server_key", "options"],
        &["dh_group", "random", "error_codes"],
    ],
}];

const IGE: &[Order] = &[
    Order { folder: "crates/ige/src", lines: &[&["lib"], &["cipher", "sha256"], &["lane"]] },
    Order {
        folder: "crates/ige/src/cipher",
        lines: &[
            &["backend"],
            &["group"],
            &["vaes256", "vaes512"],
            &["aesni", "armv8", "portable"],
            &["chain"],
            &["engine", "schedule"],
        ],
    },
    Order {
        folder: "crates/ige/src/sha256",
        lines: &[
            &["backend"],
            &["armv8", "portable", "shani"],
            &["group"],
            &["message"],
            &["running"],
            &["block", "constants"],
        ],
    },
];

/// A use that breaks the order or closes a circle, and why it is borne. At most three.
pub struct Exception {
    user: &'static str,
    used: &'static str,
    reason: &'static str,
}

const EXCEPTIONS: &[Exception] = &[];

#[test]
fn the_server_is_in_order() {
    check("src", &graph::SERVER, SERVER);
}

#[test]
fn the_sandbox_is_in_order() {
    check("sandbox/src", &graph::SANDBOX, SANDBOX);
}

#[test]
fn the_cipher_is_in_order() {
    check("crates/ige/src", &graph::IGE, IGE);
}

fn check(folder: &str, graph: &Graph, orders: &[Order]) {
    let mut graph = graph.clone();
    assert!(graph.unresolved.is_empty(), "paths that lead nowhere: {:#?}", graph.unresolved);
    let mut complaints = except(&mut graph, folder);
    for order in orders {
        complaints.extend(order.stale(root()));
        complaints.extend(order.complaints(&graph));
    }
    complaints.extend(circles(&graph));
    assert!(complaints.is_empty(), "{folder}: {} complaints\n{}", complaints.len(), complaints.join("\n"));
}

/// Takes the exceptions out of the graph; complains of those that are not needed.
fn except(graph: &mut Graph, folder: &str) -> Vec<String> {
    assert!(EXCEPTIONS.len() <= 3, "more than three exceptions");
    let here = EXCEPTIONS.iter().filter(|it| it.user.starts_with(&format!("{folder}/")));
    here.filter(|it| graph.uses.remove(&(it.user.to_owned(), it.used.to_owned())).is_none())
        .map(|it| format!("{} does not use {} (any more): {}", it.user, it.used, it.reason))
        .collect()
}

/// A complaint for each group of files that use each other in a circle.
pub fn circles(graph: &Graph) -> Vec<String> {
    let told = |circle: BTreeSet<&str>| {
        let within = graph.uses.keys().filter(|(user, used)| circle.contains(&**user) && circle.contains(&**used));
        let uses: Vec<_> = within.map(|(user, used)| format!("    {}", graph.told(user, used))).collect();
        format!("a circle of {} files:\n{}", circle.len(), uses.join("\n"))
    };
    graph.circles().into_iter().map(told).collect()
}

impl Order {
    /// A complaint for each use that does not run downwards, and one of the folders that have no line.
    pub fn complaints(&self, graph: &Graph) -> Vec<String> {
        let units: BTreeSet<_> = graph.files.iter().filter_map(|file| self.unit(file)).collect();
        let unnamed: Vec<_> = units.into_iter().filter(|unit| *unit != "mod" && self.line(unit).is_none()).collect();
        let mut complaints = self.about("has no line in the order for", &unnamed);
        for (user, used) in graph.uses.keys() {
            if let (Some(from), Some(to)) = (self.unit(user), self.unit(used))
                && from != to
                && self.height(from) <= self.height(to)
            {
                complaints.push(format!("upwards: {}", graph.told(user, used)));
            }
        }
        complaints
    }

    /// A complaint of the lines' entries that stand for nothing.
    fn stale(&self, root: &Path) -> Vec<String> {
        let folder = root.join(self.folder);
        let is_there = |unit: &&str| folder.join(unit).is_dir() || folder.join(format!("{unit}.rs")).is_file();
        let stale: Vec<_> = self.lines.iter().copied().flatten().copied().filter(|unit| !is_there(unit)).collect();
        self.about("has in its order, and nowhere else,", &stale)
    }

    fn about(&self, what: &str, units: &[&str]) -> Vec<String> {
        if units.is_empty() { Vec::new() } else { vec![format!("{} {what} {}", self.folder, units.join(", "))] }
    }

    /// The folder or file directly in the order's folder that a file belongs to.
    fn unit<'a>(&self, file: &'a str) -> Option<&'a str> {
        let below = file.strip_prefix(self.folder)?.strip_prefix('/')?;
        Some(below.split_once('/').map_or(below, |(folder, _)| folder).trim_end_matches(".rs"))
    }

    fn line(&self, unit: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.contains(&unit))
    }

    fn height(&self, unit: &str) -> usize {
        match self.line(unit) {
            Some(line) => self.lines.len() - line,
            None => self.lines.len() + 1,
        }
    }
}
