//! Long files say why they are long.

use super::sources::sources;

#[test]
fn long_files_say_why() {
    for folder in ["src", "sandbox/src", "crates/ige", "tests/it"] {
        for (path, text) in sources(folder) {
            let long = text.lines().count() > 500;
            assert!(!long || text.contains("Why this file is long:"), "{path} has over 500 lines and doesn't say why");
        }
    }
}
