//! What `#[gen_server]` writes: phantom.

impl<T: Send + 'static, U: Send + 'static> S<T, U> {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn f(&self, t: T) {}
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = { 0 };
const _: () = {
    fn _gs_payloads<T: Send + 'static, U: Send + 'static>() {
        ::switchboard::__private01::payload::<T>();
    }
};
/// The calls that `S` answers.
#[non_exhaustive]
pub enum SCall<T: Send + 'static, U: Send + 'static> {
    /// `f`.
    F {
        /// `t`.
        t: T,
    },
    #[doc(hidden)]
    __Phantom(
        ::switchboard::NoMessage,
        ::switchboard::__private01::PhantomData<
            fn() -> (
                ::switchboard::__private01::PhantomData<T>,
                ::switchboard::__private01::PhantomData<U>,
            ),
        >,
    ),
}
#[automatically_derived]
impl<T: Send + 'static, U: Send + 'static> ::switchboard::__private01::Debug
for SCall<T, U> {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::F { .. } => gs_f.write_str("F"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static, U: Send + 'static> ::switchboard::Message for SCall<T, U> {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::F { .. } => "f",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static, U: Send + 'static> ::switchboard::GenServer for S<T, U> {
    type Args = ();
    type Call = SCall<T, U>;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = SRef<T, U>;
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
                SCall::F { t: gs_a0 } => gs_from.reply(Self::f(self, gs_a0), gs_cx),
                SCall::__Phantom(gs_never, _) => match gs_never {}
            }
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static, U: Send + 'static> ::switchboard::Supervised for S<T, U> {
    type Handle = SRef<T, U>;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `S`.
pub struct SRef<T: Send + 'static, U: Send + 'static> {
    /// The address.
    server: ::switchboard::ServerRef<S<T, U>>,
}
impl<T: Send + 'static, U: Send + 'static> SRef<T, U> {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<S<T, U>> {
        &self.server
    }
    /// `f`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn f(
        &self,
        t: T,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "f",
                within: ::switchboard::__private01::Within::Default,
            },
            (t,),
            |gs_this, _gs_cx, (gs_a0,)| <S<T, U>>::f(gs_this, gs_a0),
            |(gs_a0,)| SCall::F { t: gs_a0 },
        )
    }
}
#[automatically_derived]
impl<T: Send + 'static, U: Send + 'static> ::switchboard::__private01::Clone
for SRef<T, U> {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static, U: Send + 'static> ::switchboard::__private01::Debug
for SRef<T, U> {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl<
    T: Send + 'static,
    U: Send + 'static,
> ::switchboard::__private01::From<::switchboard::ServerRef<S<T, U>>> for SRef<T, U> {
    fn from(gs_server: ::switchboard::ServerRef<S<T, U>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl<
    T: Send + 'static,
    U: Send + 'static,
> ::switchboard::__private01::AsRef<::switchboard::ServerRef<S<T, U>>> for SRef<T, U> {
    fn as_ref(&self) -> &::switchboard::ServerRef<S<T, U>> {
        &self.server
    }
}
impl<T: Send + 'static, U: Send + 'static> S<T, U> {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            SRef<T, U>,
            ::switchboard::StartError,
        >,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>(())
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            SRef<T, U>,
            ::switchboard::StartError,
        >,
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
