//! What `#[gen_server]` writes: empty.

impl Idle {
    fn helper(&self) {}
}
#[doc(hidden)]
const __put_all_handlers_of_Idle_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Idle>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Idle
where
    for<'gs> Idle: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Idle_into_one_impl],
    >,
{
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = IdleRef;
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
}
#[automatically_derived]
impl ::switchboard::Supervised for Idle {
    type Handle = IdleRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Idle`.
pub struct IdleRef {
    /// The address.
    server: ::switchboard::ServerRef<Idle>,
}
impl IdleRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Idle> {
        &self.server
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for IdleRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for IdleRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Idle>> for IdleRef {
    fn from(gs_server: ::switchboard::ServerRef<Idle>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Idle>> for IdleRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Idle> {
        &self.server
    }
}
impl Idle {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<IdleRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<IdleRef, ::switchboard::StartError>,
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
