//! What `#[derive(GenServer)]` writes: config keys.

impl ::switchboard::ServerConfig for S {
    const OPTIONS: ::switchboard::ServerOptions = ::switchboard::ServerOptions::new()
        .name("s")
        .mailbox(3usize)
        .overflow(::switchboard::Overflow::DropOldest)
        .shutdown(::switchboard::Shutdown::BrutalKill)
        .restart(::switchboard::Restart::Transient)
        .call_timeout(::switchboard::__private01::Duration::new(2u64, 0u32))
        .on_stop(::switchboard::OnStop::Discard)
        .trap_exit(true);
}
