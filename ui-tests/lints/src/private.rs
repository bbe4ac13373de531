//! Servers that nobody outside of this crate sees, in all ways to be hidden.

use switchboard::prelude::*;

/// For this crate.
#[derive(Debug, Default, GenServer)]
pub(crate) struct Till {
    /// Coins.
    coins: u32,
}

#[gen_server(vis = pub(crate))]
impl Till {
    /// How many coins there are.
    #[call]
    pub(crate) const fn coins(&self) -> u32 {
        self.coins
    }

    /// One coin more.
    #[cast]
    pub(crate) const fn put(&mut self, coins: u32) {
        self.coins = self.coins.saturating_add(coins);
    }
}

/// Nobody else sees that there is one.
mod inner {
    use switchboard::prelude::*;

    /// For the module above.
    #[derive(Debug, GenServer)]
    pub(super) struct Bell {
        /// How often it rang.
        rings: usize,
    }

    #[gen_server(vis = pub(super), handle = BellRope)]
    impl Bell {
        /// A bell that has not rung.
        #[init]
        const fn new() -> Self {
            Self { rings: 0 }
        }

        /// Rings.
        #[call]
        pub(super) const fn ring(&mut self) -> usize {
            self.rings = self.rings.saturating_add(1);
            self.rings
        }
    }
}

/// Rings a bell.
pub(crate) async fn ring() -> Result<usize, StartError> {
    let bell: inner::BellRope = inner::Bell::start().await?;
    Ok(bell.ring().await.unwrap_or_default())
}

/// Counts coins.
pub(crate) async fn count(coins: u32) -> Result<u32, StartError> {
    let till = Till::start().await?;
    drop(till.put(coins));
    Ok(till.coins().await.unwrap_or_default())
}
