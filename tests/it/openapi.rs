//! The OpenAPI document: every route of the APIs is in it, nothing else is, and what the server answers has the form that it tells.

use std::collections::BTreeSet;

use heliograph::http::errors::code::Code;
use reqwest::Method;
use serde_json::Value;

use crate::drive::client::Program;
use crate::harness::schema::fits;
use crate::harness::{Answer, DEMO, Part, TestServer, send};
use crate::rights::{For, is_static, rows};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_is_described_and_nothing_else() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    // Routes have no slash at their end; what is described may.
    let without_slash = |path: String| path.strip_suffix('/').map_or_else(|| path.clone(), str::to_owned);
    let described: BTreeSet<_> = operations(&document).map(|(method, path, _)| (method, without_slash(path))).collect();
    let mounted: BTreeSet<_> = server
        .routes()
        .iter()
        .filter(|(method, path)| {
            let is_other = |rights| matches!(rights, For::Page | For::Socket);
            !is_static(path) && !rows().any(|row| (row.0, row.1) == (method, path) && is_other(row.2))
        })
        .flat_map(|(method, path)| templates(path).into_iter().map(move |path| (method.clone(), path)))
        .collect();
    let missing: Vec<_> = mounted.difference(&described).collect();
    let invented: Vec<_> = described.difference(&mounted).collect();
    assert!(missing.is_empty() && invented.is_empty(), "not described: {missing:?}; not mounted: {invented:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_is_sound() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no name"));
        assert!(names.insert(name.to_owned()), "{name} is the name of several operations");
        assert!(operation["responses"]["200"].is_object(), "{method} {path} never succeeds");
        assert!(operation["summary"].is_string(), "{method} {path} says nothing of itself");
        for (status, response) in operation["responses"].as_object().expect("responses") {
            let refusal = status.starts_with(['4', '5']);
            let example = &response["content"]["application/json"]["examples"];
            assert!(!refusal || example.is_object(), "{method} {path} {status} has no example: {response}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let text = parameter["schema"].to_string();
            assert!(!text.contains("null"), "{method} {path}: a parameter is absent, not null: {parameter}");
        }
        for part in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            let named = |parameter: &Value| parameter["in"] == "path" && parameter["name"] == part;
            let told = operation["parameters"].as_array().is_some_and(|all| all.iter().any(named));
            assert!(told, "{method} {path} does not tell what {part} is");
        }
    }
    for reference in references(&document) {
        let pointer = reference.strip_prefix('#').expect("within the document");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    server.finish().await;
}

/// Scripts of a front end's own origin may send each header that an operation reads.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_header_that_is_told_may_come_from_another_origin() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", "http://localhost:3000").start().await;
    let document = document(&server).await;
    let program = Program::new(server.origin());
    let preflight = program.call(Method::OPTIONS, "/me").header("origin", "http://localhost:3000");
    let preflight = preflight.header("access-control-request-method", "GET");
    let answer = send(preflight).await.is(204);
    let accepted: BTreeSet<_> = answer.header("access-control-allow-headers").split(", ").collect();
    let parameters = operations(&document).flat_map(|(_, _, operation)| operation["parameters"].as_array());
    let headers = parameters.flatten().filter(|parameter| parameter["in"] == "header");
    let schemes = document["components"]["securitySchemes"].as_object().expect("schemes").values();
    let told: BTreeSet<_> = headers
        .chain(schemes.filter(|scheme| scheme["in"] == "header"))
        .map(|it| it["name"].as_str().expect("a name"))
        .chain(["Authorization", "Content-Type"])
        .collect();
    let refused: Vec<_> = told.difference(&accepted).collect();
    assert!(refused.is_empty() && told.contains("X-Share-Password"), "not accepted: {refused:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_have_the_form_that_is_told() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    let browser = server.sign_in(DEMO).await;
    let id = browser.items("?limit=1&type=photo").await[0].id();
    browser.get_range(&format!("/stream_media/{id}"), "bytes=0-9").await.is(206);
    for (template, path, status) in [
        ("/is-authenticated", "/is-authenticated".to_owned(), 200),
        ("/get-saved-messages-media", "/get-saved-messages-media?limit=500".to_owned(), 200),
        ("/get-saved-messages-media", "/get-saved-messages-media?limit=0".to_owned(), 400),
        ("/media-counts", "/media-counts".to_owned(), 200),
        ("/media-calendar", "/media-calendar".to_owned(), 200),
        ("/stream-stats", "/stream-stats".to_owned(), 200),
        ("/stream_media/{id}", "/stream_media/999999".to_owned(), 404),
        ("/stream_thumbnail/{id}", format!("/stream_thumbnail/{id}?size=q"), 400),
    ] {
        let answer = browser.get(&path).await.is(status);
        let told = &document["paths"][template]["get"]["responses"][status.to_string()];
        let schema = &told["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "GET {template} does not tell the form of {status}");
        if let Err(problem) = fits(&document, schema, &answer.json(), "answer") {
            panic!("GET {path} {status}: {problem}");
        }
        for header in told["headers"].as_object().into_iter().flat_map(|headers| headers.keys()) {
            assert!(header == "Link" || answer.header_if_any(header).is_some(), "GET {path} {status} has no {header}");
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_to_services_have_the_form_that_is_told() {
    let server = TestServer::start().await;
    let document = document(&server).await;
    let service = server.service("one").await;
    let fits = |method: &str, template: &str, answer: &Answer| {
        let told = &document["paths"][template][method]["responses"][answer.status.as_str()];
        let schema = &told["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{} does not tell the form of {}", answer.asked, answer.status);
        if let Err(problem) = fits(&document, schema, &answer.json(), "answer") {
            panic!("{} {}: {problem}", answer.asked, answer.status);
        }
    };
    fits("get", "/sendCode", &service.get("/sendCode?phoneNumber=9996620001").await.is(200));
    fits("post", "/signin", &service.sign_in(DEMO).await);
    fits("delete", "/cleanSessions", &service.delete("/cleanSessions").await.is(200));
    for (action, status) in [
        ("userInfo", 200),
        ("isAuthorized", 200),
        ("sessionValid", 200),
        ("dialogs", 200),
        ("dialogs?limit=0", 400),
        ("messages/getMessages?limit=500", 200),
        ("messages/getMessages?chatId=@lighthouse_keepers", 200),
        ("messages/getMessages?chatId=@nobody_at_all", 404),
        ("downloadFile?messageId=999999", 404),
    ] {
        let answer = service.get(&format!("/user/{}/{action}", DEMO.phone)).await.is(status);
        let template = format!("/user/{{phone}}/{}", action.split('?').next().expect("a path"));
        fits("get", &template, &answer);
    }
    let part = Part::file("a.txt", "text/plain", b"a".to_vec());
    let answer = service.post_form(&format!("/user/{}/uploadFile", DEMO.phone), &[part]).await.is(200);
    fits("post", "/user/{phone}/uploadFile", &answer);
    let answer = service.delete(&format!("/user/{}/logout", DEMO.phone)).await.is(200);
    fits("delete", "/user/{phone}/logout", &answer);
    fits("get", "/user/{phone}/userInfo", &service.get(&format!("/user/{}/userInfo", DEMO.phone)).await.is(401));
    server.finish().await;
}

/// The codes of refusals: those of the document are those of the server, and each API's page has those that it uses.
#[test]
fn codes_are_listed_where_they_are_told() {
    let document = serde_json::to_value(heliograph::openapi()).expect("a document of ours is JSON");
    let known: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(known.len(), Code::ALL.len(), "two codes have one name");
    let told = document["components"]["schemas"]["ErrorCode"]["enum"].as_array().expect("an enumeration");
    assert_eq!(told.iter().map(|code| code.as_str().expect("text")).collect::<BTreeSet<_>>(), known);
    for schema in ["Error", "AccountsError"] {
        let code = &document["components"]["schemas"][schema]["properties"]["code"];
        assert!(code.to_string().contains("#/components/schemas/ErrorCode"), "{schema} has no code: {code}");
        let required = document["components"]["schemas"][schema]["required"].as_array().expect("what is required");
        assert!(required.contains(&"code".into()), "{schema} may be without a code");
    }
    let mut documented = BTreeSet::new();
    for (page, tag) in [("gallery", "Gallery:"), ("accounts", "Accounts:")] {
        let path = format!("{}/docs/api/{page}.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a readable page");
        let (_, codes) = text.split_once("\n## Codes\n").expect("a section about codes");
        let rows = codes.split("\n## ").next().expect("a section").lines().filter(|line| line.starts_with("| `"));
        let listed: BTreeSet<_> = rows.map(|row| row.split('`').nth(1).expect("a code").to_owned()).collect();
        let unknown: Vec<_> = listed.iter().filter(|code| !known.contains(code.as_str())).collect();
        assert!(unknown.is_empty(), "docs/api/{page}.md lists what is no code: {unknown:?}");
        let used: BTreeSet<_> = operations(&document)
            .filter(|(_, _, operation)| operation["tags"][0].as_str().is_some_and(|it| it.starts_with(tag)))
            .flat_map(|(_, _, operation)| example_codes(operation))
            .collect();
        let missing: Vec<_> = used.difference(&listed).collect();
        assert!(missing.is_empty(), "docs/api/{page}.md does not list {missing:?}");
        documented.extend(listed);
    }
    let missing: Vec<_> = known.iter().filter(|code| !documented.contains(**code)).collect();
    assert!(missing.is_empty(), "no page lists {missing:?}");
}

/// The codes in the examples of an operation's refusals.
fn example_codes(operation: &Value) -> Vec<String> {
    let responses = operation["responses"].as_object().expect("responses").values();
    let examples = responses.filter_map(|it| it["content"]["application/json"]["examples"].as_object());
    examples.flat_map(|it| it.values()).filter_map(|it| it["value"]["code"].as_str()).map(str::to_owned).collect()
}

#[test]
fn the_typescript_client_is_made_of_this_document() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/typescript/openapi.json");
    let theirs = std::fs::read_to_string(path).expect("a readable file");
    let ours = heliograph::openapi().to_pretty_json().expect("a document of ours is JSON");
    assert!(theirs.trim_end() == ours, "clients/typescript/openapi.json is stale: run `make client`");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_is_sent_once() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let first = browser.get("/openapi.json").await.is(200);
    assert_eq!(first.header("content-type"), "application/json");
    let etag = first.header("etag").to_owned();
    let again = browser.call(Method::GET, "/openapi.json").header("if-none-match", &etag).send().await;
    assert!(again.is(304).body.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn swagger_ui_brings_its_own_files() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let page = browser.get("/docs").await.is(200);
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
    let html = String::from_utf8(page.body.to_vec()).expect("text");
    let addresses: Vec<_> = html.split(['"', '\'']).filter(|text| text.starts_with("/docs/")).collect();
    assert_eq!(addresses.len(), 5, "{html}");
    for address in addresses {
        browser.get(address).await.is(200);
    }
    browser.get("/docs/index.html").await.fails_with(404);
    server.finish().await;
}

async fn document(server: &TestServer) -> Value {
    server.browser().get("/openapi.json").await.is(200).json()
}

/// Method, path and description of each operation.
fn operations(document: &Value) -> impl Iterator<Item = (String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, item)| {
        let methods = ["get", "head", "post", "put", "patch", "delete"];
        methods.into_iter().filter_map(move |method| Some((method.to_uppercase(), path.clone(), item.get(method)?)))
    })
}

/// A route's path as the document writes it. One whose end may be anything stands there with a name and without.
fn templates(path: &str) -> Vec<String> {
    let written = |path: &str| path.replace('<', "{").replace('>', "}");
    match path.strip_suffix("/<_..>") {
        Some(start) => vec![written(start), format!("{}/{{name}}", written(start))],
        None => vec![written(path)],
    }
}

/// Every `$ref`, wherever it stands.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
