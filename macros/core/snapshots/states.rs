//! What `#[gen_statem]` writes: states.

impl<T: Send + 'static> S<T> {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn one(&mut self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn other(&mut self) -> Next<m::St<T>> {
        x
    }
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = { 0 };
/// The casts that `S` obeys.
#[non_exhaustive]
pub enum SCast<T: Send + 'static> {
    /// `one`.
    One,
    #[doc(hidden)]
    __Phantom(
        ::switchboard::NoMessage,
        ::switchboard::__private01::PhantomData<
            fn() -> (::switchboard::__private01::PhantomData<T>,),
        >,
    ),
}
#[automatically_derived]
impl<T: Send + 'static> ::switchboard::__private01::Debug for SCast<T> {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::One { .. } => gs_f.write_str("One"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static> ::switchboard::Message for SCast<T> {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::One { .. } => "one",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static> ::switchboard::GenStatem for S<T> {
    type State = m::St<T>;
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = SCast<T>;
    type Info = ::switchboard::NoMessage;
    type Internal = ::switchboard::NoMessage;
    type EventTimeout = ::switchboard::NoMessage;
    type StateTimeout = ::switchboard::NoMessage;
    type Timeout = ::switchboard::NoMessage;
    type Ref = SRef<T>;
    fn init(
        _gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            (Self::State, Self),
            ::switchboard::InitError,
        >,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                ::switchboard::__private01::default_machine::<(Self::State, Self)>(),
            )
        }
    }
    fn handle_event(
        &mut self,
        gs_state: &Self::State,
        gs_event: ::switchboard::StatemEvent<Self>,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_event {
                ::switchboard::StatemEvent::Call(gs_never, _) => match gs_never {}
                ::switchboard::StatemEvent::Cast(gs_event) => {
                    match gs_event {
                        SCast::One {} => {
                            match gs_state {
                                m::St::<T>::A { .. } | m::St::<T>::B { c: 1 } | &m::C => {
                                    Self::one(self);
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                                _ => ::switchboard::Handled::Next(Self::other(self)),
                            }
                        }
                        SCast::__Phantom(gs_never, _) => match gs_never {}
                    }
                }
                ::switchboard::StatemEvent::Info(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Internal(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::EventTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::StateTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Timeout(gs_never) => match gs_never {}
            }
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static> ::switchboard::Supervised for S<T> {
    type Handle = SRef<T>;
    type Sort = ::switchboard::bounds::OfMachine;
}
/// The typed address of a state machine of type `S`.
pub struct SRef<T: Send + 'static> {
    /// The address.
    server: ::switchboard::ServerRef<::switchboard::Statem<S<T>>>,
}
impl<T: Send + 'static> SRef<T> {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<::switchboard::Statem<S<T>>> {
        &self.server
    }
    /// `one`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn one(
        &self,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<SCast<T>>> {
        ::switchboard::__private01::cast(&self.server, SCast::One {})
    }
}
#[automatically_derived]
impl<T: Send + 'static> ::switchboard::__private01::Clone for SRef<T> {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl<T: Send + 'static> ::switchboard::__private01::Debug for SRef<T> {
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
> ::switchboard::__private01::From<::switchboard::ServerRef<::switchboard::Statem<S<T>>>>
for SRef<T> {
    fn from(gs_server: ::switchboard::ServerRef<::switchboard::Statem<S<T>>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl<
    T: Send + 'static,
> ::switchboard::__private01::AsRef<
    ::switchboard::ServerRef<::switchboard::Statem<S<T>>>,
> for SRef<T> {
    fn as_ref(&self) -> &::switchboard::ServerRef<::switchboard::Statem<S<T>>> {
        &self.server
    }
}
impl<T: Send + 'static> S<T> {
    /// Starts a state machine, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef<T>, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<::switchboard::Statem<Self>>(())
    }
    /// Starts a state machine that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef<T>, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<::switchboard::Statem<Self>>(())
    }
    /// The state machine as a child of a supervisor.
    pub fn child() -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::new(()))
            .child_spec::<::switchboard::Statem<Self>, Self>()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
