//! What `#[gen_server]` writes: strict.

impl S {
    fn a(&self) {}
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<S>();
    0
};
/// The calls that `S` answers.
#[non_exhaustive]
pub enum SCall {
    /// `a`.
    A,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::A { .. } => gs_f.write_str("A"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::A { .. } => "a",
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for S
where
    for<'gs> S: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_S_into_one_impl],
    >,
    for<'gs> SCall: ::switchboard::Message,
{
    type Args = ();
    type Call = SCall;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = SRef;
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
                SCall::A {} => gs_from.reply(Self::a(self), gs_cx),
            }
        }
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for S {
    type Handle = SRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `S`.
pub struct SRef {
    /// The address.
    server: ::switchboard::ServerRef<S>,
}
impl SRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<S> {
        &self.server
    }
    /// `a`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn a(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "a",
                within: ::switchboard::__private01::Within::Default,
            },
            (),
            |gs_this, _gs_cx, ()| S::a(gs_this),
            |()| SCall::A {},
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for SRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<S>> for SRef {
    fn from(gs_server: ::switchboard::ServerRef<S>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<S>> for SRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<S> {
        &self.server
    }
}
impl S {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
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
