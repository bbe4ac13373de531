//! Writes the seeds where `cargo fuzz` looks for them.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    for target in ["expand", "keys", "duration", "cron"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        fs::create_dir_all(&folder)?;
        for (number, seed) in switchboard_fuzz::seeds::of(target).iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}
