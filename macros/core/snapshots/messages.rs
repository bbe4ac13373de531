//! What `#[gen_server]` writes: messages.

impl Counter {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn new() -> Self {
        Self(0)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn add(&mut self, by: u64) -> u64 {
        self.0 += by;
        self.0
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn when(&mut self, at: u64, reply: ReplyTo<u64>) {
        self.waiting.push((at, reply));
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn reset(&mut self) {
        self.0 = 0;
    }
}
#[doc(hidden)]
const __put_all_handlers_of_Counter_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Counter>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Counter
where
    for<'gs> Counter: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Counter_into_one_impl],
    >,
    for<'gs> CounterMsg: ::switchboard::Message,
{
    type Args = ();
    type Call = CounterMsg;
    type Cast = CounterMsg;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = CounterRef;
    fn init(
        _gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            let gs_outcome = Self::new();
            ::switchboard::__private01::init_outcome::<Self>(gs_outcome)
        }
    }
    fn handle_call(
        &mut self,
        gs_call: Self::Call,
        gs_from: ::switchboard::ReplyPort,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_call {
                CounterMsg::Add { by: gs_a0, .. } => {
                    trait gs_Maybe {
                        fn __reply_add<gs_Reply>(reply: gs_Reply) -> gs_Reply {
                            reply
                        }
                    }
                    impl<gs_Of> gs_Maybe for gs_Of {}
                    let gs_reply: u64 = Self::add(self, gs_a0);
                    gs_from.reply(CounterMsg::__reply_add(gs_reply), gs_cx)
                }
                CounterMsg::When { at: gs_a0, .. } => {
                    trait gs_Maybe {
                        fn __reply_when<gs_Reply>(reply: gs_Reply) -> gs_Reply {
                            reply
                        }
                    }
                    impl<gs_Of> gs_Maybe for gs_Of {}
                    let _ = |gs_reply: u64| -> u64 {
                        CounterMsg::__reply_when(gs_reply)
                    };
                    let gs_other = gs_from.defer::<u64, Self>(gs_cx);
                    Self::when(self, gs_a0, gs_other)
                }
                CounterMsg::Reset { .. } => {
                    trait gs_Maybe {
                        fn __reply_reset<gs_Reply>(reply: gs_Reply) -> gs_Reply {
                            reply
                        }
                    }
                    impl<gs_Of> gs_Maybe for gs_Of {}
                    let _ = |gs_nobody: ::switchboard::__private01::NobodyWaits| CounterMsg::__reply_reset(
                        gs_nobody,
                    );
                    Self::reset(self)
                }
            }
        }
    }
    fn handle_cast(
        &mut self,
        gs_cast: Self::Cast,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        <Self as ::switchboard::GenServer>::handle_call(
            self,
            gs_cast,
            ::switchboard::ReplyPort::none(),
            gs_cx,
        )
    }
    fn cast_may_wait(_gs_cast: &Self::Cast) -> ::switchboard::__private01::bool {
        false
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Counter {
    type Handle = CounterRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Counter`.
pub struct CounterRef {
    /// The address.
    server: ::switchboard::ServerRef<Counter>,
}
impl CounterRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Counter> {
        &self.server
    }
    /// `add`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn add(
        &self,
        by: u64,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<u64, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "add",
                within: ::switchboard::__private01::Within::Default,
            },
            (by,),
            |gs_this, _gs_cx, (gs_a0,)| Counter::add(gs_this, gs_a0),
            |(gs_a0,)| CounterMsg::Add { by: gs_a0 },
        )
    }
    /// `when`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn when(
        &self,
        at: u64,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<u64, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            CounterMsg::When { at },
        )
    }
    /// `reset`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn reset(
        &self,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<CounterMsg>> {
        ::switchboard::__private01::cast(&self.server, CounterMsg::Reset {})
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for CounterRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for CounterRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Counter>> for CounterRef {
    fn from(gs_server: ::switchboard::ServerRef<Counter>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Counter>>
for CounterRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Counter> {
        &self.server
    }
}
impl Counter {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            CounterRef,
            ::switchboard::StartError,
        >,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            CounterRef,
            ::switchboard::StartError,
        >,
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
