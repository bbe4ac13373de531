//! What `#[derive(GenServer)]` writes: config default.

impl ::switchboard::ServerConfig for S {
    const OPTIONS: ::switchboard::ServerOptions = ::switchboard::ServerOptions::new();
}
