//! What `#[derive(GenStatem)]` writes: config machine keys.

impl<T> ::switchboard::ServerConfig for S<T>
where
    S<T>: ::switchboard::__private01::Send + 'static,
{
    const OPTIONS: ::switchboard::ServerOptions = ::switchboard::ServerOptions::new()
        .call_timeout_infinity()
        .name("s")
        .call_timeout(::switchboard::__private01::Duration::new(2u64, 0u32))
        .trap_exit(false);
}
