//! The analysis itself, on small made-up packages.

use super::graph::Graph;
use super::layers::{Order, circles};
use super::sources::Sources;

/// A package `made` of these files below `src/`.
fn package(files: &[(&str, &str)]) -> Graph {
    let sources: Sources = files.iter().map(|(path, text)| (format!("src/{path}"), (*text).to_owned())).collect();
    let graph = Graph::read(&sources, "src", "made");
    assert!(graph.unresolved.is_empty(), "{:?}", graph.unresolved);
    graph
}

/// The uses, each as `a.rs > b.rs: Items`.
fn uses(files: &[(&str, &str)]) -> Vec<String> {
    let graph = package(files);
    let short = |path: &str| path.trim_start_matches("src/").to_owned();
    let told = graph.uses.iter().map(|((user, used), uses)| {
        let items: Vec<_> = uses.items.iter().map(String::as_str).collect();
        format!("{} > {}: {}", short(user), short(used), items.join(" "))
    });
    told.collect()
}

#[test]
fn a_reexport_leads_through_facades() {
    let found = uses(&[
        ("lib.rs", "mod deep; mod user; pub use deep::Thing;"),
        ("deep/mod.rs", "mod thing; pub use thing::Thing;"),
        ("deep/thing.rs", "pub struct Thing;"),
        ("user.rs", "use crate::Thing; fn f(_: Thing, _: super::deep::Thing) {}"),
    ]);
    assert_eq!(found, ["user.rs > deep/thing.rs: Thing"]);
}

#[test]
fn renames_are_followed() {
    let found = uses(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "pub struct Thing; pub struct Other;"),
        ("b.rs", "pub use crate::a::Thing as Renamed; use crate::a as first; fn f(_: first::Other) {}"),
        ("c.rs", "use super::b::Renamed as Again; fn f(_: Again) { fn g() { use super::a as last; last::Other; } }"),
    ]);
    assert_eq!(found, ["b.rs > a.rs: Other Thing", "c.rs > a.rs: Other Thing"]);
}

#[test]
fn globs_are_followed() {
    let found = uses(&[
        ("lib.rs", "mod a; mod b; mod c; mod prelude;"),
        ("a.rs", "pub enum Kind { One, Two }"),
        ("b.rs", "pub fn run() {}"),
        ("prelude.rs", "pub use crate::a::*; pub use crate::b::*;"),
        ("c.rs", "use crate::prelude::*; fn f(kind: Kind) { use crate::prelude::Kind::*; run(); }"),
    ]);
    assert_eq!(found, ["c.rs > a.rs: Kind", "c.rs > b.rs: run"]);
}

#[test]
fn paths_are_found_in_macros_and_attributes() {
    let found = uses(&[
        ("lib.rs", "mod a; mod b; mod c; mod d; mod e;"),
        ("a.rs", "pub const LIMIT: u8 = 1;"),
        ("b.rs", "pub struct Thing;"),
        ("c.rs", "pub mod moment { pub fn write() {} }"),
        ("d.rs", "use super::b; fn f() { println!(\"{}\", [crate::a::LIMIT, g(b::Thing { x: 1 })]); }"),
        (
            "e.rs",
            "macro_rules! m { ($x:ident) => { $x::y(); $crate::b::Thing } }\n\
                  #[serde(with = \"crate::c::moment::write\")] struct S;",
        ),
    ]);
    assert_eq!(found, ["d.rs > a.rs: LIMIT", "d.rs > b.rs: Thing", "e.rs > b.rs: Thing", "e.rs > c.rs: write"]);
}

#[test]
fn tests_are_left_out() {
    let found = uses(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "pub struct Thing;"),
        (
            "b.rs",
            "#[cfg(test)] mod tests; #[cfg(all(test, unix))] use crate::a::Thing;\n\
                  #[cfg(not(test))] fn f(_: crate::a::Thing) {}",
        ),
        ("b/tests.rs", "use crate::nothing::at::all;"),
    ]);
    assert_eq!(found, ["b.rs > a.rs: Thing"]);
}

#[test]
fn the_binary_reaches_the_library_by_its_name() {
    let found = uses(&[
        ("lib.rs", "pub mod a; pub fn start() {}"),
        ("a.rs", "pub struct Thing;"),
        ("main.rs", "use made::a::Thing; fn main() { made::start() }"),
    ]);
    assert_eq!(found, ["main.rs > a.rs: Thing", "main.rs > lib.rs: start"]);
}

#[test]
fn names_of_other_crates_are_whole() {
    let graph = package(&[("lib.rs", "use tokio::time as clock; fn f() { clock::sleep(std::iter::empty::<u8>()); }")]);
    let named: Vec<_> = graph.outside.iter().map(|it| it.path.join("::")).collect();
    assert!(named.contains(&"tokio::time::sleep".to_owned()) && named.contains(&"std::iter::empty".to_owned()));
}

#[test]
fn a_path_that_leads_nowhere_is_told() {
    let sources = [("src/lib.rs".to_owned(), "use crate::nothing::Thing;".to_owned())].into();
    assert_eq!(Graph::read(&sources, "src", "made").unresolved.len(), 1);
}

#[test]
fn a_circle_of_three_is_found_with_its_items() {
    let graph = package(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
        ("d.rs", "use crate::a::A;"),
    ]);
    assert_eq!(
        circles(&graph),
        [
            "a circle of 3 files:\n    src/a.rs:1 uses src/b.rs (B)\n    src/b.rs:1 uses src/c.rs (C)\n    src/c.rs:1 uses src/a.rs (A)"
        ]
    );
}

#[test]
fn a_folders_file_that_has_items_closes_a_circle() {
    let graph = package(&[
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; pub use b::B; pub struct A; fn f() { b::g() }"),
        ("a/b.rs", "pub struct B; pub fn g() { super::A; }"),
    ]);
    assert_eq!(circles(&graph).len(), 1);
}

#[test]
fn uses_run_downwards() {
    let graph = package(&[
        ("lib.rs", "mod top; mod left; mod right; mod low; pub struct Root;"),
        ("top.rs", "use crate::low::Low; pub struct Top;"),
        ("left.rs", "use crate::right::Right; pub struct Left;"),
        ("right.rs", "pub struct Right;"),
        ("low/mod.rs", "mod inner; pub use inner::Low;"),
        ("low/inner.rs", "use crate::{Root, top::Top}; pub struct Low;"),
    ]);
    let order = Order { folder: "src", lines: &[&["lib"], &["top"], &["left", "right"]] };
    assert_eq!(
        order.complaints(&graph),
        [
            "src has no line in the order for low",
            "upwards: src/left.rs:1 uses src/right.rs (Right)",
            "upwards: src/top.rs:1 uses src/low/inner.rs (Low)",
        ]
    );
    let order = Order { folder: "src", lines: &[&["lib"], &["top"], &["left"], &["right", "low"]] };
    assert_eq!(
        order.complaints(&graph),
        ["upwards: src/low/inner.rs:1 uses src/lib.rs (Root)", "upwards: src/low/inner.rs:1 uses src/top.rs (Top)"]
    );
}

#[test]
fn scattered_functions_count_where_they_stand() {
    let found = uses(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "pub struct Thing; impl Thing { pub fn here(&self) {} }"),
        (
            "b.rs",
            "use crate::a::Thing; impl Thing { pub fn make() -> Self { Self } pub fn there(&self) { Self::make(); } }",
        ),
        ("c.rs", "fn f() { crate::a::Thing::make() }"),
        ("d.rs", "fn f(thing: &Opaque) { thing.here(); println!(\"{}\", thing.there()); }"),
    ]);
    assert_eq!(found, ["b.rs > a.rs: Thing", "c.rs > b.rs: Thing::make", "d.rs > b.rs: .there()"]);
}
