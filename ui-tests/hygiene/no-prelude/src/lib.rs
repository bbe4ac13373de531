//! A crate without any prelude: whatever an expansion names, it names in full.

#![no_implicit_prelude]

pub mod agent;
pub mod machine;
pub mod server;

/// One, if all is well.
pub async fn run() -> u64 {
    server::run().await * machine::run().await * agent::run().await
}

#[cfg(test)]
mod tests {
    //! What the servers answer.

    #[test]
    fn servers_without_a_prelude() {
        let runtime = ::tokio::runtime::Builder::new_current_thread().enable_time().build();
        ::std::assert_eq!(runtime.expect("a runtime").block_on(crate::run()), 1);
    }
}
