//! What `#[gen_server]` writes: arguments.

impl S {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn f(&self, _: u8, (a, b): (u8, u8), x @ A { .. }: A, arg0: u16, #[cfg(c)] d: D) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn new((a, b): (A, B), _: C) -> Self {
        x
    }
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<S>();
    0
};
const _: [(); {
    ::switchboard::__private01::payload::<(A, B)>();
    ::switchboard::__private01::payload::<C>();
    ::switchboard::__private01::payload::<(u8, u8)>();
    ::switchboard::__private01::payload::<A>();
    #[cfg(c)] ::switchboard::__private01::payload::<D>();
    0
}] = [];
/// The calls that `S` answers.
#[non_exhaustive]
pub enum SCall {
    /// `f`.
    F {
        /// `arg0_`.
        arg0_: u8,
        /// `arg1`.
        arg1: (u8, u8),
        /// `arg2`.
        arg2: A,
        /// `arg0`.
        arg0: u16,
        #[cfg(c)]
        /// `d`.
        d: D,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::F { .. } => gs_f.write_str("F"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::F { .. } => "f",
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
    type Args = ((A, B), C);
    type Call = SCall;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = SRef;
    fn init(
        gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            let (gs_a0, gs_a1) = gs_args;
            let gs_outcome = Self::new(gs_a0, gs_a1);
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
                SCall::F {
                    arg0_: gs_a0,
                    arg1: gs_a1,
                    arg2: gs_a2,
                    arg0: gs_a3,
                    #[cfg(c)]
                    d: gs_a4,
                } => {
                    gs_from
                        .reply(
                            Self::f(self, gs_a0, gs_a1, gs_a2, gs_a3, #[cfg(c)] gs_a4),
                            gs_cx,
                        )
                }
            }
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervised for S
where
    for<'gs> S: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_S_into_one_impl],
    >,
{
    type Handle = SRef;
    type Sort = ::switchboard::bounds::OfServer;
    const STARTED_ONCE: ::switchboard::__private01::Option<::switchboard::Restart> = {
        use ::switchboard::__private01::StartsOnce as _;
        ::switchboard::__private01::started_once::<
            Self,
        >(::switchboard::__private01::ChildArgs::<((A, B), C)>::REPEATABLE)
    };
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
    /// `f`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn f(
        &self,
        arg0_: u8,
        arg1: (u8, u8),
        arg2: A,
        arg0: u16,
        #[cfg(c)]
        d: D,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "f",
                within: ::switchboard::__private01::Within::Default,
            },
            {
                let gs_rest = ();
                #[cfg(c)]
                let gs_rest = (d, gs_rest);
                let gs_rest = (arg0, gs_rest);
                let gs_rest = (arg2, gs_rest);
                let gs_rest = (arg1, gs_rest);
                let gs_rest = (arg0_, gs_rest);
                gs_rest
            },
            |gs_this, _gs_cx, gs_rest| {
                let (gs_a0, gs_rest) = gs_rest;
                let (gs_a1, gs_rest) = gs_rest;
                let (gs_a2, gs_rest) = gs_rest;
                let (gs_a3, gs_rest) = gs_rest;
                #[cfg(c)]
                let (gs_a4, gs_rest) = gs_rest;
                let () = gs_rest;
                S::f(gs_this, gs_a0, gs_a1, gs_a2, gs_a3, #[cfg(c)] gs_a4)
            },
            |gs_rest| {
                let (gs_a0, gs_rest) = gs_rest;
                let (gs_a1, gs_rest) = gs_rest;
                let (gs_a2, gs_rest) = gs_rest;
                let (gs_a3, gs_rest) = gs_rest;
                #[cfg(c)]
                let (gs_a4, gs_rest) = gs_rest;
                let () = gs_rest;
                SCall::F {
                    arg0_: gs_a0,
                    arg1: gs_a1,
                    arg2: gs_a2,
                    arg0: gs_a3,
                    #[cfg(c)]
                    d: gs_a4,
                }
            },
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
    pub fn start(
        arg0: (A, B),
        arg1: C,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>((arg0, arg1))
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link(
        arg0: (A, B),
        arg1: C,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<Self>((arg0, arg1))
    }
    /// The server as a child of a supervisor.
    pub fn child(arg0: (A, B), arg1: C) -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::new((arg0, arg1)))
            .child_spec::<Self, Self>()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
