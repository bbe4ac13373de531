//! What `#[gen_server]` writes: keys.

impl Front {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn ask(&self) -> String {
        String::new()
    }
}
#[doc(hidden)]
const __put_all_handlers_of_Front_into_one_impl: ::otp::__private01::usize = {
    ::otp::__private01::configured::<Front>();
    0
};
/// The calls that `Front` answers.
#[derive(Clone, Debug)]
pub(crate) enum FrontCall {
    /// `ask`.
    Ask,
}
#[automatically_derived]
impl ::otp::Message for FrontCall {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Ask { .. } => "ask",
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::otp::__private01::without_bounds)]
impl ::otp::GenServer for Front
where
    for<'gs> Front: ::otp::__private01::Configured<
        [(); __put_all_handlers_of_Front_into_one_impl],
    >,
    for<'gs> FrontCall: ::otp::Message,
{
    type Args = ();
    type Call = FrontCall;
    type Cast = ::otp::NoMessage;
    type Info = ::otp::NoMessage;
    type Continue = ::otp::NoMessage;
    type Ref = Desk;
    fn init(
        _gs_args: Self::Args,
        _gs_cx: &mut ::otp::Context<Self>,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Self, ::otp::InitError>,
    > + ::otp::__private01::Send {
        async move {
            ::otp::__private01::Ok(::otp::__private01::default_state::<Self>())
        }
    }
    fn handle_call(
        &mut self,
        gs_call: Self::Call,
        gs_from: ::otp::ReplyPort,
        gs_cx: &mut ::otp::Context<Self>,
    ) -> impl ::otp::__private01::Future<Output = ()> + ::otp::__private01::Send {
        async move {
            match gs_call {
                FrontCall::Ask {} => gs_from.reply(Self::ask(self), gs_cx),
            }
        }
    }
}
#[automatically_derived]
impl ::otp::Supervised for Front {
    type Handle = Desk;
    type Sort = ::otp::bounds::OfServer;
}
/// The typed address of a server of type `Front`.
pub(crate) struct Desk {
    /// The address.
    server: ::otp::ServerRef<Front>,
}
impl Desk {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub(crate) fn server(&self) -> &::otp::ServerRef<Front> {
        &self.server
    }
    /// `ask`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    #[deprecated]
    fn question(
        &self,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<String, ::otp::CallError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::answer(
            &self.server,
            &::otp::__private01::Asking {
                message: "ask",
                within: ::otp::__private01::Within::Default,
            },
            (),
            |gs_this, _gs_cx, ()| Front::ask(gs_this),
            |()| FrontCall::Ask {},
        )
    }
}
#[automatically_derived]
impl ::otp::__private01::Clone for Desk {
    fn clone(&self) -> Self {
        Self {
            server: ::otp::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::otp::__private01::Debug for Desk {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        ::otp::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::otp::__private01::From<::otp::ServerRef<Front>> for Desk {
    fn from(gs_server: ::otp::ServerRef<Front>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::otp::__private01::AsRef<::otp::ServerRef<Front>> for Desk {
    fn as_ref(&self) -> &::otp::ServerRef<Front> {
        &self.server
    }
}
impl Front {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub(crate) fn start() -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Desk, ::otp::StartError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub(crate) fn start_link() -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Desk, ::otp::StartError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::start_link::<Self>(())
    }
    /// The server as a child of a supervisor.
    pub(crate) fn child() -> ::otp::ChildSpec<Self> {
        use ::otp::__private01::{OnceChild as _, RepeatableChild as _};
        (&::otp::__private01::ChildArgs::new(())).child_spec::<Self, Self>()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub(crate) fn dynamic() -> ::otp::DynamicSpec<Self> {
        ::otp::DynamicSpec::new()
    }
}
