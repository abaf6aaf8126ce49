//! The pages with Rocket's local client: all files that they load exist, and nothing in them is against their policy.

use std::collections::BTreeSet;
use std::io::Read;

use flate2::read::GzDecoder;
use rocket::http::{ContentType, Header, Status};
use rocket::local::asynchronous::{Client, LocalResponse};
use rocket::{get, routes};
use time::macros::datetime;

use super::asset::Assets;
use super::page::Page;
use super::reader::Reader;
use crate::accounts::Accounts;
use crate::config::Config;
use crate::http::limits::sign_in;
use crate::store::Store;
use crate::telegram::{Media, MediaKind, MediaPage, MessageId};

/// Markup that must be escaped, in names and captions.
const HOSTILE_TEXT: &str = "'\"><script>alert(1)</script> \u{202e}gpj.{{ 7*7 }}</template>&amp;";

/// Items of each kind, with and without a thumbnail.
#[get("/test/full")]
fn full(reader: Reader<'_>) -> Page {
    use MediaKind::{Animation, Audio, Document, Photo, Video, Voice};
    let kinds = [Photo, Video, Animation, Audio, Voice, Document];
    let items = kinds.iter().chain(&kinds).zip(1..).map(|(&kind, id)| Media {
        id: MessageId(id),
        kind,
        name: HOSTILE_TEXT.into(),
        date: datetime!(2026-11-20 21:15:58 UTC),
        edited: None,
        size: 1_500_000,
        mime_type: HOSTILE_TEXT.into(),
        caption: HOSTILE_TEXT.into(),
        width: Some(1600),
        height: Some(900),
        duration: Some(61.0),
        album: Some(1),
        placeholder: (id == 1).then(|| "not a picture".into()),
        has_thumbnail: id > 6,
        file_id: 1,
    });
    super::gallery::with(&reader, MediaPage { items: items.collect(), total: Some(12), next: Some(MessageId(1)) })
}

#[get("/test/failed")]
fn failed(reader: Reader<'_>) -> Page {
    super::gallery::failed(&reader, HOSTILE_TEXT.into())
}

/// A server with the pages alone. Without a Telegram behind it, it only serves visitors without a cookie.
async fn server(variables: &[(&str, &str)]) -> Client {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data");
    let variables = variables.iter().copied().chain([("DATA_DIR", path.to_str().expect("a plain path"))]);
    let config = Config::read(None, variables.clone()).expect("valid settings");
    let store = Store::open(&config.storage).await.expect("a store");
    // The settings for Telegram itself: nothing connects to it, and no sandbox is started.
    let telegram =
        variables.chain([("TELEGRAM_API_ID", "1"), ("TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef")]);
    let telegram = Config::read(None, telegram).expect("valid settings");
    let accounts = Accounts::start(&telegram, store.clone()).await.expect("accounts");
    let rocket = rocket::custom(&config.rocket).manage(config).manage(store).manage(accounts);
    let rocket = rocket.attach(sign_in::stage()).attach(super::stage());
    Client::tracked(rocket.mount("/", routes![full, failed])).await.expect("a server")
}

async fn client() -> Client {
    server(&[]).await
}

fn header<'a>(response: &'a LocalResponse<'_>, name: &str) -> &'a str {
    response.headers().get_one(name).unwrap_or_default()
}

/// The values of that attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

const PAGES: [&str; 3] = ["/test/full", "/test/failed", "/sign-in"];

#[rocket::async_test]
async fn the_files_that_pages_load_exist() {
    let client = client().await;
    for path in PAGES {
        let page = client.get(path).dispatch().await.into_string().await.expect("a body");
        let files: Vec<_> = ["href", "src"]
            .iter()
            .flat_map(|name| attributes(&page, name))
            .filter(|url| url.starts_with("/static/"))
            .map(|url| url.split('#').next().unwrap_or_default())
            .collect();
        assert!(files.len() > 5, "{path} has {} files", files.len());
        for file in files {
            let response = client.get(file).dispatch().await;
            assert_eq!(response.status(), Status::Ok, "{file} of {path}");
            assert_eq!(header(&response, "Cache-Control"), "public, max-age=31536000, immutable");
        }
    }
}

#[rocket::async_test]
async fn pages_comply_with_their_policy() {
    let client = client().await;
    for path in PAGES {
        let response = client.get(path).dispatch().await;
        assert_eq!(response.status(), Status::Ok, "{path}");
        assert_eq!(response.content_type(), Some(ContentType::HTML));
        assert!(header(&response, "Content-Security-Policy").starts_with("default-src 'self';"));
        assert_eq!(header(&response, "Cache-Control"), "no-store");
        let page = response.into_string().await.expect("a body");
        assert!(attributes(&page, "style").is_empty(), "an inline style in {path}");
        assert!(!page.contains("<style"), "an inline style sheet in {path}");
        assert_eq!(page.matches("<script").count(), page.matches("<script type=\"module\" src=").count(), "{path}");
    }
}

#[rocket::async_test]
async fn names_and_captions_are_escaped() {
    let client = client().await;
    for path in ["/test/full", "/test/failed"] {
        let page = client.get(path).dispatch().await.into_string().await.expect("a body");
        assert!(page.contains("7*7"), "{path} does not show it at all");
        assert!(!page.contains("<script>"), "{path}");
        assert!(!page.contains("gpj.49"), "{path}");
        assert_eq!(page.matches("</template>").count(), page.matches("<template").count(), "{path}");
    }
}

#[rocket::async_test]
async fn items_have_the_data_for_scripts() {
    let client = client().await;
    let page = client.get("/test/full").dispatch().await.into_string().await.expect("a body");
    let items: Vec<serde_json::Value> = page
        .split("data-media='")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .map(|json| serde_json::from_str(json).expect("JSON"))
        .filter(|item: &serde_json::Value| item["id"] != 0)
        .collect();
    assert_eq!(items.len(), 12);
    assert!(items.iter().all(|item| item["caption"] == HOSTILE_TEXT));
    assert!(page.contains("before=1"), "the link to older items");
}

#[rocket::async_test]
async fn visitors_are_redirected_to_the_sign_in() {
    let client = client().await;
    for path in ["/", "/?type=video", "/?type=nonsense&before=-1", "/?before=x"] {
        let response = client.get(path).dispatch().await;
        assert_eq!(response.status(), Status::SeeOther, "{path}");
        assert_eq!(header(&response, "Location"), "/sign-in");
    }
}

#[rocket::async_test]
async fn static_files_with_an_old_version_are_revalidated() {
    let client = client().await;
    let response = client.get("/static/0000000000000000/mark.svg").dispatch().await;
    assert_eq!(response.status(), Status::Ok);
    assert_eq!(header(&response, "Cache-Control"), "no-cache");
    let etag = header(&response, "ETag").to_owned();
    let again = client.get("/static/0000000000000000/mark.svg").header(Header::new("If-None-Match", etag));
    let response = again.dispatch().await;
    assert_eq!(response.status(), Status::NotModified);
    assert_eq!(response.into_bytes().await, None);
}

#[rocket::async_test]
async fn static_files_are_compressed_for_clients_that_accept_it() {
    let client = client().await;
    let get = |codings| client.get("/static/0/js/gallery.js").header(Header::new("Accept-Encoding", codings));
    let plain = get("br").dispatch().await;
    let small = get("gzip, br").dispatch().await;
    assert_eq!((header(&plain, "Content-Encoding"), header(&small, "Content-Encoding")), ("", "gzip"));
    assert_eq!((header(&plain, "Vary"), header(&small, "Vary")), ("Accept-Encoding", "Accept-Encoding"));
    assert_ne!(header(&plain, "ETag"), header(&small, "ETag"), "each coding has bytes of its own");
    let again = get("gzip").header(Header::new("If-None-Match", header(&small, "ETag").to_owned())).dispatch().await;
    assert_eq!(again.status(), Status::NotModified);
    let (plain, small) = (plain.into_bytes().await.expect("a body"), small.into_bytes().await.expect("a body"));
    let mut unpacked = Vec::new();
    GzDecoder::new(&small[..]).read_to_end(&mut unpacked).expect("gzip");
    assert!(unpacked == plain && small.len() * 2 < plain.len());
}

/// The modules that a module imports, as paths below `js/`.
fn imports(assets: &Assets, module: &str) -> Vec<String> {
    let asset = assets.get(&format!("js/{module}")).unwrap_or_else(|| panic!("{module}"));
    let source = std::str::from_utf8(&asset.bytes).expect("text");
    let folder = module.rsplit_once('/').map_or("", |(folder, _)| folder);
    let import = |line: &str| {
        let is_import = line.starts_with("import ") || line.starts_with("export ") || line.starts_with("} from ");
        let (_, from) = line.rsplit_once('"').filter(|_| is_import)?.0.rsplit_once('"')?;
        match (from.strip_prefix("../"), from.strip_prefix("./")) {
            (Some(name), _) => Some(name.to_owned()),
            (_, Some(name)) if folder.is_empty() => Some(name.to_owned()),
            (_, Some(name)) => Some(format!("{folder}/{name}")),
            _ => None,
        }
    };
    source.lines().filter_map(import).collect()
}

#[rocket::async_test]
async fn pages_preload_every_module_that_they_need() {
    let client = client().await;
    let assets = client.rocket().state::<Assets>().expect("managed");
    for path in PAGES {
        let page = client.get(path).dispatch().await.into_string().await.expect("a body");
        let modules = |name| -> BTreeSet<String> {
            let urls = attributes(&page, name).into_iter();
            urls.filter_map(|url| url.split_once("/js/")).map(|(_, module)| module.to_owned()).collect()
        };
        let (scripts, preloaded) = (modules("src"), modules("href"));
        let mut needed = BTreeSet::new();
        let mut pending: Vec<_> = scripts.iter().flat_map(|script| imports(assets, script)).collect();
        while let Some(module) = pending.pop() {
            if needed.insert(module.clone()) {
                pending.extend(imports(assets, &module));
            }
        }
        assert!(!scripts.is_empty() && !needed.is_empty(), "{path}");
        assert_eq!(preloaded, needed, "{path}");
    }
}

#[rocket::async_test]
async fn only_static_files_are_served() {
    let client = client().await;
    for path in ["/static/x/Cargo.toml", "/static/x/../../Cargo.toml", "/static/x/", "/static/x/css/tokens.css"] {
        assert_eq!(client.get(path).dispatch().await.status(), Status::NotFound, "{path}");
    }
}

#[rocket::async_test]
async fn only_the_sandbox_shows_the_demo_account() {
    let production = [("TELEGRAM_API_ID", "1"), ("TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef")];
    for (variables, is_shown) in [(&production[..0], true), (&production[..], false)] {
        let page = server(variables).await.get("/sign-in").dispatch().await.into_string().await.expect("a body");
        assert_eq!(page.contains("+9996620001"), is_shown);
    }
}

#[rocket::async_test]
async fn the_manifest_has_the_readers_language_and_existing_icons() {
    let client = client().await;
    let request = client.get("/manifest.webmanifest").header(Header::new("Accept-Language", "es"));
    let response = request.header(Header::new("Cookie", "heliograph-theme=dark")).dispatch().await;
    assert_eq!(response.content_type(), Some(ContentType::new("application", "manifest+json")));
    let manifest: serde_json::Value = response.into_json().await.expect("JSON");
    assert_eq!((&manifest["lang"], &manifest["theme_color"]), (&"es".into(), &"#151311".into()));
    for icon in manifest["icons"].as_array().expect("icons") {
        let response = client.get(icon["src"].as_str().expect("an address")).dispatch().await;
        assert_eq!(response.status(), Status::Ok, "{icon}");
        assert_eq!(response.content_type().map(|found| found.to_string()).as_deref(), icon["type"].as_str());
    }
}
