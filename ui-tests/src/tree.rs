//! The files of this repository.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Folders whose files are generated, or are meant to be wrong.
const SKIPPED: [&str; 6] =
    ["target", "snapshots", "docs/book", "ui-tests/ui", "ui-tests/pass", "ui-tests/wip"];

/// The top of the repository.
///
/// # Panics
///
/// When this package is not in a folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in a folder")
}

/// All files with this extension, by their paths from the top, in order.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn files(extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                if !is_skipped(&path) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_skipped(folder: &Path) -> bool {
    let hidden = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    hidden || SKIPPED.iter().any(|skipped| folder.ends_with(skipped))
}

/// The text of a file, by its path from the top.
///
/// # Errors
///
/// When it cannot be read, with its path in the message.
pub fn read(path: impl AsRef<Path>) -> io::Result<String> {
    let path = path.as_ref();
    fs::read_to_string(root().join(path))
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
