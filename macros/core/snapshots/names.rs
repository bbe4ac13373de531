//! What `#[gen_server]` writes: names.

impl Clash {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn r#type(
        &mut self,
        r#fn: u8,
        this: u8,
        cx: u8,
        turn: u8,
        queue: u8,
        self_: u8,
    ) -> u8 {
        self.sum([r#fn, this, cx, turn, queue, self_])
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn from(&mut self, from: u8, call: u8, gen: u8, context: &mut Context<Self>) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Clash_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Clash>();
    0
};
/// The calls that `Clash` answers.
#[non_exhaustive]
pub enum ClashCall {
    /// `type`.
    Type {
        /// `fn`.
        r#fn: u8,
        /// `this`.
        this: u8,
        /// `cx`.
        cx: u8,
        /// `turn`.
        turn: u8,
        /// `queue`.
        queue: u8,
        /// `self_`.
        self_: u8,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for ClashCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Type { .. } => gs_f.write_str("Type"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for ClashCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Type { .. } => "type",
        }
    }
}
/// The casts that `Clash` obeys.
#[non_exhaustive]
pub enum ClashCast {
    /// `from`.
    From {
        /// `from`.
        from: u8,
        /// `call`.
        call: u8,
        /// `gen`.
        r#gen: u8,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for ClashCast {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::From { .. } => gs_f.write_str("From"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for ClashCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::From { .. } => "from",
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Clash
where
    for<'gs> Clash: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Clash_into_one_impl],
    >,
    for<'gs> ClashCall: ::switchboard::Message,
    for<'gs> ClashCast: ::switchboard::Message,
{
    type Args = ();
    type Call = ClashCall;
    type Cast = ClashCast;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = ClashRef;
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
        gs_from: ::switchboard::ReplyPort,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_call {
                ClashCall::Type {
                    r#fn: gs_a0,
                    this: gs_a1,
                    cx: gs_a2,
                    turn: gs_a3,
                    queue: gs_a4,
                    self_: gs_a5,
                } => {
                    gs_from
                        .reply(
                            Self::r#type(self, gs_a0, gs_a1, gs_a2, gs_a3, gs_a4, gs_a5),
                            gs_cx,
                        )
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
        async move {
            match gs_cast {
                ClashCast::From { from: gs_a0, call: gs_a1, r#gen: gs_a2 } => {
                    Self::from(self, gs_a0, gs_a1, gs_a2, gs_cx)
                }
            }
        }
    }
    fn cast_may_wait(_gs_cast: &Self::Cast) -> ::switchboard::__private01::bool {
        false
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Clash {
    type Handle = ClashRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Clash`.
pub struct ClashRef {
    /// The address.
    server: ::switchboard::ServerRef<Clash>,
}
impl ClashRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Clash> {
        &self.server
    }
    /// `type`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn r#type(
        &self,
        r#fn: u8,
        this: u8,
        cx: u8,
        turn: u8,
        queue: u8,
        self_: u8,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<u8, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "type",
                within: ::switchboard::__private01::Within::Default,
            },
            (r#fn, this, cx, turn, queue, self_),
            |gs_this, _gs_cx, (gs_a0, gs_a1, gs_a2, gs_a3, gs_a4, gs_a5)| Clash::r#type(
                gs_this,
                gs_a0,
                gs_a1,
                gs_a2,
                gs_a3,
                gs_a4,
                gs_a5,
            ),
            |(gs_a0, gs_a1, gs_a2, gs_a3, gs_a4, gs_a5)| ClashCall::Type {
                r#fn: gs_a0,
                this: gs_a1,
                cx: gs_a2,
                turn: gs_a3,
                queue: gs_a4,
                self_: gs_a5,
            },
        )
    }
    /// `from`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn from(
        &self,
        from: u8,
        call: u8,
        r#gen: u8,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<ClashCast>> {
        ::switchboard::__private01::cast(
            &self.server,
            ClashCast::From {
                from,
                call,
                r#gen,
            },
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for ClashRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for ClashRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Clash>> for ClashRef {
    fn from(gs_server: ::switchboard::ServerRef<Clash>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Clash>> for ClashRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Clash> {
        &self.server
    }
}
impl Clash {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<ClashRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<ClashRef, ::switchboard::StartError>,
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
