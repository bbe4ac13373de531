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
const __put_all_handlers_of_Desk2_into_one_impl: () = ();
const _: () = {
    fn _payloads<T: Clone + Send + 'static>() {
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
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Ask { .. } => f.write_str("Ask"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Call<T> {
    fn name(&self) -> &'static str {
        match *self {
            Self::Ask { .. } => "ask",
            Self::__Phantom(never, _) => match never {}
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
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Down { .. } => f.write_str("Down"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Info<T> {
    fn name(&self) -> &'static str {
        match *self {
            Self::Down { .. } => "down",
            Self::__Phantom(never, _) => match never {}
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
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Load { .. } => f.write_str("Load"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Internal<T> {
    fn name(&self) -> &'static str {
        match *self {
            Self::Load { .. } => "load",
            Self::__Phantom(never, _) => match never {}
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
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Quiet { .. } => f.write_str("Quiet"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2EventTimeout<T> {
    fn name(&self) -> &'static str {
        match *self {
            Self::Quiet { .. } => "quiet",
            Self::__Phantom(never, _) => match never {}
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
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        match *self {
            Self::Poll { .. } => f.write_str("Poll"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Message for Desk2Timeout<T> {
    fn name(&self) -> &'static str {
        match *self {
            Self::Poll { .. } => "poll",
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::__private01::From<Down> for Desk2Info<T> {
    fn from(info: Down) -> Self {
        Self::Down(info)
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
        _args: Self::Args,
        _cx: &mut ::otp::StatemContext<Self>,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<(Self::State, Self), ::otp::InitError>,
    > + ::otp::__private01::Send {
        async move {
            ::otp::__private01::Ok(
                ::otp::__private01::default_state::<(Self::State, Self)>(),
            )
        }
    }
    fn handle_event(
        &mut self,
        state: &Self::State,
        event: ::otp::StatemEvent<Self>,
        cx: &mut ::otp::StatemContext<Self>,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::Handled<Self>,
    > + ::otp::__private01::Send {
        async move {
            match event {
                ::otp::StatemEvent::Call(event, from) => {
                    match (event, state) {
                        (
                            Desk2Call::Ask { what: a0 },
                            m::State::<T>::Idle { .. }
                            | m::State::<T>::Busy { with: 1.. },
                        ) => {
                            let other = from.defer::<T, ::otp::Statem<m::Desk2<T>>>(cx);
                            ::otp::Handled::Next(
                                ::otp::__private01::must_be_send(Self::ask(self, a0, other))
                                    .await,
                            )
                        }
                        (Desk2Call::Ask { what: a0 }, _) => {
                            let other = from.defer::<T, ::otp::Statem<m::Desk2<T>>>(cx);
                            {
                                Self::ask_later(self, a0, other);
                                ::otp::Handled::Next(::otp::Next::keep())
                            }
                        }
                        (Desk2Call::__Phantom(never, _), _) => match never {}
                    }
                }
                ::otp::StatemEvent::Cast(never) => match never {}
                ::otp::StatemEvent::Info(event) => {
                    match (event, state) {
                        (Desk2Info::Down(a0), _) => {
                            Self::down(self, a0, cx);
                            ::otp::Handled::Next(::otp::Next::keep())
                        }
                        (Desk2Info::__Phantom(never, _), _) => match never {}
                    }
                }
                ::otp::StatemEvent::Internal(event) => {
                    match (event, state) {
                        (Desk2Internal::Load { page: a0 }, _) => {
                            Self::load(self, a0);
                            ::otp::Handled::Next(::otp::Next::keep())
                        }
                        (Desk2Internal::__Phantom(never, _), _) => match never {}
                    }
                }
                ::otp::StatemEvent::EventTimeout(event) => {
                    match (event, state) {
                        (Desk2EventTimeout::Quiet {}, _) => {
                            Self::quiet(self);
                            ::otp::Handled::Next(::otp::Next::keep())
                        }
                        (Desk2EventTimeout::__Phantom(never, _), _) => match never {}
                    }
                }
                ::otp::StatemEvent::StateTimeout(never) => match never {}
                ::otp::StatemEvent::Timeout(event) => {
                    match (event, state) {
                        (Desk2Timeout::Poll { tries: a0 }, _) => {
                            Self::poll(self, a0);
                            ::otp::Handled::Next(::otp::Next::keep())
                        }
                        (Desk2Timeout::__Phantom(never, _), _) => match never {}
                    }
                }
            }
        }
    }
    fn signal(
        signal: ::otp::Signal,
    ) -> ::otp::__private01::Result<Self::Info, ::otp::Signal> {
        let rest = ::otp::__private01::Err(signal);
        let rest = rest.or_else(|signal| signal.take::<Down>().map(Desk2Info::Down));
        rest
    }
}
#[automatically_derived]
impl<T: Clone + Send + 'static> ::otp::Supervised for m::Desk2<T> {
    type Handle = Desk<T>;
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
    > + ::otp::__private01::Send + use<'_, T> {
        async move {
            ::otp::__private01::queue(&self.server)
                .call(
                    ::otp::__private01::Some(::otp::__private01::Duration::MAX),
                    Desk2Call::Ask { what },
                )
                .await
        }
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
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        ::otp::__private01::Debug::fmt(&self.server, f)
    }
}
#[automatically_derived]
impl<
    T: Clone + Send + 'static,
> ::otp::__private01::From<::otp::ServerRef<::otp::Statem<m::Desk2<T>>>> for Desk<T> {
    fn from(server: ::otp::ServerRef<::otp::Statem<m::Desk2<T>>>) -> Self {
        Self { server: server }
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
        (&::otp::__private01::ChildArgs::<::otp::Statem<Self>, Self>::new(()))
            .child_spec()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub(crate) fn dynamic() -> ::otp::DynamicSpec<Self> {
        ::otp::DynamicSpec::new()
    }
}
