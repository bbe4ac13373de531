//! What `#[gen_server]` writes: onward.

impl S {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn go(&mut self, cx: &mut Context<Self>, page: u32) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn put(&mut self, cx: &mut Context<Self>) {
        cx.continue_with(SContinue::Next { page: 1 })
    }
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<S>();
    0
};
/// The casts that `S` obeys.
#[non_exhaustive]
pub enum SCast {
    /// `put`.
    Put,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SCast {
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
impl ::switchboard::Message for SCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Put { .. } => "put",
        }
    }
}
/// What `S` leaves to be done next.
#[non_exhaustive]
pub enum SContinue {
    /// `go`.
    Next {
        /// `page`.
        page: u32,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SContinue {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Next { .. } => gs_f.write_str("Next"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SContinue {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Next { .. } => "go",
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
    for<'gs> SCast: ::switchboard::Message,
    for<'gs> SContinue: ::switchboard::Message,
{
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = SCast;
    type Info = ::switchboard::NoMessage;
    type Continue = SContinue;
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
    fn handle_cast(
        &mut self,
        gs_cast: Self::Cast,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_cast {
                SCast::Put {} => Self::put(self, gs_cx),
            }
        }
    }
    fn cast_may_wait(_gs_cast: &Self::Cast) -> ::switchboard::__private01::bool {
        false
    }
    fn handle_continue(
        &mut self,
        gs_next: Self::Continue,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_next {
                SContinue::Next { page: gs_a0 } => {
                    ::switchboard::__private01::must_be_send(
                            Self::go(self, gs_cx, gs_a0),
                        )
                        .await
                }
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
    /// `put`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn put(
        &self,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<SCast>> {
        ::switchboard::__private01::cast(&self.server, SCast::Put {})
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
