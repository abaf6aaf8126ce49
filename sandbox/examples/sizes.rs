//! Makes `assets/sizes.bin`: `cargo run --release --package sandbox --example sizes`, after a picture has changed.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let bundle = sandbox::pack_prepared_pictures();
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sizes.bin"), bundle)
}
