//! What `#[derive(GenStatem)]` writes: config machine.

impl ::switchboard::ServerConfig for S {
    const OPTIONS: ::switchboard::ServerOptions = ::switchboard::ServerOptions::new()
        .call_timeout_infinity();
}
