//! Which file of a package uses which, and by which items.
//!
//! Each use is counted where the item is defined: a module that only declares and re-exports stands between nobody. Functions of a type that
//! stand in another file than the type count where they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::modules::Modules;
use super::paths::{Code, Kind};
use super::resolve::Target;
use super::sources::{Sources, sources};

/// The server's.
pub static SERVER: LazyLock<Graph> = LazyLock::new(|| Graph::read(&sources("src"), "src", "heliograph"));

/// The sandbox's.
pub static SANDBOX: LazyLock<Graph> = LazyLock::new(|| Graph::read(&sources("sandbox/src"), "sandbox/src", "sandbox"));
/// `crates/ige`.
pub static IGE: LazyLock<Graph> = LazyLock::new(|| Graph::read(&sources("crates/ige/src"), "crates/ige/src", "ige"));

/// The uses in one package.
#[derive(Clone, Default)]
pub struct Graph {
    /// The files.
    pub files: BTreeSet<String>,
    /// By the file that uses and the file that is used.
    pub uses: BTreeMap<(String, String), Uses>,
    /// What the files name of other crates.
    pub outside: Vec<Outside>,
    /// Paths that lead nowhere: something that this analysis does not understand.
    pub unresolved: Vec<String>,
    /// The statics, as `file:line`.
    pub statics: Vec<String>,
    /// The methods that are called, by name and `file:line`.
    pub calls: Vec<(String, String)>,
    /// The names of types and traits, with their `file:line`.
    pub types: Vec<(String, String)>,
}

/// How one file uses another.
#[derive(Clone, Default)]
pub struct Uses {
    /// The items that it names.
    pub items: BTreeSet<String>,
    /// The first line in which it does.
    pub line: usize,
}

/// Names of methods that other crates' types have as well: their calls say nothing.
const COMMON: &[&str] = &["all", "begin", "join", "send", "subscribe", "write"];

/// A call of a method.
struct Call {
    method: String,
    file: String,
    line: usize,
}

/// What a file names of another crate.
#[derive(Clone)]
pub struct Outside {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The whole path, such as `tokio`, `time`, `sleep`.
    pub path: Vec<String>,
}

impl Graph {
    /// The uses in the package whose sources lie in `folder`.
    pub fn read(sources: &Sources, folder: &str, library: &str) -> Self {
        let modules = Modules::read(sources, folder, library);
        let mut graph = Self::default();
        let mut calls = Vec::new();
        for (id, items) in &modules.items {
            let module = &modules.all[*id];
            let code = Code::read(items);
            graph.files.insert(module.file.clone());
            graph.statics.extend(code.statics.iter().map(|line| format!("{}:{line}", module.file)));
            calls.extend(code.calls.into_iter().map(|(method, line)| Call { method, line, file: module.file.clone() }));
            graph.types.extend(code.types.iter().map(|(name, line)| (name.clone(), format!("{}:{line}", module.file))));
            for written in &code.paths {
                match modules.resolve(*id, &written.path) {
                    Ok(targets) => {
                        for target in targets {
                            graph.add(&modules, &module.file, written.kind, written.path.line, target);
                        }
                    }
                    Err(error) => graph.unresolved.push(format!("{}:{}: {error}", module.file, written.path.line)),
                }
            }
        }
        graph.add_calls(&modules, &calls);
        graph.calls = calls.into_iter().map(|it| (it.method, format!("{}:{}", it.file, it.line))).collect();
        graph
    }

    fn add(&mut self, modules: &Modules, file: &str, kind: Kind, line: usize, target: Target) {
        match target {
            Target::Outside(path) => self.outside.push(Outside { file: file.to_owned(), line, path }),
            // To import a module is no use of it: what is named through it is.
            Target::Module(_) => {}
            Target::Item { module, name, .. } => {
                let used = &modules.all[module].file;
                let is_facade = kind == Kind::Reexport && is_root(file) && used.starts_with(folder(file));
                if file != used && !is_facade {
                    self.add_use(file, used, line, name);
                }
            }
        }
    }

    /// Methods that stand in another file than their type are invisible in paths: their calls count where the method's name says
    /// which it is.
    fn add_calls(&mut self, modules: &Modules, calls: &[Call]) {
        for call in calls {
            let Some([definition]) = modules.methods.get(&call.method).map(Vec::as_slice) else { continue };
            let used = &modules.all[definition.module].file;
            if definition.is_scattered && *used != call.file && !COMMON.contains(&call.method.as_str()) {
                self.add_use(&call.file, used, call.line, format!(".{}()", call.method));
            }
        }
    }

    fn add_use(&mut self, user: &str, used: &str, line: usize, item: String) {
        let uses =
            self.uses.entry((user.to_owned(), used.to_owned())).or_insert_with(|| Uses { line, ..Uses::default() });
        uses.items.insert(item);
    }

    /// The groups of files that use each other in a circle; each file is in one group at most.
    pub fn circles(&self) -> Vec<BTreeSet<&str>> {
        let mut used_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (user, used) in self.uses.keys() {
            used_by.entry(user).or_default().push(used);
        }
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            self.files.iter().map(|file| (file.as_str(), reached_from(file, &used_by))).collect();
        let mut circles = BTreeSet::new();
        for (file, reached) in &reach {
            if reached.contains(file) {
                circles.insert(reached.iter().filter(|other| reach[*other].contains(file)).copied().collect());
            }
        }
        circles.into_iter().collect()
    }

    /// One use, for people: `a.rs:7 uses b.rs (Item)`.
    pub fn told(&self, user: &str, used: &str) -> String {
        let uses = &self.uses[&(user.to_owned(), used.to_owned())];
        let items: Vec<_> = uses.items.iter().map(String::as_str).collect();
        format!("{user}:{} uses {used} ({})", uses.line, items.join(", "))
    }
}

fn reached_from<'a>(file: &str, used_by: &BTreeMap<&str, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        for used in used_by.get(file).into_iter().flatten() {
            if reached.insert(*used) {
                open.push(used);
            }
        }
    }
    reached
}

/// Whether a file is that of a folder or of a crate.
pub fn is_root(file: &str) -> bool {
    matches!(file.rsplit_once('/'), Some((_, "mod.rs" | "lib.rs" | "main.rs")))
}

/// The folder of a file, with its slash.
pub fn folder(file: &str) -> &str {
    &file[..=file.rfind('/').expect("a file in a folder")]
}
