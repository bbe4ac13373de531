//! What `#[gen_server]` writes: replies.

impl Gate {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn pass(&mut self, who: Name, reply: ReplyTo<Ticket>, cx: &mut Context<Self>) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn knock(&mut self, reply: ReplyTo<()>) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Gate_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Gate>();
    0
};
const _: [(); {
    ::switchboard::__private01::payload::<Name>();
    0
}] = [];
/// The calls that `Gate` answers.
#[non_exhaustive]
pub enum GateCall {
    /// `pass`.
    Pass {
        /// `who`.
        who: Name,
    },
    /// `knock`.
    Knock,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for GateCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Pass { .. } => gs_f.write_str("Pass"),
            Self::Knock { .. } => gs_f.write_str("Knock"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for GateCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Pass { .. } => "pass",
            Self::Knock { .. } => "knock",
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Gate
where
    for<'gs> Gate: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Gate_into_one_impl],
    >,
    for<'gs> GateCall: ::switchboard::Message,
{
    type Args = ();
    type Call = GateCall;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = GateRef;
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
                GateCall::Pass { who: gs_a0 } => {
                    let _ = ::switchboard::__private01::payload::<Ticket>;
                    let gs_other = gs_from.defer::<Ticket, Self>(gs_cx);
                    Self::pass(self, gs_a0, gs_other, gs_cx)
                }
                GateCall::Knock {} => {
                    let gs_other = gs_from.defer::<(), Self>(gs_cx);
                    ::switchboard::__private01::must_be_send(Self::knock(self, gs_other))
                        .await
                }
            }
        }
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Gate {
    type Handle = GateRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Gate`.
pub struct GateRef {
    /// The address.
    server: ::switchboard::ServerRef<Gate>,
}
impl GateRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Gate> {
        &self.server
    }
    /// `pass`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn pass(
        &self,
        who: Name,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Ticket, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Ticket>;
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            GateCall::Pass { who },
        )
    }
    /// `knock`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn knock(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            GateCall::Knock {},
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for GateRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for GateRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Gate>> for GateRef {
    fn from(gs_server: ::switchboard::ServerRef<Gate>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Gate>> for GateRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Gate> {
        &self.server
    }
}
impl Gate {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<GateRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<GateRef, ::switchboard::StartError>,
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
