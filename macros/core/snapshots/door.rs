//! What `#[gen_statem]` writes: door.

impl Door {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn new(code: u32) -> (State, Self) {
        (State::Locked, Self { code })
    }
    /// Presses a button.
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn button(&mut self, digit: u32) -> Next<State> {
        Next::to(State::Open)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn walk(&mut self) -> (bool, Next<State>) {
        (true, Next::keep())
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn code(&self, state: &State) -> u32 {
        self.code
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn opened(&mut self, from: &State, cx: &mut StatemContext<Self>) {
        cx.state_timeout(SECOND, DoorStateTimeout::Close);
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn close(&mut self) -> Next<State> {
        Next::to(State::Locked)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn end(&mut self, reason: &ExitReason, state: &State) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Door_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Door>();
    0
};
/// The calls that `Door` answers.
#[non_exhaustive]
pub enum DoorCall {
    /// `walk`.
    Walk,
    /// `code`.
    Code,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for DoorCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Walk { .. } => gs_f.write_str("Walk"),
            Self::Code { .. } => gs_f.write_str("Code"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for DoorCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Walk { .. } => "walk",
            Self::Code { .. } => "code",
        }
    }
}
/// The casts that `Door` obeys.
#[non_exhaustive]
pub enum DoorCast {
    /// Presses a button.
    Button {
        /// `digit`.
        digit: u32,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for DoorCast {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Button { .. } => gs_f.write_str("Button"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for DoorCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Button { .. } => "button",
        }
    }
}
/// What happens when `Door` stays in a state.
#[non_exhaustive]
pub enum DoorStateTimeout {
    /// `close`.
    Close,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for DoorStateTimeout {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Close { .. } => gs_f.write_str("Close"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for DoorStateTimeout {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Close { .. } => "close",
        }
    }
}
#[doc(hidden)]
const __state_of_Door: ::switchboard::__private01::usize = {
    ::switchboard::__private01::state::<State>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenStatem for Door
where
    for<'gs> Door: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Door_into_one_impl],
    >,
    for<'gs> DoorCall: ::switchboard::Message,
    for<'gs> DoorCast: ::switchboard::Message,
    for<'gs> DoorStateTimeout: ::switchboard::Message,
    for<'gs> State: ::switchboard::__private01::VettedState<[(); __state_of_Door]>,
{
    type State = State;
    type Args = (u32,);
    type Call = DoorCall;
    type Cast = DoorCast;
    type Info = ::switchboard::NoMessage;
    type Internal = ::switchboard::NoMessage;
    type EventTimeout = ::switchboard::NoMessage;
    type StateTimeout = DoorStateTimeout;
    type Timeout = ::switchboard::NoMessage;
    type Ref = DoorRef;
    fn init(
        gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            (Self::State, Self),
            ::switchboard::InitError,
        >,
    > + ::switchboard::__private01::Send {
        async move {
            let (gs_a0,) = gs_args;
            let gs_outcome = Self::new(gs_a0);
            ::switchboard::__private01::statem_init_outcome::<Self>(gs_outcome)
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
                        DoorCall::Walk {} => {
                            match gs_state {
                                State::Open { .. } => {
                                    let (
                                        gs_reply,
                                        gs_next,
                                    ): (bool, ::switchboard::Next<Self::State>) = Self::walk(
                                        self,
                                    );
                                    ::switchboard::__private01::answered(
                                        gs_from,
                                        gs_reply,
                                        gs_next,
                                        gs_cx,
                                    )
                                }
                                _ if false => loop {}
                                State::Locked { .. } => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Call(DoorCall::Walk {}, gs_from),
                                    )
                                }
                            }
                        }
                        DoorCall::Code {} => {
                            match gs_state {
                                _ => {
                                    let gs_reply: u32 = Self::code(self, gs_state);
                                    ::switchboard::__private01::answered(
                                        gs_from,
                                        gs_reply,
                                        ::switchboard::Next::keep(),
                                        gs_cx,
                                    )
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Cast(gs_event) => {
                    match gs_event {
                        DoorCast::Button { digit: gs_a0 } => {
                            match gs_state {
                                State::Locked { .. } => {
                                    ::switchboard::Handled::Next(Self::button(self, gs_a0))
                                }
                                _ if false => loop {}
                                State::Open { .. } => {
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Info(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Internal(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::EventTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::StateTimeout(gs_event) => {
                    match gs_event {
                        DoorStateTimeout::Close {} => {
                            match gs_state {
                                State::Open { .. } => {
                                    ::switchboard::Handled::Next(Self::close(self))
                                }
                                _ if false => loop {}
                                State::Locked { .. } => {
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Timeout(gs_never) => match gs_never {}
            }
        }
    }
    fn enter(
        &mut self,
        gs_from: &Self::State,
        gs_state: &Self::State,
        gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Enter,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_state {
                State::Open { .. } => {
                    Self::opened(self, gs_from, gs_cx);
                    ::switchboard::Enter::keep()
                }
                _ => ::switchboard::Enter::keep(),
            }
        }
    }
    fn terminate(
        &mut self,
        gs_reason: &::switchboard::ExitReason,
        gs_state: &Self::State,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move { Self::end(self, gs_reason, gs_state) }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervised for Door
where
    for<'gs> Door: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Door_into_one_impl],
    >,
{
    type Handle = DoorRef;
    type Sort = ::switchboard::bounds::OfMachine;
}
/// The typed address of a state machine of type `Door`.
pub struct DoorRef {
    /// The address.
    server: ::switchboard::ServerRef<::switchboard::Statem<Door>>,
}
impl DoorRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<::switchboard::Statem<Door>> {
        &self.server
    }
    /// Presses a button.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn button(
        &self,
        digit: u32,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<DoorCast>> {
        ::switchboard::__private01::cast(&self.server, DoorCast::Button { digit })
    }
    /// `walk`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn walk(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<bool, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            DoorCall::Walk {},
        )
    }
    /// `code`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn code(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<u32, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            DoorCall::Code {},
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for DoorRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for DoorRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<
    ::switchboard::ServerRef<::switchboard::Statem<Door>>,
> for DoorRef {
    fn from(gs_server: ::switchboard::ServerRef<::switchboard::Statem<Door>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<
    ::switchboard::ServerRef<::switchboard::Statem<Door>>,
> for DoorRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<::switchboard::Statem<Door>> {
        &self.server
    }
}
impl Door {
    /// Starts a state machine, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start(
        code: u32,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<DoorRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<::switchboard::Statem<Self>>((code,))
    }
    /// Starts a state machine that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link(
        code: u32,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<DoorRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<::switchboard::Statem<Self>>((code,))
    }
    /// The state machine as a child of a supervisor.
    pub fn child(code: u32) -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::new((code,)))
            .child_spec::<::switchboard::Statem<Self>, Self>()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
