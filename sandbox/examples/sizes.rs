//! Makes `assets/sizes.bin`, after a picture has changed: `cargo run --release --package sandbox --example sizes`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let bundle = sandbox::pack_prepared_pictures();
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sizes.bin"), bundle)
}
