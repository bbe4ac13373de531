//! What `#[gen_statem]` writes: postponing.

impl Queue {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn take(
        &mut self,
        name: String,
        count: usize,
    ) -> Result<(Vec<u8>, Next<State>), Postpone> {
        Err(Postpone)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    async fn none(&mut self, _: String, _: usize) -> Result<Vec<u8>, Postpone> {
        Err(Postpone)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn put(&mut self, bytes: Vec<u8>) -> Result<(), Postpone> {
        Err(Postpone)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn tick(&mut self, tick: Tick) -> Result<Next<State>, Postpone> {
        Err(Postpone)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn entered(&mut self, state: &State) -> Enter {
        Enter::keep()
    }
    #[cfg(unix)]
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn other(&mut self) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Queue_into_one_impl: () = ();
const _: [(); {
    ::switchboard::__private01::payload::<Vec<u8>>();
    ::switchboard::__private01::payload::<Tick>();
    0
}] = [];
/// The calls that `Queue` answers.
#[non_exhaustive]
pub enum QueueCall {
    /// `take`.
    Take {
        /// `name`.
        name: String,
        /// `count`.
        count: usize,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for QueueCall {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Take { .. } => f.write_str("Take"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for QueueCall {
    fn name(&self) -> &'static str {
        match *self {
            Self::Take { .. } => "take",
        }
    }
}
/// The casts that `Queue` obeys.
#[non_exhaustive]
pub enum QueueCast {
    /// `put`.
    Put {
        /// `bytes`.
        bytes: Vec<u8>,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for QueueCast {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Put { .. } => f.write_str("Put"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for QueueCast {
    fn name(&self) -> &'static str {
        match *self {
            Self::Put { .. } => "put",
        }
    }
}
/// Everything else that `Queue` listens to.
#[non_exhaustive]
pub enum QueueInfo {
    /// `tick`.
    Tick(Tick),
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for QueueInfo {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Tick { .. } => f.write_str("Tick"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for QueueInfo {
    fn name(&self) -> &'static str {
        match *self {
            Self::Tick { .. } => "tick",
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Tick> for QueueInfo {
    fn from(info: Tick) -> Self {
        Self::Tick(info)
    }
}
#[automatically_derived]
impl ::switchboard::GenStatem for Queue {
    type State = State;
    type Args = ();
    type Call = QueueCall;
    type Cast = QueueCast;
    type Info = QueueInfo;
    type Internal = ::switchboard::NoMessage;
    type EventTimeout = ::switchboard::NoMessage;
    type StateTimeout = ::switchboard::NoMessage;
    type Timeout = ::switchboard::NoMessage;
    type Ref = QueueRef;
    fn init(
        _args: Self::Args,
        _cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            (Self::State, Self),
            ::switchboard::InitError,
        >,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                ::switchboard::__private01::default_state::<(Self::State, Self)>(),
            )
        }
    }
    fn handle_event(
        &mut self,
        state: &Self::State,
        event: ::switchboard::StatemEvent<Self>,
        cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match event {
                ::switchboard::StatemEvent::Call(event, from) => {
                    match (event, state) {
                        (
                            QueueCall::Take { name: k0, count: k1 },
                            State::Ready { .. },
                        ) => {
                            let a0 = ::switchboard::__private01::kept(&k0);
                            let a1 = ::switchboard::__private01::kept(&k1);
                            match Self::take(self, a0, a1) {
                                ::switchboard::__private01::Ok(value) => {
                                    let (
                                        reply,
                                        next,
                                    ): (Vec<u8>, ::switchboard::Next<Self::State>) = value;
                                    ::switchboard::__private01::answered(from, reply, next, cx)
                                }
                                ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Call(
                                            QueueCall::Take {
                                                name: k0,
                                                count: k1,
                                            },
                                            from,
                                        ),
                                    )
                                }
                            }
                        }
                        (QueueCall::Take { name: k0, count: k1 }, _) => {
                            let a0 = ::switchboard::__private01::kept(&k0);
                            let a1 = ::switchboard::__private01::kept(&k1);
                            match ::switchboard::__private01::must_be_send(
                                    Self::none(self, a0, a1),
                                )
                                .await
                            {
                                ::switchboard::__private01::Ok(value) => {
                                    let reply: Vec<u8> = value;
                                    ::switchboard::__private01::answered(
                                        from,
                                        reply,
                                        ::switchboard::Next::keep(),
                                        cx,
                                    )
                                }
                                ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Call(
                                            QueueCall::Take {
                                                name: k0,
                                                count: k1,
                                            },
                                            from,
                                        ),
                                    )
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Cast(event) => {
                    match (event, state) {
                        (QueueCast::Put { bytes: k0 }, _) => {
                            let a0 = ::switchboard::__private01::kept(&k0);
                            match Self::put(self, a0) {
                                ::switchboard::__private01::Ok(value) => {
                                    value;
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                                ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Cast(QueueCast::Put {
                                            bytes: k0,
                                        }),
                                    )
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Info(event) => {
                    match (event, state) {
                        (QueueInfo::Tick(k0), State::Ready { .. }) => {
                            let a0 = ::switchboard::__private01::kept(&k0);
                            match Self::tick(self, a0) {
                                ::switchboard::__private01::Ok(value) => {
                                    ::switchboard::Handled::Next(value)
                                }
                                ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Info(QueueInfo::Tick(k0)),
                                    )
                                }
                            }
                        }
                        (event @ QueueInfo::Tick { .. }, State::Busy { .. }) => {
                            ::switchboard::Handled::Postpone(
                                ::switchboard::StatemEvent::Info(event),
                            )
                        }
                    }
                }
                ::switchboard::StatemEvent::Internal(never) => match never {}
                ::switchboard::StatemEvent::EventTimeout(never) => match never {}
                ::switchboard::StatemEvent::StateTimeout(never) => match never {}
                ::switchboard::StatemEvent::Timeout(never) => match never {}
            }
        }
    }
    fn enter(
        &mut self,
        from: &Self::State,
        state: &Self::State,
        _cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Enter,
    > + ::switchboard::__private01::Send {
        async move {
            match state {
                State::Ready { .. } | State::Busy { .. } => Self::entered(self, from),
                #[cfg(unix)]
                _ => {
                    Self::other(self);
                    ::switchboard::Enter::keep()
                }
                _ => ::switchboard::Enter::keep(),
            }
        }
    }
    fn signal(
        signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let rest = ::switchboard::__private01::Err(signal);
        let rest = rest.or_else(|signal| signal.take::<Tick>().map(QueueInfo::Tick));
        rest
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Queue {
    type Handle = QueueRef;
}
/// The typed address of a state machine of type `Queue`.
pub struct QueueRef {
    /// The address.
    server: ::switchboard::ServerRef<::switchboard::Statem<Queue>>,
}
impl QueueRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<::switchboard::Statem<Queue>> {
        &self.server
    }
    /// `take`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn take(
        &self,
        name: String,
        count: usize,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Vec<u8>, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send + use<'_> {
        async move {
            ::switchboard::__private01::queue(&self.server)
                .call(::switchboard::__private01::None, QueueCall::Take { name, count })
                .await
        }
    }
    /// `put`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn put(
        &self,
        bytes: Vec<u8>,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<QueueCast>> {
        self.server.cast(QueueCast::Put { bytes })
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for QueueRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for QueueRef {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<
    ::switchboard::ServerRef<::switchboard::Statem<Queue>>,
> for QueueRef {
    fn from(server: ::switchboard::ServerRef<::switchboard::Statem<Queue>>) -> Self {
        Self { server: server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<
    ::switchboard::ServerRef<::switchboard::Statem<Queue>>,
> for QueueRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<::switchboard::Statem<Queue>> {
        &self.server
    }
}
impl Queue {
    /// Starts a state machine, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<QueueRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<::switchboard::Statem<Self>>(())
    }
    /// Starts a state machine that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<QueueRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<::switchboard::Statem<Self>>(())
    }
    /// The state machine as a child of a supervisor.
    pub fn child() -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::<
            ::switchboard::Statem<Self>,
            Self,
        >::new(()))
            .child_spec()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
