//! What `#[gen_server]` writes: generics.

impl<T, const N: usize> store::Store<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    pub fn all(&self) -> Vec<T> {
        self.items.clone()
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn copy(&self) -> Option<Self> {
        None
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn put(&mut self, items: [T; N]) {
        self.items.extend(items);
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn item(&mut self, item: Box<T>) {
        self.items.push(*item);
    }
}
#[doc(hidden)]
const __put_all_handlers_of_Store_into_one_impl: ::switchboard::__private01::usize = {
    0
};
const _: () = {
    fn _gs_payloads<T, const N: usize>()
    where
        T: Clone + Send + Sync + 'static,
    {
        ::switchboard::__private01::payload::<[T; N]>();
        ::switchboard::__private01::payload::<Box<T>>();
    }
};
/// The calls that `Store` answers.
#[non_exhaustive]
pub enum StoreCall<T, const N: usize>
where
    T: Clone + Send + Sync + 'static,
{
    /// `all`.
    All,
    /// `copy`.
    Copy,
    #[doc(hidden)]
    __Phantom(
        ::switchboard::NoMessage,
        ::switchboard::__private01::PhantomData<
            fn() -> (::switchboard::__private01::PhantomData<T>,),
        >,
    ),
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::Debug for StoreCall<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::All { .. } => gs_f.write_str("All"),
            Self::Copy { .. } => gs_f.write_str("Copy"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Message for StoreCall<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::All { .. } => "all",
            Self::Copy { .. } => "copy",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// The casts that `Store` obeys.
#[non_exhaustive]
pub enum StoreCast<T, const N: usize>
where
    T: Clone + Send + Sync + 'static,
{
    /// `put`.
    Put {
        /// `items`.
        items: [T; N],
    },
    #[doc(hidden)]
    __Phantom(
        ::switchboard::NoMessage,
        ::switchboard::__private01::PhantomData<
            fn() -> (::switchboard::__private01::PhantomData<T>,),
        >,
    ),
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::Debug for StoreCast<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Put { .. } => gs_f.write_str("Put"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Message for StoreCast<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Put { .. } => "put",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// Everything else that `Store` listens to.
#[non_exhaustive]
pub enum StoreInfo<T, const N: usize>
where
    T: Clone + Send + Sync + 'static,
{
    /// `item`.
    Item(Box<T>),
    #[doc(hidden)]
    __Phantom(
        ::switchboard::NoMessage,
        ::switchboard::__private01::PhantomData<
            fn() -> (::switchboard::__private01::PhantomData<T>,),
        >,
    ),
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::Debug for StoreInfo<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Item { .. } => gs_f.write_str("Item"),
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Message for StoreInfo<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Item { .. } => "item",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::From<Box<T>> for StoreInfo<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn from(gs_info: Box<T>) -> Self {
        Self::Item(gs_info)
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::GenServer for store::Store<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    type Args = ();
    type Call = StoreCall<T, N>;
    type Cast = StoreCast<T, N>;
    type Info = StoreInfo<T, N>;
    type Continue = ::switchboard::NoMessage;
    type Ref = StoreRef<T, N>;
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
                StoreCall::All {} => {
                    let _ = ::switchboard::__private01::payload::<Vec<T>>;
                    gs_from.reply::<Vec<T>, Self>(Self::all(self), gs_cx)
                }
                StoreCall::Copy {} => {
                    let _ = ::switchboard::__private01::payload::<
                        Option<store::Store<T, N>>,
                    >;
                    gs_from
                        .reply::<
                            Option<store::Store<T, N>>,
                            Self,
                        >(
                            ::switchboard::__private01::boxed(Self::copy(self)).await,
                            gs_cx,
                        )
                }
                StoreCall::__Phantom(gs_never, _) => match gs_never {}
            }
        }
    }
    fn handle_cast(
        &mut self,
        gs_cast: Self::Cast,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_cast {
                StoreCast::Put { items: gs_a0 } => Self::put(self, gs_a0),
                StoreCast::__Phantom(gs_never, _) => match gs_never {}
            }
        }
    }
    fn cast_may_wait(_gs_cast: &Self::Cast) -> ::switchboard::__private01::bool {
        false
    }
    fn handle_info(
        &mut self,
        gs_info: Self::Info,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_info {
                StoreInfo::Item(gs_a0) => Self::item(self, gs_a0),
                StoreInfo::__Phantom(gs_never, _) => match gs_never {}
            }
        }
    }
    fn signal(
        gs_signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let gs_rest = ::switchboard::__private01::Err(gs_signal);
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Box<T>>().map(StoreInfo::Item));
        gs_rest
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Supervised for store::Store<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    type Handle = StoreRef<T, N>;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Store`.
pub struct StoreRef<T, const N: usize>
where
    T: Clone + Send + Sync + 'static,
{
    /// The address.
    server: ::switchboard::ServerRef<store::Store<T, N>>,
}
impl<T, const N: usize> StoreRef<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<store::Store<T, N>> {
        &self.server
    }
    /// `all`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub fn all(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Vec<T>, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Vec<T>>;
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "all",
                within: ::switchboard::__private01::Within::Default,
            },
            (),
            |gs_this, _gs_cx, ()| <store::Store<T, N>>::all(gs_this),
            |()| StoreCall::All {},
        )
    }
    /// `copy`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn copy(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            Option<store::Store<T, N>>,
            ::switchboard::CallError,
        >,
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Option<store::Store<T, N>>>;
        ::switchboard::__private01::answer_to_wait(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "copy",
                within: ::switchboard::__private01::Within::Default,
            },
            (),
            |gs_this, _gs_cx, ()| ::switchboard::__private01::boxed(
                <store::Store<T, N>>::copy(gs_this),
            ),
            |()| StoreCall::Copy {},
        )
    }
    /// `put`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn put(
        &self,
        items: [T; N],
    ) -> ::switchboard::__private01::Result<
        (),
        ::switchboard::CastError<StoreCast<T, N>>,
    > {
        ::switchboard::__private01::cast(&self.server, StoreCast::Put { items })
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::Clone for StoreRef<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::Debug for StoreRef<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl<
    T,
    const N: usize,
> ::switchboard::__private01::From<::switchboard::ServerRef<store::Store<T, N>>>
for StoreRef<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn from(gs_server: ::switchboard::ServerRef<store::Store<T, N>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl<
    T,
    const N: usize,
> ::switchboard::__private01::AsRef<::switchboard::ServerRef<store::Store<T, N>>>
for StoreRef<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn as_ref(&self) -> &::switchboard::ServerRef<store::Store<T, N>> {
        &self.server
    }
}
impl<T, const N: usize> store::Store<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            StoreRef<T, N>,
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
            StoreRef<T, N>,
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
