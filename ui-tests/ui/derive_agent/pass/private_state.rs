//! A private state, its private handle, and a private type in it.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

#[derive(Clone, Default)]
struct Secret(u8);

#[derive(Agent, Default)]
struct Vault {
    #[agent(get, update)]
    secret: Secret,
}

async fn open(vault: &VaultAgent) -> Result<u8, CallError> {
    vault.update_secret(|secret| secret.0 += 1).await?;
    Ok(vault.secret().await?.0)
}

fn main() {
    let _ = open;
    let _ = Vault::default().secret;
}
