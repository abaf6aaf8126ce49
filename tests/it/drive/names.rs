//! Names that hurt, in every place where a name can stand: in a body, in a path, in a form, in a header, in a search.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Program, refuses};
use super::shares::share;
use super::stored::{self, multipart, names, upload};
use crate::harness::{NAMES_THAT_HURT, send};

/// Names that are none, and what makes them so.
const NO_NAMES: &[&str] = &[
    "",
    ".",
    "..",
    "a\\b",
    "a:b",
    "a\"b",
    "a*b",
    "a?b",
    "<a>",
    "a|b",
    "line\nbreak",
    "re\rturn",
    "tab\tb",
    "nul\0b",
    "delete\u{7f}",
    " leads",
    "trails ",
    "\u{202e}right",
    "mark\u{200f}",
    "letter\u{61c}mark",
    "no\u{200b}width",
    "\u{feff}bom",
    "join\u{200d}er",
    "iso\u{2066}late",
    "line\u{2028}separator",
];

/// Names beside those of the fixture that are ones.
const MORE_NAMES: &[&str] = &[
    "...",
    "trailing dots..",
    "a..b",
    "100%",
    "%2e%2e",
    "%2F",
    "#hash&amp;.bin",
    "+plus+.bin",
    "{braces} [brackets].bin",
    "e\u{301}.txt",
    "👨‍👩‍👧.png",
    "می‌خواهم.txt",
    "~tilde",
    "$(touch x)",
    "'; DROP TABLE drive_nodes; --",
    "_under_%score",
    "nul",
    "download",
    "files",
    "İstanbul ẞ ſ.txt",
];

fn encoded(name: &str) -> String {
    name.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// RFC 5987, as browsers read it, or the plain form.
fn name_in(disposition: &str) -> String {
    let Some((_, encoded)) = disposition.split_once("filename*=UTF-8''") else {
        let (_, quoted) = disposition.split_once("filename=\"").expect("a name");
        return quoted.trim_end_matches('"').to_owned();
    };
    let (mut bytes, mut rest) = (Vec::new(), encoded.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits"));
                u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("hexadecimal")
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

async fn put(program: &Program, path: &str, body: Value) {
    program.json(Method::PUT, path, &body).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_stay_what_they_are_on_every_route() {
    let (server, alice) = stored::server().await;
    let visitor = Program::new(server.origin());
    let longest = [format!("{}.bin", "x".repeat(251)), format!("{}x.bin", "é".repeat(125))];
    let is_name = |name: &&str| !name.contains(['"', '\\', '/', '<', '>']) && !name.contains('\u{202e}');
    let fixture = NAMES_THAT_HURT.iter().copied().filter(is_name);
    let all: Vec<_> = fixture.chain(MORE_NAMES.iter().copied()).chain(longest.iter().map(String::as_str)).collect();
    assert!(all.len() >= 28);
    alice.post("/folders/", json!({ "folder": "other" })).await.is(200);
    for given in all {
        // What was sent decomposed is kept composed.
        let name = given.replace("e\u{301}", "é");
        let folder = alice.post("/folders/", json!({ "folder": given })).await.is(200).json();
        assert_eq!((&folder["name"], &folder["message"]), (&json!(name), &json!(format!("Folder '{name}' created"))));
        let (path, part) = (format!("/folders/{}", encoded(given)), encoded(given));
        let file = upload(&alice, &encoded(given), given, given.as_bytes()).await.is(200).json();
        assert_eq!(
            (&file["folder"], &file["filename"], &file["original_name"]),
            (&json!(name), &json!(name), &json!(name))
        );
        let of_file = format!("{path}/files/{part}");
        assert_eq!(alice.get(&of_file).await.is(200).json(), file, "{given:?}");
        assert_eq!(alice.get(&format!("{path}/files/")).await.is(200).json(), json!([file]));
        let download = alice.get(&format!("{of_file}/download")).await.is(200);
        assert_eq!(download.body, given.as_bytes());
        let disposition = download.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"") && disposition.is_ascii(), "{disposition}");
        assert_eq!(name_in(disposition), name, "{disposition}");

        put(&alice, &format!("{of_file}/rename"), json!({ "new_name": "between.bin" })).await;
        put(&alice, &format!("{path}/files/between.bin/rename"), json!({ "new_name": given })).await;
        alice.post(&format!("{of_file}/move"), json!({ "dest_folder": "other" })).await.is(200);
        let back = json!({ "dest_folder": given });
        let moved = alice.post(&format!("/folders/other/files/{part}/move"), back.clone()).await;
        moved.says(&format!("File '{name}' moved from 'other' to '{name}'"));
        let copy = alice.post(&format!("{of_file}/copy"), back).await.is(200).json();
        let copied = copy["filename"].as_str().expect("a name");
        assert!(copied.starts_with("(1).") && copied.len() <= 255, "{copied}");
        alice.delete(&format!("{path}/files/{}", encoded(copied))).await.is(200);
        assert_eq!(alice.get(&format!("{of_file}/versions")).await.is(200).json()[0]["version"], 1);

        let found = alice.get(&format!("/search?q={part}&folder={part}")).await.is(200).json();
        assert_eq!(names(&found["files"], "filename"), [name.as_str()], "{given:?}");
        let upper = encoded(&given.to_uppercase());
        let found = alice.get(&format!("/search?q={upper}&folder={part}")).await.is(200).json();
        assert!(given.contains('ẞ') || names(&found["files"], "filename") == [name.as_str()], "{given:?} in capitals");

        let link = share(&alice, &of_file, json!({})).await;
        assert_eq!(visitor.get(&link).await.is(200).json()["filename"], name);
        let link = share(&alice, &path, json!({})).await;
        assert_eq!(visitor.get(&format!("{link}/{part}/download")).await.is(200).body, given.as_bytes());

        alice.delete(&of_file).await.says(&format!("File '{name}' deleted from folder '{name}'"));
        let trash = alice.get("/trash/").await.is(200).json();
        let entry = trash.as_array().expect("a list").iter().find(|it| it["path"] == format!("{name}/{name}"));
        let id = entry.expect("it is there")["id"].clone();
        alice.post(&format!("/trash/{id}/restore"), json!({})).await.says(&format!("Restored to '{name}/{name}'"));
        put(&alice, &format!("{path}/rename"), json!({ "new_name": "between" })).await;
        put(&alice, "/folders/between/rename", json!({ "new_name": given })).await;
        alice.delete(&format!("{path}/")).await.says(&format!("Folder '{name}' deleted"));
        alice.delete("/trash/").await.is(200);
    }
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_name_is_refused_everywhere() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    let link = share(&alice, "/folders/f", json!({})).await;
    let visitor = Program::new(server.origin());
    let too_long = "é".repeat(128);
    for name in NO_NAMES.iter().copied().chain([too_long.as_str()]) {
        let sentence = format!("Invalid name '{name}': contains invalid characters");
        refuses(alice.post("/folders/", json!({ "folder": name })).await, 400, &sentence);
        for path in ["/folders/f/rename", "/folders/f/files/a.txt/rename"] {
            refuses(alice.json(Method::PUT, path, &json!({ "new_name": name })).await, 400, &sentence);
        }
        for path in ["/folders/f/files/a.txt/move", "/folders/f/files/a.txt/copy"] {
            refuses(alice.post(path, json!({ "dest_folder": name })).await, 400, &sentence);
        }
        refuses(alice.get(&format!("/search?folder={}", encoded(name))).await, 400, &sentence);
        // These are resolved, by clients and by the framework, before they are names.
        if matches!(name, "" | "." | "..") {
            continue;
        }
        let part = encoded(name);
        for path in [
            format!("/folders/{part}/files/"),
            format!("/folders/{part}/files/a.txt"),
            format!("/folders/f/files/{part}"),
            format!("/folders/f/files/{part}/download"),
            format!("/folders/f/files/{part}/versions"),
        ] {
            refuses(alice.get(&path).await, 400, &sentence);
        }
        refuses(visitor.get(&format!("{link}/{part}/download")).await, 400, &sentence);
        refuses(alice.delete(&format!("/folders/{part}/")).await, 400, &sentence);
        refuses(alice.post(&format!("/folders/{part}/share"), json!({})).await, 400, &sentence);
        refuses(upload(&alice, &part, "b.txt", b"b").await, 400, &sentence);
        // Headers of forms have no control characters, and a quote ends the name.
        if !name.contains(|it: char| it.is_control() || matches!(it, '"' | '\\')) {
            refuses(upload(&alice, "f", name, b"b").await, 400, &sentence);
        }
    }
    // A path is reduced to its last part, as the original does it.
    for name in ["../../../etc/passwd", "C:\\\\Windows\\\\passwd", "/passwd"] {
        let file = upload(&alice, "g", name, b"p").await.is(200).json();
        assert!(file["filename"].as_str().is_some_and(|name| name.ends_with("passwd")), "{file}");
        assert!(!file["filename"].as_str().is_some_and(|name| name.contains(['/', '\\'])), "{file}");
    }
    assert_eq!(stored::names(&alice.get("/folders/").await.is(200).json(), "name"), ["f", "g"]);
    assert_eq!(stored::names(&alice.get("/folders/f/files/").await.is(200).json(), "filename"), ["a.txt"]);
    server.finish().await;
}

/// The same letters in both forms of Unicode are one name.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twins_are_one_name() {
    let (server, alice) = stored::server().await;
    let (composed, decomposed) = ("\u{e9}.txt", "e\u{301}.txt");
    alice.post("/folders/", json!({ "folder": decomposed })).await.is(200);
    refuses(alice.post("/folders/", json!({ "folder": composed })).await, 409, "Folder '\u{e9}.txt' already exists");
    let folder = encoded(composed);
    for (name, stored) in [(decomposed, composed), (composed, "(1).\u{e9}.txt"), (decomposed, "(2).\u{e9}.txt")] {
        let file = upload(&alice, &folder, name, stored.as_bytes()).await.is(200).json();
        assert_eq!(file["filename"], stored);
    }
    for form in [composed, decomposed] {
        let file = alice.get(&format!("/folders/{}/files/{}/download", encoded(form), encoded(form))).await.is(200);
        assert_eq!(file.body, composed.as_bytes());
        let found = alice.get(&format!("/search?q={}", encoded(form))).await.is(200).json();
        assert_eq!(found["files"].as_array().map(Vec::len), Some(3));
    }
    server.finish().await;
}

/// What is not even text, or leads elsewhere, is no server's fault.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paths_that_are_no_text_are_the_clients_fault() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    for path in [
        "/folders/%FF/files/a.txt",
        "/folders/f/files/%FF",
        "/folders/f/files/%C3%28/download",
        "/folders/%00/files/",
        "/folders/f/files/a.txt%00",
        "/folders/f/files/%E2%82",
        "/search?q=%FF",
        "/folders/f%2F..%2Ff/files/a.txt",
        "/folders/f%2F%2Ff/files/a.txt",
        "/folders/f%5Cg/files/a.txt",
        "/folders/%2F/files/a.txt",
        "/folders/%/files/a",
    ] {
        let answer = alice.get(path).await;
        let is_search = path.starts_with("/search");
        assert!(is_search && answer.status == 200 || answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    let (content_type, body) = multipart("%FF%00.txt", b"x");
    let call = alice.call(Method::POST, "/folders/f/files/").header("content-type", content_type).body(body);
    assert_eq!(send(call).await.is(200).json()["filename"], "%FF%00.txt", "names in forms are not decoded");
    server.finish().await;
}
