//! Who may name what.

use std::fs;

use super::graph::{SANDBOX, SERVER};
use super::sources::{root, text};

/// What files outside of `places` may not name.
struct Reserved {
    places: &'static [&'static str],
    crates: &'static [&'static str],
}

const RESERVED: &[Reserved] = &[
    Reserved {
        places: &["src/telegram/"],
        crates: &[
            "grammers_client",
            "grammers_crypto",
            "grammers_mtproto",
            "grammers_mtsender",
            "grammers_session",
            "grammers_tl_types",
        ],
    },
    Reserved { places: &["src/store/"], crates: &["sea_orm", "sqlx"] },
    Reserved {
        places: &["src/main.rs", "src/server.rs", "src/config/", "src/http/", "src/browser/", "src/api/", "src/pages/"],
        crates: &["rocket", "rocket_dyn_templates", "rocket_ws"],
    },
];

#[test]
fn crates_are_named_in_their_places_only() {
    let graph = &*SERVER;
    for reserved in RESERVED {
        let mut strangers = Vec::new();
        let mut seen = false;
        for named in graph.outside.iter().filter(|named| reserved.crates.contains(&named.path[0].as_str())) {
            seen = true;
            if !reserved.places.iter().any(|place| named.file.starts_with(place)) {
                strangers.push(format!("{}:{} names {}", named.file, named.line, named.path.join("::")));
            }
        }
        assert!(seen, "nothing names {:?}: the list is old", reserved.crates);
        assert!(strangers.is_empty(), "only {:?} may, but {strangers:#?}", reserved.places);
    }
}

#[test]
fn the_apis_never_import_each_other() {
    let apis = apis();
    let graph = &*SERVER;
    let api = |file: &str| apis.iter().find(|api| file.starts_with(&format!("src/api/{api}/"))).cloned();
    for (user, used) in graph.uses.keys() {
        if let (Some(own), Some(other)) = (api(user), api(used)) {
            assert_eq!(own, other, "{}", graph.told(user, used));
        }
    }
}

/// The JSON of media items, which the pages' scripts read out of the page as they read it out of an answer.
const SHARED_WITH_PAGES: &str = "src/api/gallery/wire/";

#[test]
fn the_pages_import_nothing_of_an_api_but_its_contract() {
    let used_by_pages =
        SERVER.uses.keys().filter(|(user, used)| user.starts_with("src/pages/") && used.starts_with("src/api/"));
    let (contract, inside): (Vec<_>, Vec<_>) = used_by_pages.partition(|(_, used)| used.starts_with(SHARED_WITH_PAGES));
    let inside: Vec<_> = inside.into_iter().map(|(user, used)| SERVER.told(user, used)).collect();
    assert!(!contract.is_empty(), "no page imports {SHARED_WITH_PAGES}: the exception is old");
    assert!(inside.is_empty(), "only {SHARED_WITH_PAGES} is for the pages, but {inside:#?}");
}

#[test]
fn what_the_apis_and_the_pages_share_imports_neither() {
    for (user, used) in SERVER.uses.keys().filter(|(user, _)| user.starts_with("src/browser/")) {
        let is_above = ["src/api/", "src/pages/"].iter().any(|above| used.starts_with(above));
        assert!(!is_above, "{}", SERVER.told(user, used));
    }
}

fn apis() -> Vec<String> {
    let entries = fs::read_dir(root().join("src/api")).expect("the APIs' folder");
    let folders = entries.map(|entry| entry.expect("a readable entry")).filter(|entry| entry.path().is_dir());
    let apis: Vec<_> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(apis.len() > 1, "the APIs have moved: {apis:?}");
    apis
}

#[test]
fn the_sandbox_stands_alone() {
    assert!(!text("sandbox/Cargo.toml").contains("heliograph"), "the sandbox must not depend on the server");
    for named in &SANDBOX.outside {
        assert_ne!(named.path[0], "heliograph", "{}:{}", named.file, named.line);
    }
}
