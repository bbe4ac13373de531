//! What `#[gen_server]` writes: signals.

impl Watch {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn down(&mut self, down: Down) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn exit(&mut self, exit: Exit, cx: &mut Context<Self>) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn tick(&mut self, tick: Tick) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn load(&mut self, page: u32) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn sample(&mut self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn rotate(&mut self, cx: &mut Context<Self>) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn report(&mut self) {}
    #[cfg(unix)]
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn chime(&mut self) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Watch_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Watch>();
    0
};
const _: [(); {
    ::switchboard::__private01::payload::<Down>();
    ::switchboard::__private01::payload::<Exit>();
    ::switchboard::__private01::payload::<Tick>();
    0
}] = [];
/// Everything else that `Watch` listens to.
#[non_exhaustive]
pub enum WatchInfo {
    /// `down`.
    Down(Down),
    /// `exit`.
    Exit(Exit),
    /// `tick`.
    Refresh(Tick),
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for WatchInfo {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Down { .. } => gs_f.write_str("Down"),
            Self::Exit { .. } => gs_f.write_str("Exit"),
            Self::Refresh { .. } => gs_f.write_str("Refresh"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for WatchInfo {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Down { .. } => "down",
            Self::Exit { .. } => "exit",
            Self::Refresh { .. } => "tick",
        }
    }
}
/// What `Watch` leaves to be done next.
#[non_exhaustive]
pub enum WatchContinue {
    /// `load`.
    Load {
        /// `page`.
        page: u32,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for WatchContinue {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Load { .. } => gs_f.write_str("Load"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for WatchContinue {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Load { .. } => "load",
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Down> for WatchInfo {
    fn from(gs_info: Down) -> Self {
        Self::Down(gs_info)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Exit> for WatchInfo {
    fn from(gs_info: Exit) -> Self {
        Self::Exit(gs_info)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Tick> for WatchInfo {
    fn from(gs_info: Tick) -> Self {
        Self::Refresh(gs_info)
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Watch
where
    for<'gs> Watch: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Watch_into_one_impl],
    >,
    for<'gs> WatchInfo: ::switchboard::Message,
    for<'gs> WatchContinue: ::switchboard::Message,
{
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = ::switchboard::NoMessage;
    type Info = WatchInfo;
    type Continue = WatchContinue;
    type Ref = WatchRef;
    fn init(
        _gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                ::switchboard::__private01::default_state::<Self>(),
            )
        }
    }
    fn handle_info(
        &mut self,
        gs_info: Self::Info,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_info {
                WatchInfo::Down(gs_a0) => Self::down(self, gs_a0),
                WatchInfo::Exit(gs_a0) => {
                    ::switchboard::__private01::must_be_send(
                            Self::exit(self, gs_a0, gs_cx),
                        )
                        .await
                }
                WatchInfo::Refresh(gs_a0) => Self::tick(self, gs_a0),
            }
        }
    }
    fn handle_continue(
        &mut self,
        gs_next: Self::Continue,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_next {
                WatchContinue::Load { page: gs_a0 } => Self::load(self, gs_a0),
            }
        }
    }
    fn schedules() -> ::switchboard::__private01::Schedules {
        ::switchboard::__private01::schedules([
            ::switchboard::__private01::every(
                "sample",
                ::switchboard::__private01::Duration::new(0u64, 250000000u32),
                ::switchboard::schedule::Missed::Skip,
            ),
            ::switchboard::__private01::every(
                "rotate",
                ::switchboard::__private01::Duration::new(3600u64, 0u32),
                ::switchboard::schedule::Missed::Burst,
            ),
            ::switchboard::__private01::cron::<
                ::switchboard::__private01::ThisBuild,
            >(
                "report",
                "0 3 * * *",
                "Europe/Paris",
                ::switchboard::schedule::Missed::Skip,
                ::switchboard::schedule::Overlap::Queue,
                ::switchboard::__private01::Duration::new(30u64, 0u32),
                ::switchboard::__private01::Some(7u64),
            ),
            #[cfg(unix)]
            ::switchboard::__private01::cron::<
                ::switchboard::__private01::ThisBuild,
            >(
                "chime",
                "@hourly",
                "UTC",
                ::switchboard::schedule::Missed::Delay,
                ::switchboard::schedule::Overlap::Skip,
                ::switchboard::__private01::Duration::new(0u64, 0u32),
                ::switchboard::__private01::None,
            ),
        ])
    }
    fn handle_every(
        &mut self,
        gs_index: ::switchboard::__private01::usize,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_index {
                0usize => {
                    ::switchboard::__private01::must_be_send(Self::sample(self)).await
                }
                1usize => Self::rotate(self, gs_cx),
                2usize => Self::report(self),
                #[cfg(unix)]
                3usize => {
                    ::switchboard::__private01::must_be_send(Self::chime(self)).await
                }
                _ => {}
            }
        }
    }
    fn signal(
        gs_signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let gs_rest = ::switchboard::__private01::Err(gs_signal);
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Down>().map(WatchInfo::Down));
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Exit>().map(WatchInfo::Exit));
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Tick>().map(WatchInfo::Refresh));
        gs_rest
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Watch {
    type Handle = WatchRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Watch`.
pub struct WatchRef {
    /// The address.
    server: ::switchboard::ServerRef<Watch>,
}
impl WatchRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Watch> {
        &self.server
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for WatchRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for WatchRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Watch>> for WatchRef {
    fn from(gs_server: ::switchboard::ServerRef<Watch>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Watch>> for WatchRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Watch> {
        &self.server
    }
}
impl Watch {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<WatchRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<WatchRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<Self>(())
    }
    /// The server as a child of a supervisor.
    pub fn child() -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::new(())).child_spec::<Self, Self>()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
