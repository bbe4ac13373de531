//! What `#[gen_server]` writes: owner.

impl r#type {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn own(&self, a: Self, b: [u8; Self::N]) -> Option<Self> {
        x
    }
}
#[doc(hidden)]
const __put_all_handlers_of_type_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<r#type>();
    0
};
const _: [(); {
    ::switchboard::__private01::payload::<r#type>();
    ::switchboard::__private01::payload::<[u8; r#type::N]>();
    0
}] = [];
/// The calls that `type` answers.
#[non_exhaustive]
pub enum typeCall {
    /// `own`.
    Own {
        /// `a`.
        a: r#type,
        /// `b`.
        b: [u8; r#type::N],
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for typeCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Own { .. } => gs_f.write_str("Own"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for typeCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Own { .. } => "own",
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for r#type
where
    for<'gs> r#type: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_type_into_one_impl],
    >,
    for<'gs> typeCall: ::switchboard::Message,
{
    type Args = ();
    type Call = typeCall;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = typeRef;
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
                typeCall::Own { a: gs_a0, b: gs_a1 } => {
                    let _ = ::switchboard::__private01::payload::<Option<r#type>>;
                    gs_from
                        .reply::<
                            Option<r#type>,
                            Self,
                        >(Self::own(self, gs_a0, gs_a1), gs_cx)
                }
            }
        }
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for r#type {
    type Handle = typeRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `type`.
pub struct typeRef {
    /// The address.
    server: ::switchboard::ServerRef<r#type>,
}
impl typeRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<r#type> {
        &self.server
    }
    /// `own`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn own(
        &self,
        a: r#type,
        b: [u8; r#type::N],
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            Option<r#type>,
            ::switchboard::CallError,
        >,
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Option<r#type>>;
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "own",
                within: ::switchboard::__private01::Within::Default,
            },
            (a, b),
            |gs_this, _gs_cx, (gs_a0, gs_a1)| r#type::own(gs_this, gs_a0, gs_a1),
            |(gs_a0, gs_a1)| typeCall::Own {
                a: gs_a0,
                b: gs_a1,
            },
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for typeRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for typeRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<r#type>> for typeRef {
    fn from(gs_server: ::switchboard::ServerRef<r#type>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<r#type>> for typeRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<r#type> {
        &self.server
    }
}
impl r#type {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<typeRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<typeRef, ::switchboard::StartError>,
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
