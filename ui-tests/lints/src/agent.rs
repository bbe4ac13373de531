//! State that is only kept.

use switchboard::prelude::*;

/// How something looks.
#[derive(Debug, Default, Agent)]
#[agent(name = "lints-look", timeout = "2s")]
pub struct Look {
    /// Its colour.
    #[agent(get, set, update)]
    colour: String,
    /// Its size.
    #[agent(get, set, rename = extent)]
    size: u32,
}

/// One that this crate uses.
#[derive(Debug, Default, Agent)]
pub(crate) struct Own {
    /// A number.
    #[agent(get, update)]
    number: u8,
}

/// A number that was updated.
pub(crate) async fn updated() -> Result<u8, StartError> {
    let own = OwnAgent::start(Own::default).await?;
    drop(own.update_number(|number| *number = 7).await);
    Ok(own.number().await.unwrap_or_default())
}
