//! What `#[gen_statem]` writes: machine generics.

impl<T: Clone + Send + 'static> m::Desk2<T> {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    async fn ask(&mut self, what: T, reply: ReplyTo<T>) -> Next<m::State<T>> {
        Next::keep()
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn ask_later(&mut self, what: T, reply: ReplyTo<T>) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn down(&mut self, down: Down, cx: &mut StatemContext<Self>) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn load(&mut self, page: u32) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn quiet(&mut self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn poll(&mut self, tries: u32) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Desk2_into_one_impl: ::otp::__private01::usize = { 0 };
const _: () = {
    fn _gs_payloads<T: Clone + Send + 'static>() {
        ::otp::__private01::payload::<T>();
        ::otp::__private01::payload::<Down>();
    }
};
/// The calls that `Desk2` answers.
#[non_exhaustive]
pub(crate) enum Desk2Call<T: Clone + Send + 'static> {
    /// `ask`.
    Ask {
        /// `what`.
        what: T,
    },
    #[doc(hidden)]
    __Phantom(
        ::otp::NoMessage,
        ::otp::__private01::PhantomData<fn() -> (::otp::__private01::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Debug for Desk2Call<T> {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Ask { .. } => gs_f.write_str("Ask"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Call<T> {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Ask { .. } => "ask",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// Everything else that `Desk2` listens to.
#[non_exhaustive]
pub(crate) enum Desk2Info<T: Clone + Send + 'static> {
    /// `down`.
    Down(Down),
    #[doc(hidden)]
    __Phantom(
        ::otp::NoMessage,
        ::otp::__private01::PhantomData<fn() -> (::otp::__private01::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Debug for Desk2Info<T> {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Down { .. } => gs_f.write_str("Down"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Info<T> {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Down { .. } => "down",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// What `Desk2` sends to itself.
#[non_exhaustive]
pub(crate) enum Desk2Internal<T: Clone + Send + 'static> {
    /// `load`.
    Load {
        /// `page`.
        page: u32,
    },
    #[doc(hidden)]
    __Phantom(
        ::otp::NoMessage,
        ::otp::__private01::PhantomData<fn() -> (::otp::__private01::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Debug for Desk2Internal<T> {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Load { .. } => gs_f.write_str("Load"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Internal<T> {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Load { .. } => "load",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// What happens when `Desk2` hears of nothing.
#[non_exhaustive]
pub(crate) enum Desk2EventTimeout<T: Clone + Send + 'static> {
    /// `quiet`.
    Quiet,
    #[doc(hidden)]
    __Phantom(
        ::otp::NoMessage,
        ::otp::__private01::PhantomData<fn() -> (::otp::__private01::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Debug for Desk2EventTimeout<T> {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Quiet { .. } => gs_f.write_str("Quiet"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2EventTimeout<T> {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Quiet { .. } => "quiet",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// The timeouts of `Desk2` that any state may see.
#[non_exhaustive]
pub(crate) enum Desk2Timeout<T: Clone + Send + 'static> {
    /// `poll`.
    Poll {
        /// `tries`.
        tries: u32,
    },
    #[doc(hidden)]
    __Phantom(
        ::otp::NoMessage,
        ::otp::__private01::PhantomData<fn() -> (::otp::__private01::PhantomData<T>,)>,
    ),
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Debug for Desk2Timeout<T> {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Poll { .. } => gs_f.write_str("Poll"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Timeout<T> {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Poll { .. } => "poll",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::From<Down> for Desk2Info<T> {
    fn from(gs_info: Down) -> Self {
        Self::Down(gs_info)
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::GenStatem for m::Desk2<T> {
    type State = m::State<T>;
    type Args = ();
    type Call = Desk2Call<T>;
    type Cast = ::otp::NoMessage;
    type Info = Desk2Info<T>;
    type Internal = Desk2Internal<T>;
    type EventTimeout = Desk2EventTimeout<T>;
    type StateTimeout = ::otp::NoMessage;
    type Timeout = Desk2Timeout<T>;
    type Ref = Desk<T>;
    fn init(
        _gs_args: Self::Args,
        _gs_cx: &mut ::otp::StatemContext<Self>,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<(Self::State, Self), ::otp::InitError>,
    > + ::otp::__private01::Send {
        async move {
            ::otp::__private01::Ok(
                ::otp::__private01::default_machine::<(Self::State, Self)>(),
            )
        }
    }
    fn handle_event(
        &mut self,
        gs_state: &Self::State,
        gs_event: ::otp::StatemEvent<Self>,
        gs_cx: &mut ::otp::StatemContext<Self>,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::Handled<Self>,
    > + ::otp::__private01::Send {
        async move {
            match gs_event {
                ::otp::StatemEvent::Call(gs_event, gs_from) => {
                    match gs_event {
                        Desk2Call::Ask { what: gs_a0 } => {
                            match gs_state {
                                m::State::<T>::Idle { .. }
                                | m::State::<T>::Busy { with: 1.. } => {
                                    let gs_other = gs_from
                                        .defer::<T, ::otp::Statem<m::Desk2<T>>>(gs_cx);
                                    ::otp::Handled::Next(
                                        ::otp::__private01::must_be_send(
                                                Self::ask(self, gs_a0, gs_other),
                                            )
                                            .await,
                                    )
                                }
                                _ => {
                                    let gs_other = gs_from
                                        .defer::<T, ::otp::Statem<m::Desk2<T>>>(gs_cx);
                                    {
                                        Self::ask_later(self, gs_a0, gs_other);
                                        ::otp::Handled::Next(::otp::Next::keep())
                                    }
                                }
                            }
                        }
                        Desk2Call::__Phantom(gs_never, _) => match gs_never {}
                    }
                }
                ::otp::StatemEvent::Cast(gs_never) => match gs_never {}
                ::otp::StatemEvent::Info(gs_event) => {
                    match gs_event {
                        Desk2Info::Down(gs_a0) => {
                            match gs_state {
                                _ => {
                                    Self::down(self, gs_a0, gs_cx);
                                    ::otp::Handled::Next(::otp::Next::keep())
                                }
                            }
                        }
                        Desk2Info::__Phantom(gs_never, _) => match gs_never {}
                    }
                }
                ::otp::StatemEvent::Internal(gs_event) => {
                    match gs_event {
                        Desk2Internal::Load { page: gs_a0 } => {
                            match gs_state {
                                _ => {
                                    Self::load(self, gs_a0);
                                    ::otp::Handled::Next(::otp::Next::keep())
                                }
                            }
                        }
                        Desk2Internal::__Phantom(gs_never, _) => match gs_never {}
                    }
                }
                ::otp::StatemEvent::EventTimeout(gs_event) => {
                    match gs_event {
                        Desk2EventTimeout::Quiet {} => {
                            match gs_state {
                                _ => {
                                    Self::quiet(self);
                                    ::otp::Handled::Next(::otp::Next::keep())
                                }
                            }
                        }
                        Desk2EventTimeout::__Phantom(gs_never, _) => match gs_never {}
                    }
                }
                ::otp::StatemEvent::StateTimeout(gs_never) => match gs_never {}
                ::otp::StatemEvent::Timeout(gs_event) => {
                    match gs_event {
                        Desk2Timeout::Poll { tries: gs_a0 } => {
                            match gs_state {
                                _ => {
                                    Self::poll(self, gs_a0);
                                    ::otp::Handled::Next(::otp::Next::keep())
                                }
                            }
                        }
                        Desk2Timeout::__Phantom(gs_never, _) => match gs_never {}
                    }
                }
            }
        }
    }
    fn signal(
        gs_signal: ::otp::Signal,
    ) -> ::otp::__private01::Result<Self::Info, ::otp::Signal> {
        let gs_rest = ::otp::__private01::Err(gs_signal);
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Down>().map(Desk2Info::Down));
        gs_rest
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Supervised for m::Desk2<T> {
    type Handle = Desk<T>;
    type Sort = ::otp::bounds::OfMachine;
}
/// The typed address of a state machine of type `Desk2`.
pub(crate) struct Desk<T: Clone + Send + 'static> {
    /// The address.
    server: ::otp::ServerRef<::otp::Statem<m::Desk2<T>>>,
}
impl<T: Clone + Send + 'static> Desk<T> {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub(crate) fn server(&self) -> &::otp::ServerRef<::otp::Statem<m::Desk2<T>>> {
        &self.server
    }
    /// `ask`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn ask(
        &self,
        what: T,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<T, ::otp::CallError>,
    > + ::otp::__private01::Send {
        let _ = ::otp::__private01::payload::<T>;
        ::otp::__private01::answer_later(
            &self.server,
            ::otp::__private01::Within::Infinity,
            Desk2Call::Ask { what },
        )
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Clone for Desk<T> {
    fn clone(&self) -> Self {
        Self {
            server: ::otp::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::Debug for Desk<T> {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        ::otp::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl<
    T: Clone + Send + 'static,
> ::otp::__private01::From<::otp::ServerRef<::otp::Statem<m::Desk2<T>>>> for Desk<T> {
    fn from(gs_server: ::otp::ServerRef<::otp::Statem<m::Desk2<T>>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl<
    T: Clone + Send + 'static,
> ::otp::__private01::AsRef<::otp::ServerRef<::otp::Statem<m::Desk2<T>>>> for Desk<T> {
    fn as_ref(&self) -> &::otp::ServerRef<::otp::Statem<m::Desk2<T>>> {
        &self.server
    }
}
impl<T: Clone + Send + 'static> m::Desk2<T> {
    /// Starts a state machine, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub(crate) fn start() -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Desk<T>, ::otp::StartError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::start::<::otp::Statem<Self>>(())
    }
    /// Starts a state machine that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub(crate) fn start_link() -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Desk<T>, ::otp::StartError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::start_link::<::otp::Statem<Self>>(())
    }
    /// The state machine as a child of a supervisor.
    pub(crate) fn child() -> ::otp::ChildSpec<Self> {
        use ::otp::__private01::{OnceChild as _, RepeatableChild as _};
        (&::otp::__private01::ChildArgs::new(()))
            .child_spec::<::otp::Statem<Self>, Self>()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub(crate) fn dynamic() -> ::otp::DynamicSpec<Self> {
        ::otp::DynamicSpec::new()
    }
}
