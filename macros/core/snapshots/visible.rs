//! What `#[gen_server]` writes: visible.

impl S {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    pub fn a(&self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    pub(crate) fn b(&self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn c(&self) {}
}
/// The calls that `S` answers.
#[non_exhaustive]
pub(in crate::bank) enum SCall {
    /// `a`.
    A,
    /// `b`.
    B,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SCall {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::A { .. } => f.write_str("A"),
            Self::B { .. } => f.write_str("B"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::A { .. } => "a",
            Self::B { .. } => "b",
        }
    }
}
/// The casts that `S` obeys.
#[non_exhaustive]
pub(in crate::bank) enum SCast {
    /// `c`.
    C,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SCast {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::C { .. } => f.write_str("C"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::C { .. } => "c",
        }
    }
}
#[automatically_derived]
impl ::switchboard::GenServer for S {
    type Args = ();
    type Call = SCall;
    type Cast = SCast;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = SRef;
    fn init(
        _args: Self::Args,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                <Self as ::switchboard::__private01::Default>::default(),
            )
        }
    }
    fn handle_call(
        &mut self,
        call: Self::Call,
        from: ::switchboard::ReplyPort,
        cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match call {
                SCall::A {} => from.reply(Self::a(self), cx),
                SCall::B {} => from.reply(Self::b(self), cx),
            }
        }
    }
    fn handle_cast(
        &mut self,
        cast: Self::Cast,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match cast {
                SCast::C {} => Self::c(self),
            }
        }
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for S {
    type Handle = SRef;
}
/// The typed address of a server of type `S`.
pub(in crate::bank) struct SRef {
    /// The address.
    server: ::switchboard::ServerRef<S>,
}
impl SRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub(in crate::bank) fn server(&self) -> &::switchboard::ServerRef<S> {
        &self.server
    }
    /// `a`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub fn a(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::pace().await;
            let later = match ::switchboard::__private01::turn(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    match turn.run("a", move |this, _cx| S::a(this)) {
                        ::switchboard::__private01::Ok(other) => {
                            return ::switchboard::__private01::Ok(other);
                        }
                        ::switchboard::__private01::Err(rest) => {
                            ::switchboard::__private01::Later::Rest(rest)
                        }
                    }
                }
                ::switchboard::__private01::Err(queue) => {
                    ::switchboard::__private01::Later::Queue(queue, SCall::A {})
                }
            };
            later.finish(::switchboard::__private01::None).await
        }
    }
    /// `b`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub(crate) fn b(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::pace().await;
            let later = match ::switchboard::__private01::turn(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    match turn.run("b", move |this, _cx| S::b(this)) {
                        ::switchboard::__private01::Ok(other) => {
                            return ::switchboard::__private01::Ok(other);
                        }
                        ::switchboard::__private01::Err(rest) => {
                            ::switchboard::__private01::Later::Rest(rest)
                        }
                    }
                }
                ::switchboard::__private01::Err(queue) => {
                    ::switchboard::__private01::Later::Queue(queue, SCall::B {})
                }
            };
            later.finish(::switchboard::__private01::None).await
        }
    }
    /// `c`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn c(
        &self,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<SCast>> {
        self.server.cast(SCast::C {})
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<S>> for SRef {
    fn from(server: ::switchboard::ServerRef<S>) -> Self {
        Self { server: server }
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
    pub(in crate::bank) fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub(in crate::bank) fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<Self>(())
    }
    /// The server as a child of a supervisor.
    pub(in crate::bank) fn child() -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::<Self>::new(())).child_spec()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub(in crate::bank) fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
