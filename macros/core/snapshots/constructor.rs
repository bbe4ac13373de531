//! What `#[gen_server]` writes: constructor.

impl Start {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn new() -> Self {
        x
    }
}
#[doc(hidden)]
const __put_all_handlers_of_Start_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Start>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Start
where
    for<'gs> Start: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Start_into_one_impl],
    >,
{
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = StartRef;
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
}
#[automatically_derived]
impl ::switchboard::Supervised for Start {
    type Handle = StartRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Start`.
pub struct StartRef {
    /// The address.
    server: ::switchboard::ServerRef<Start>,
}
impl StartRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Start> {
        &self.server
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for StartRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for StartRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Start>> for StartRef {
    fn from(gs_server: ::switchboard::ServerRef<Start>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Start>> for StartRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Start> {
        &self.server
    }
}
impl Start {
    #[allow(
        clippy::self_named_constructors,
        reason = "every type of this kind has this function, whatever its name"
    )]
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<StartRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<StartRef, ::switchboard::StartError>,
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
