//! What `#[format_status]` shows of a state.

use std::fmt;

use switchboard::GenServer as _;
use switchboard::prelude::*;

#[derive(GenServer)]
struct Vault {
    owner: String,
    key: u64,
}

#[gen_server]
impl Vault {
    #[init]
    fn open(owner: String, key: u64) -> Self {
        Self { owner, key }
    }

    #[call]
    fn fits(&self, key: u64) -> bool {
        self.key == key
    }

    #[format_status]
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vault of {}", self.owner)
    }
}

struct Shown<'a>(&'a Vault);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format_status(f)
    }
}

/// The annotated method is what reports use, and keeps the secret.
#[test]
fn the_annotated_method_shows_the_state() {
    let vault = Vault::open("ada".to_owned(), 42);
    assert_eq!(Shown(&vault).to_string(), "vault of ada");
}
