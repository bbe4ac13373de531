//! What `#[derive(GenServer)]` writes: config unbounded.

impl ::switchboard::ServerConfig for E {
    const OPTIONS: ::switchboard::ServerOptions = ::switchboard::ServerOptions::new()
        .unbounded()
        .shutdown(::switchboard::Shutdown::Infinity)
        .call_timeout_infinity();
}
