//! What the benchmark compares with, each in a process of its own so that its processor time can be told.
//!
//! * `floor MEBIBYTES`: that many bytes decrypted (AES-IGE) and hashed (SHA-256) packet by packet. Clients that speak MTProto need no less.
//! * `floor MEBIBYTES lanes`: the same, but packets side by side. Nobody can need less.
//! * `bare MEBIBYTES CONNECTIONS WINDOW`: a grammers client that fetches a file in a window over some connections, without HTTP. Where the file
//!   lies and an auth key come as JSON on standard input.
//!
//! Both print one line of JSON.

use std::io::Read;
use std::net::{Ipv6Addr, SocketAddrV4, SocketAddrV6};
use std::sync::Arc;
use std::time::Instant;

use futures_util::{StreamExt, stream};
use grammers_mtsender::SenderPool;
use grammers_session::SessionData;
use grammers_session::storages::MemorySession;
use grammers_session::types::DcOption;
use grammers_tl_types::{self as tl, Serializable};
use serde::Deserialize;
use sha2::{Digest, Sha256};

const MEBIBYTE: usize = 1024 * 1024;
const PIECE: usize = 512 * 1024;

/// A file and the right to fetch it.
#[derive(Deserialize)]
struct Task {
    data_center: i32,
    address: SocketAddrV4,
    /// 256 bytes in hexadecimal.
    auth_key: String,
    id: i64,
    access_hash: i64,
    /// Hexadecimal.
    file_reference: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |index: usize| arguments.get(index).ok_or("an argument is missing").map(|text| text.parse::<usize>());
    match arguments.first().map(String::as_str) {
        Some("floor") if arguments.get(2).is_some_and(|how| how == "lanes") => floor_in_lanes(number(1)?? * MEBIBYTE),
        Some("floor") => floor(number(1)?? * MEBIBYTE),
        Some("bare") => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(bare(serde_json::from_str(&text)?, number(1)?? * MEBIBYTE, number(2)??, number(3)??))?;
        }
        // `cargo bench` alone: nothing to compare with.
        _ => println!("see `make bench`"),
    }
    Ok(())
}

fn floor(bytes: usize) {
    let (key, iv) = ([7; 32], [9; 32]);
    let mut piece: Vec<u8> = (0..PIECE).map(|index| (index % 251) as u8).collect();
    let begun = Instant::now();
    let mut hashes = 0_u64;
    for _ in 0..bytes / PIECE {
        grammers_crypto::aes::ige_decrypt(&mut piece, &key, &iv);
        hashes += u64::from(Sha256::digest(&piece)[0]);
    }
    println!("{{\"bytes\":{bytes},\"seconds\":{},\"hashes\":{hashes}}}", begun.elapsed().as_secs_f64());
}

fn floor_in_lanes(bytes: usize) {
    let keys: Vec<_> = (0..ige::LANES as u8).map(|lane| ige::KeyIv::new([lane; 32], [9; 32])).collect();
    let mut pieces: Vec<Vec<u8>> = keys.iter().map(|_| (0..PIECE).map(|index| (index % 251) as u8).collect()).collect();
    let begun = Instant::now();
    let mut hashes = 0_u64;
    for _ in 0..bytes / PIECE / ige::LANES {
        let lanes = pieces.iter_mut().zip(&keys).map(|(piece, key)| ige::Lane::new(key, piece).expect("whole blocks"));
        ige::decrypt(&mut lanes.collect::<Vec<_>>());
        let messages: Vec<_> = pieces.iter().map(|piece| [piece.as_slice()]).collect();
        let mut digests = [[0; 32]; ige::LANES];
        ige::sha256_into(&messages, &mut digests);
        hashes += digests.iter().map(|digest| u64::from(digest[0])).sum::<u64>();
    }
    println!("{{\"bytes\":{bytes},\"seconds\":{},\"hashes\":{hashes}}}", begun.elapsed().as_secs_f64());
}

async fn bare(task: Task, bytes: usize, connections: usize, window: usize) -> Result<(), Box<dyn std::error::Error>> {
    let key: [u8; 256] = hexadecimal(&task.auth_key)?.try_into().map_err(|_| "an auth key has 256 bytes")?;
    let option = DcOption {
        id: task.data_center,
        ipv4: task.address,
        ipv6: SocketAddrV6::new(Ipv6Addr::LOCALHOST, task.address.port(), 0, 0),
        auth_key: Some(key),
    };
    let handles: Vec<_> = (0..connections)
        .map(|_| {
            let data = SessionData {
                home_dc: task.data_center,
                dc_options: [(option.id, option.clone())].into(),
                ..SessionData::default()
            };
            let SenderPool { runner, handle, updates: _ } = SenderPool::new(Arc::new(MemorySession::from(data)), 1);
            tokio::spawn(runner.run());
            handle.thin
        })
        .collect();
    let location = tl::types::InputDocumentFileLocation {
        id: task.id,
        access_hash: task.access_hash,
        file_reference: hexadecimal(&task.file_reference)?,
        thumb_size: String::new(),
    };
    let fetch = |piece: usize| {
        let request = tl::functions::upload::GetFile {
            precise: false,
            cdn_supported: false,
            location: location.clone().into(),
            offset: (piece * PIECE) as i64,
            limit: PIECE as i32,
        };
        let handle = handles[piece % connections].clone();
        let data_center = task.data_center;
        async move { handle.raw_invoke_in_dc(data_center, request.to_bytes()).await }
    };
    fetch(0).await?;
    let begun = Instant::now();
    let mut fetched = 0;
    let mut answers = stream::iter(0..bytes / PIECE).map(fetch).buffered(window);
    while let Some(answer) = answers.next().await {
        let answer = answer?;
        if answer.len() < PIECE {
            return Err("a piece is short".into());
        }
        fetched += PIECE;
    }
    println!("{{\"bytes\":{fetched},\"seconds\":{}}}", begun.elapsed().as_secs_f64());
    Ok(())
}

fn hexadecimal(text: &str) -> Result<Vec<u8>, std::num::ParseIntError> {
    (0..text.len() / 2).map(|index| u8::from_str_radix(&text[2 * index..2 * index + 2], 16)).collect()
}
