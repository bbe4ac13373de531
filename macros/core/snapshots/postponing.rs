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
const __put_all_handlers_of_Queue_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Queue>();
    0
};
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Take { .. } => gs_f.write_str("Take"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for QueueCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Put { .. } => gs_f.write_str("Put"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for QueueCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Tick { .. } => gs_f.write_str("Tick"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for QueueInfo {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Tick { .. } => "tick",
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Tick> for QueueInfo {
    fn from(gs_info: Tick) -> Self {
        Self::Tick(gs_info)
    }
}
#[doc(hidden)]
const __state_of_Queue: ::switchboard::__private01::usize = {
    ::switchboard::__private01::state::<State>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenStatem for Queue
where
    for<'gs> Queue: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Queue_into_one_impl],
    >,
    for<'gs> QueueCall: ::switchboard::Message,
    for<'gs> QueueCast: ::switchboard::Message,
    for<'gs> QueueInfo: ::switchboard::Message,
    for<'gs> State: ::switchboard::__private01::VettedState<[(); __state_of_Queue]>,
{
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
        _gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            (Self::State, Self),
            ::switchboard::InitError,
        >,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                ::switchboard::__private01::default_machine::<(Self::State, Self)>(),
            )
        }
    }
    fn handle_event(
        &mut self,
        gs_state: &Self::State,
        gs_event: ::switchboard::StatemEvent<Self>,
        gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_event {
                ::switchboard::StatemEvent::Call(gs_event, gs_from) => {
                    match gs_event {
                        QueueCall::Take { name: gs_a0, count: gs_a1 } => {
                            match gs_state {
                                State::Ready { .. } => {
                                    let gs_k0 = gs_a0;
                                    let gs_a0 = ::switchboard::__private01::kept(&gs_k0);
                                    let gs_k1 = gs_a1;
                                    let gs_a1 = ::switchboard::__private01::kept(&gs_k1);
                                    match Self::take(self, gs_a0, gs_a1) {
                                        ::switchboard::__private01::Ok(gs_value) => {
                                            let _ = ::switchboard::__private01::payload::<Vec<u8>>;
                                            let (
                                                gs_reply,
                                                gs_next,
                                            ): (Vec<u8>, ::switchboard::Next<Self::State>) = gs_value;
                                            ::switchboard::__private01::answered::<
                                                _,
                                                Vec<u8>,
                                            >(gs_from, gs_reply, gs_next, gs_cx)
                                        }
                                        ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                            ::switchboard::Handled::Postpone(
                                                ::switchboard::StatemEvent::Call(
                                                    QueueCall::Take {
                                                        name: gs_k0,
                                                        count: gs_k1,
                                                    },
                                                    gs_from,
                                                ),
                                            )
                                        }
                                    }
                                }
                                _ => {
                                    let gs_k0 = gs_a0;
                                    let gs_a0 = ::switchboard::__private01::kept(&gs_k0);
                                    let gs_k1 = gs_a1;
                                    let gs_a1 = ::switchboard::__private01::kept(&gs_k1);
                                    match ::switchboard::__private01::must_be_send(
                                            Self::none(self, gs_a0, gs_a1),
                                        )
                                        .await
                                    {
                                        ::switchboard::__private01::Ok(gs_value) => {
                                            let _ = ::switchboard::__private01::payload::<Vec<u8>>;
                                            let gs_reply: Vec<u8> = gs_value;
                                            ::switchboard::__private01::answered::<
                                                _,
                                                Vec<u8>,
                                            >(gs_from, gs_reply, ::switchboard::Next::keep(), gs_cx)
                                        }
                                        ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                            ::switchboard::Handled::Postpone(
                                                ::switchboard::StatemEvent::Call(
                                                    QueueCall::Take {
                                                        name: gs_k0,
                                                        count: gs_k1,
                                                    },
                                                    gs_from,
                                                ),
                                            )
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Cast(gs_event) => {
                    match gs_event {
                        QueueCast::Put { bytes: gs_a0 } => {
                            match gs_state {
                                _ => {
                                    let gs_k0 = gs_a0;
                                    let gs_a0 = ::switchboard::__private01::kept(&gs_k0);
                                    match Self::put(self, gs_a0) {
                                        ::switchboard::__private01::Ok(gs_value) => {
                                            gs_value;
                                            ::switchboard::Handled::Next(::switchboard::Next::keep())
                                        }
                                        ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                            ::switchboard::Handled::Postpone(
                                                ::switchboard::StatemEvent::Cast(QueueCast::Put {
                                                    bytes: gs_k0,
                                                }),
                                            )
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Info(gs_event) => {
                    match gs_event {
                        QueueInfo::Tick(gs_a0) => {
                            match gs_state {
                                State::Ready { .. } => {
                                    let gs_k0 = gs_a0;
                                    let gs_a0 = ::switchboard::__private01::kept(&gs_k0);
                                    match Self::tick(self, gs_a0) {
                                        ::switchboard::__private01::Ok(gs_value) => {
                                            ::switchboard::Handled::Next(gs_value)
                                        }
                                        ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                            ::switchboard::Handled::Postpone(
                                                ::switchboard::StatemEvent::Info(QueueInfo::Tick(gs_k0)),
                                            )
                                        }
                                    }
                                }
                                _ if false => loop {}
                                State::Busy { .. } => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Info(QueueInfo::Tick(gs_a0)),
                                    )
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Internal(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::EventTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::StateTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Timeout(gs_never) => match gs_never {}
            }
        }
    }
    fn enter(
        &mut self,
        gs_from: &Self::State,
        gs_state: &Self::State,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Enter,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_state {
                State::Ready { .. } | State::Busy { .. } => Self::entered(self, gs_from),
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
        gs_signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let gs_rest = ::switchboard::__private01::Err(gs_signal);
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Tick>().map(QueueInfo::Tick));
        gs_rest
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervised for Queue
where
    for<'gs> Queue: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Queue_into_one_impl],
    >,
{
    type Handle = QueueRef;
    type Sort = ::switchboard::bounds::OfMachine;
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
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Vec<u8>>;
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            QueueCall::Take { name, count },
        )
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
        ::switchboard::__private01::cast(&self.server, QueueCast::Put { bytes })
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<
    ::switchboard::ServerRef<::switchboard::Statem<Queue>>,
> for QueueRef {
    fn from(gs_server: ::switchboard::ServerRef<::switchboard::Statem<Queue>>) -> Self {
        Self { server: gs_server }
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
        (&::switchboard::__private01::ChildArgs::new(()))
            .child_spec::<::switchboard::Statem<Self>, Self>()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
