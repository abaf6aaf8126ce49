//! How settings are read, and that `.env.example` tells of all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Config, DatabaseUrl, Error, Origin, Server};

fn read(variables: &[(&str, &str)]) -> Result<Config, Error> {
    Config::read(None, variables.iter().copied())
}

fn problem(variables: &[(&str, &str)]) -> String {
    read(variables).expect_err("should be refused").to_string()
}

const HASH: &str = "00000000000000000000000000000042";

#[test]
fn without_settings_it_is_the_sandbox_on_loopback() {
    let config = read(&[]).unwrap();
    assert_eq!(config.telegram.server, Server::Sandbox { control_port: None });
    assert_eq!(config.storage.database, DatabaseUrl::Sqlite(PathBuf::from("data/heliograph.db")));
    assert!(config.rocket.address.is_loopback());
    assert_eq!(config.rocket.port, 8000);
    assert_eq!(config.rocket.ip_header, None);
    assert!(config.sign_in_limits.is_none());
}

#[test]
fn streaming_keeps_128_mebibytes_in_memory_and_nothing_on_disk_unless_told() {
    let kept = |variables: &[(&str, &str)]| {
        let config = read(variables).unwrap();
        (config.streaming.chunk_cache, config.streaming.disk_cache)
    };
    assert_eq!(kept(&[]), (128 << 20, 0));
    assert_eq!(kept(&[("CHUNK_CACHE", "0"), ("DISK_CACHE", "1GiB")]), (0, 1 << 30));
}

#[test]
fn the_drives_chat_is_a_channel_or_ones_own() {
    let chat = |text| read(&[("DRIVE_CHAT", text)]).unwrap().drive.chat;
    assert_eq!(chat("-1001234567890"), Some(-1_001_234_567_890));
    assert_eq!(chat("42"), Some(42));
    assert_eq!(read(&[("CHAT_ID", "-1001234567890")]).unwrap().drive.chat, Some(-1_001_234_567_890));
    for group in ["-42", "-1000000000000"] {
        assert!(problem(&[("DRIVE_CHAT", group)]).contains("basic group"), "{group}");
    }
    for text in ["0", "me", "@name"] {
        assert!(problem(&[("DRIVE_CHAT", text)]).contains("must be the id"), "{text}");
    }
}

#[test]
fn api_credentials_choose_telegram_itself() {
    let config = read(&[("TELEGRAM_API_ID", "12345"), ("TELEGRAM_API_HASH", HASH)]).unwrap();
    assert_eq!(config.telegram.server, Server::Production);
    let api = config.telegram.api.as_ref().unwrap();
    assert_eq!((api.id, api.hash.expose().as_str()), (12345, HASH));
    assert!(config.sign_in_limits.is_some());
    assert!(!format!("{config:?}").contains(HASH));
}

#[test]
fn later_variables_win_and_empty_ones_count_as_absent() {
    let config =
        read(&[("ROCKET_PORT", "1"), ("TELEGRAM_API_ID", ""), ("DATABASE_URL", " "), ("ROCKET_PORT", "2")]).unwrap();
    assert_eq!(config.rocket.port, 2);
    assert!(config.is_sandbox());
}

#[test]
fn rocket_toml_lies_below_the_variables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Rocket.toml");
    std::fs::write(&file, "[default]\nport = 7\nsandbox_control_port = 9\ndata_dir = \"kept\"\nfrontend_origins = [\"http://localhost:3000\"]\n").unwrap();
    let config = Config::read(Some(&file), [("DATA_DIR", "elsewhere")]).unwrap();
    assert_eq!(config.rocket.port, 7);
    assert_eq!(config.storage.data_dir, Path::new("elsewhere"));
    assert_eq!(config.telegram.server, Server::Sandbox { control_port: Some(9) });
    assert_eq!(config.web.frontend_origins[0].as_str(), "http://localhost:3000");
}

#[test]
fn another_server_needs_its_key() {
    assert!(problem(&[("TELEGRAM_SERVER", "127.0.0.1:4430")]).starts_with("TELEGRAM_SERVER_KEY:"));
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.pem");
    std::fs::write(&key, "-----BEGIN RSA PUBLIC KEY-----\n").unwrap();
    let config = read(&[("TELEGRAM_SERVER", "[::1]:4430"), ("TELEGRAM_SERVER_KEY", key.to_str().unwrap())]).unwrap();
    assert!(matches!(config.telegram.server, Server::Custom { host, port: 4430, .. } if host == "::1"));
}

#[test]
fn wrong_settings_are_named_and_secrets_not_repeated() {
    for (variables, name) in [
        (&[("TELEGRAM_API_ID", "1")][..], "TELEGRAM_API_HASH"),
        (&[("TELEGRAM_API_HASH", HASH)], "TELEGRAM_API_ID"),
        (&[("TELEGRAM_API_ID", "-1"), ("TELEGRAM_API_HASH", HASH)], "TELEGRAM_API_ID"),
        (&[("TELEGRAM_API_ID", "1"), ("TELEGRAM_API_HASH", "canary")], "TELEGRAM_API_HASH"),
        (&[("TELEGRAM_SERVER", "production")], "TELEGRAM_API_ID"),
        (&[("TELEGRAM_SERVER", "nowhere")], "TELEGRAM_SERVER"),
        (&[("DATABASE_URL", "mysql://canary@host/x")], "DATABASE_URL"),
        (&[("ROCKET_SECRET_KEY", "canary")], "ROCKET_SECRET_KEY"),
        (&[("FRONTEND_ORIGINS", "https://a.example, *")], "FRONTEND_ORIGINS"),
        (&[("FRONTEND_ORIGINS", "null")], "FRONTEND_ORIGINS"),
        (&[("PUBLIC_ORIGIN", "https://a.example/path")], "PUBLIC_ORIGIN"),
        (&[("TRUSTED_PROXIES", "proxy")], "TRUSTED_PROXIES"),
        (&[("COOKIE_SAME_SITE", "none")], "COOKIE_SAME_SITE"),
        (&[("SANDBOX_CONTROL_PORT", "seven")], "SANDBOX_CONTROL_PORT"),
        (&[("SIGN_IN_LIMITS", "some")], "SIGN_IN_LIMITS"),
        (&[("CHUNK_CACHE", "much")], "CHUNK_CACHE"),
        (&[("CONNECTIONS", "0")], "CONNECTIONS"),
        (&[("CONNECTIONS", "9")], "CONNECTIONS"),
        (&[("DISK_CACHE", "-1")], "DISK_CACHE"),
        (&[("ROCKET_IP_HEADER", "X-Real-IP")], "ROCKET_IP_HEADER"),
        (&[("ROCKET_LOG_LEVEL", "critical")], "ROCKET_LOG_LEVEL"),
        (&[("ROCKET_LOG_LEVEL", "normal")], "ROCKET_LOG_LEVEL"),
        (&[("ROCKET_LOG_LEVEL", "debug")], "ROCKET_LOG_LEVEL"),
        (&[("ROCKET_ADDRESS", "0.0.0.0")], "PUBLIC_ORIGIN"),
        (&[("PUBLIC_ORIGIN", "http://photos.example.org")], "PUBLIC_ORIGIN"),
    ] {
        let text = problem(variables);
        assert!(text.starts_with(&format!("{name}:")), "{variables:?}: {text}");
        assert!(!text.contains("canary"), "{text}");
    }
}

#[test]
fn a_network_address_needs_tls_in_front_or_a_clear_word() {
    assert!(read(&[("ROCKET_ADDRESS", "0.0.0.0"), ("PUBLIC_ORIGIN", "https://photos.example.org")]).is_ok());
    assert!(read(&[("ROCKET_ADDRESS", "0.0.0.0"), ("ALLOW_PLAIN_HTTP", "true")]).is_ok());
    assert!(read(&[("PUBLIC_ORIGIN", "http://localhost:8000")]).is_ok());
}

#[test]
fn the_master_key_is_read_in_base64_and_hexadecimal() {
    let key = |text: &str| super::storage::master_key(text).map(|key| key.expose().clone());
    assert_eq!(key(&"0f".repeat(32)).unwrap(), vec![0x0f; 32]);
    assert_eq!(key("Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=").unwrap(), vec![0x0f; 32]);
    assert_eq!(key("Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8").unwrap(), vec![0x0f; 32]);
    assert!(key(&"0f".repeat(31)).is_err());
}

#[test]
fn a_schema_is_named_in_the_url() {
    let postgres = |url: &str| match read(&[("DATABASE_URL", url)]).unwrap().storage.database {
        DatabaseUrl::Postgres(url) => (url.url().to_owned(), url.schema().map(str::to_owned)),
        DatabaseUrl::Sqlite(_) => panic!("another database"),
    };
    assert_eq!(postgres("postgres://u@host/x"), ("postgres://u@host/x".to_owned(), None));
    for parameter in ["schema", "search_path"] {
        let (url, schema) = postgres(&format!("postgres://u:p@host/x?sslmode=require&{parameter}=media_1"));
        assert_eq!((url.as_str(), schema.as_deref()), ("postgres://u:p@host/x?sslmode=require", Some("media_1")));
    }
    for name in ["", "Media", "a-b", "a,b", "1a", "a%22"] {
        let text = problem(&[("DATABASE_URL", &format!("postgres://u:canary@host/x?schema={name}"))]);
        assert!(text.starts_with("DATABASE_URL:") && !text.contains("canary"), "{text}");
    }
}

#[test]
fn origins_are_compared_as_browsers_write_them() {
    let origin = |text: &str| Origin::parse(text).map(|origin| origin.as_str().to_owned());
    assert_eq!(origin("HTTPS://Photos.Example.org:443/").as_deref(), Some("https://photos.example.org"));
    assert_eq!(origin("http://localhost:3000").as_deref(), Some("http://localhost:3000"));
    assert_eq!(origin("http://[::1]:3000").as_deref(), Some("http://[::1]:3000"));
    for text in ["", "null", "*", "localhost:3000", "ftp://a", "https://a/b", "https://u@a", "https://a?b", "https://"]
    {
        assert_eq!(origin(text), None, "{text}");
    }
}

#[test]
fn the_example_lists_every_setting() {
    let example = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.env.example")).unwrap();
    let listed: BTreeSet<_> = example
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once('='))
        .map(|(name, _)| name)
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
        .filter(|name| super::raw::NAMES.contains(name) || !name.starts_with("ROCKET_"))
        .collect();
    assert_eq!(listed, super::raw::NAMES.into_iter().collect());
}
