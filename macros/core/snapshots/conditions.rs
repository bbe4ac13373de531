//! What `#[gen_server]` writes: conditions.

impl Probe {
    #[cfg(unix)]
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn signal(&self, number: i32, #[cfg(feature = "pid")] pid: Pid) -> bool {
        true
    }
    #[cfg(unix)]
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn look(&mut self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn report(&mut self, cx: &mut Context<Self>) {}
    #[cfg_attr(test, cfg(windows))]
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn event(&mut self, event: Event) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Probe_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Probe>();
    0
};
const _: [(); {
    #[cfg(unix)] #[cfg(feature = "pid")] ::switchboard::__private01::payload::<Pid>();
    #[cfg_attr(test, cfg(windows))] ::switchboard::__private01::payload::<Event>();
    0
}] = [];
/// The calls that `Probe` answers.
#[non_exhaustive]
pub enum ProbeCall {
    #[cfg(unix)]
    /// `signal`.
    Signal {
        /// `number`.
        number: i32,
        #[cfg(feature = "pid")]
        /// `pid`.
        pid: Pid,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for ProbeCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            #[cfg(unix)]
            Self::Signal { .. } => gs_f.write_str("Signal"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for ProbeCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            #[cfg(unix)]
            Self::Signal { .. } => "signal",
        }
    }
}
/// Everything else that `Probe` listens to.
#[non_exhaustive]
pub enum ProbeInfo {
    #[cfg_attr(test, cfg(windows))]
    /// `event`.
    Event(Event),
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for ProbeInfo {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            #[cfg_attr(test, cfg(windows))]
            Self::Event { .. } => gs_f.write_str("Event"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for ProbeInfo {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            #[cfg_attr(test, cfg(windows))]
            Self::Event { .. } => "event",
        }
    }
}
#[cfg_attr(test, cfg(windows))]
#[automatically_derived]
impl ::switchboard::__private01::From<Event> for ProbeInfo {
    fn from(gs_info: Event) -> Self {
        Self::Event(gs_info)
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Probe
where
    for<'gs> Probe: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Probe_into_one_impl],
    >,
    for<'gs> ProbeCall: ::switchboard::Message,
    for<'gs> ProbeInfo: ::switchboard::Message,
{
    type Args = ();
    type Call = ProbeCall;
    type Cast = ::switchboard::NoMessage;
    type Info = ProbeInfo;
    type Continue = ::switchboard::NoMessage;
    type Ref = ProbeRef;
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
    fn handle_call(
        &mut self,
        gs_call: Self::Call,
        _gs_from: ::switchboard::ReplyPort,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_call {
                #[cfg(unix)]
                ProbeCall::Signal {
                    number: gs_a0,
                    #[cfg(feature = "pid")]
                    pid: gs_a1,
                } => {
                    _gs_from
                        .reply(
                            Self::signal(self, gs_a0, #[cfg(feature = "pid")] gs_a1),
                            _gs_cx,
                        )
                }
            }
        }
    }
    fn handle_info(
        &mut self,
        gs_info: Self::Info,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_info {
                #[cfg_attr(test, cfg(windows))]
                ProbeInfo::Event(gs_a0) => Self::event(self, gs_a0),
            }
        }
    }
    fn schedules() -> ::switchboard::__private01::Schedules {
        ::switchboard::__private01::schedules([
            #[cfg(unix)]
            ::switchboard::__private01::every(
                "look",
                ::switchboard::__private01::Duration::new(1u64, 0u32),
                ::switchboard::schedule::Missed::Skip,
            ),
            ::switchboard::__private01::every(
                "report",
                ::switchboard::__private01::Duration::new(5u64, 0u32),
                ::switchboard::schedule::Missed::Skip,
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
                #[cfg(unix)]
                0usize => Self::look(self),
                gs_index if gs_index == 0usize + <[()]>::len(&[#[cfg(unix)] ()]) => {
                    Self::report(self, gs_cx)
                }
                _ => {}
            }
        }
    }
    fn signal(
        gs_signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let gs_rest = ::switchboard::__private01::Err(gs_signal);
        #[cfg_attr(test, cfg(windows))]
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Event>().map(ProbeInfo::Event));
        gs_rest
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Probe {
    type Handle = ProbeRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Probe`.
pub struct ProbeRef {
    /// The address.
    server: ::switchboard::ServerRef<Probe>,
}
impl ProbeRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Probe> {
        &self.server
    }
    #[cfg(unix)]
    /// `signal`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn signal(
        &self,
        number: i32,
        #[cfg(feature = "pid")]
        pid: Pid,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<bool, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "signal",
                within: ::switchboard::__private01::Within::Default,
            },
            {
                let gs_rest = ();
                #[cfg(feature = "pid")]
                let gs_rest = (pid, gs_rest);
                let gs_rest = (number, gs_rest);
                gs_rest
            },
            |gs_this, _gs_cx, gs_rest| {
                let (gs_a0, gs_rest) = gs_rest;
                #[cfg(feature = "pid")]
                let (gs_a1, gs_rest) = gs_rest;
                let () = gs_rest;
                Probe::signal(gs_this, gs_a0, #[cfg(feature = "pid")] gs_a1)
            },
            |gs_rest| {
                let (gs_a0, gs_rest) = gs_rest;
                #[cfg(feature = "pid")]
                let (gs_a1, gs_rest) = gs_rest;
                let () = gs_rest;
                ProbeCall::Signal {
                    number: gs_a0,
                    #[cfg(feature = "pid")]
                    pid: gs_a1,
                }
            },
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for ProbeRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for ProbeRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Probe>> for ProbeRef {
    fn from(gs_server: ::switchboard::ServerRef<Probe>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Probe>> for ProbeRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Probe> {
        &self.server
    }
}
impl Probe {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<ProbeRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<ProbeRef, ::switchboard::StartError>,
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
