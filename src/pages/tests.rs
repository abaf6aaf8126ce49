//! The pages over Rocket's local client: what they refer to is there, and what their policy forbids they do not contain.

use rocket::http::{ContentType, Header, Status};
use rocket::local::asynchronous::{Client, LocalResponse};

use crate::config::Config;

async fn client() -> Client {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config::in_directory(folder.path()).expect("valid settings");
    Client::tracked(rocket::custom(&config.rocket).manage(config).attach(super::stage())).await.expect("a server")
}

fn header<'a>(response: &'a LocalResponse<'_>, name: &str) -> &'a str {
    response.headers().get_one(name).unwrap_or_default()
}

/// The values of that attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

const PAGES: [&str; 3] = ["/", "/?type=video", "/sign-in"];

#[rocket::async_test]
async fn pages_refer_to_files_that_are_there() {
    let client = client().await;
    for path in PAGES {
        let page = client.get(path).dispatch().await.into_string().await.expect("a body");
        let files: Vec<_> = ["href", "src"]
            .iter()
            .flat_map(|name| attributes(&page, name))
            .filter(|address| address.starts_with("/static/"))
            .map(|address| address.split('#').next().unwrap_or_default())
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
async fn pages_keep_to_their_policy() {
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
async fn static_files_are_validated_when_the_version_is_old() {
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
async fn static_files_are_those_alone() {
    let client = client().await;
    for path in ["/static/x/Cargo.toml", "/static/x/../../Cargo.toml", "/static/x/", "/static/x/css/tokens.css"] {
        assert_eq!(client.get(path).dispatch().await.status(), Status::NotFound, "{path}");
    }
}

#[rocket::async_test]
async fn the_demo_sign_in_is_told_on_the_sandbox_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_string_lossy().into_owned();
    let production = [
        ("DATA_DIR", path.as_str()),
        ("TELEGRAM_API_ID", "1"),
        ("TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef"),
    ];
    for (variables, is_told) in [(&production[..1], true), (&production[..], false)] {
        let config = Config::read(None, variables.iter().copied()).expect("valid settings");
        let rocket = rocket::custom(&config.rocket).manage(config).attach(super::stage());
        let client = Client::tracked(rocket).await.expect("a server");
        let page = client.get("/sign-in").dispatch().await.into_string().await.expect("a body");
        assert_eq!(page.contains("+9996620001"), is_told);
    }
}
