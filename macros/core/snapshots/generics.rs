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
const __put_all_handlers_of_Store_into_one_impl: () = ();
const _: () = {
    fn _payloads<T, const N: usize>()
    where
        T: Clone + Send + Sync + 'static,
    {
        ::switchboard::__private01::payload::<Vec<T>>();
        ::switchboard::__private01::payload::<Option<store::Store<T, N>>>();
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::All { .. } => f.write_str("All"),
            Self::Copy { .. } => f.write_str("Copy"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Message for StoreCall<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn name(&self) -> &'static str {
        match *self {
            Self::All { .. } => "all",
            Self::Copy { .. } => "copy",
            Self::__Phantom(never, _) => match never {}
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Put { .. } => f.write_str("Put"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Message for StoreCast<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn name(&self) -> &'static str {
        match *self {
            Self::Put { .. } => "put",
            Self::__Phantom(never, _) => match never {}
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Item { .. } => f.write_str("Item"),
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Message for StoreInfo<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn name(&self) -> &'static str {
        match *self {
            Self::Item { .. } => "item",
            Self::__Phantom(never, _) => match never {}
        }
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::__private01::From<Box<T>> for StoreInfo<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    fn from(info: Box<T>) -> Self {
        Self::Item(info)
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
        _args: Self::Args,
        _cx: &mut ::switchboard::Context<Self>,
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
        call: Self::Call,
        from: ::switchboard::ReplyPort,
        cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match call {
                StoreCall::All {} => from.reply(Self::all(self), cx),
                StoreCall::Copy {} => {
                    from.reply(
                        ::switchboard::__private01::boxed(Self::copy(self)).await,
                        cx,
                    )
                }
                StoreCall::__Phantom(never, _) => match never {}
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
                StoreCast::Put { items: a0 } => Self::put(self, a0),
                StoreCast::__Phantom(never, _) => match never {}
            }
        }
    }
    fn handle_info(
        &mut self,
        info: Self::Info,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match info {
                StoreInfo::Item(a0) => Self::item(self, a0),
                StoreInfo::__Phantom(never, _) => match never {}
            }
        }
    }
    fn signal(
        signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let rest = ::switchboard::__private01::Err(signal);
        let rest = rest.or_else(|signal| signal.take::<Box<T>>().map(StoreInfo::Item));
        rest
    }
}
#[automatically_derived]
impl<T, const N: usize> ::switchboard::Supervised for store::Store<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    type Handle = StoreRef<T, N>;
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
    > + ::switchboard::__private01::Send + use<'_, T, N> {
        async move {
            ::switchboard::__private01::pace().await;
            let later = match ::switchboard::__private01::turn(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    match turn
                        .run("all", move |this, _cx| <store::Store<T, N>>::all(this))
                    {
                        ::switchboard::__private01::Ok(other) => {
                            return ::switchboard::__private01::Ok(other);
                        }
                        ::switchboard::__private01::Err(rest) => {
                            ::switchboard::__private01::Later::Rest(rest)
                        }
                    }
                }
                ::switchboard::__private01::Err(queue) => {
                    ::switchboard::__private01::Later::Queue(queue, StoreCall::All {})
                }
            };
            later.finish(::switchboard::__private01::None).await
        }
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
    > + ::switchboard::__private01::Send + use<'_, T, N> {
        async move {
            ::switchboard::__private01::pace().await;
            match ::switchboard::__private01::turn_to_wait(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    turn.begin(
                            "copy",
                            ::switchboard::__private01::None,
                            move |this, _cx| ::switchboard::__private01::boxed(
                                <store::Store<T, N>>::copy(this),
                            ),
                        )
                        .await
                }
                ::switchboard::__private01::Err(queue) => {
                    queue
                        .call(::switchboard::__private01::None, StoreCall::Copy {})
                        .await
                }
            }
        }
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
        self.server.cast(StoreCast::Put { items })
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, f)
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
    fn from(server: ::switchboard::ServerRef<store::Store<T, N>>) -> Self {
        Self { server: server }
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
        (&::switchboard::__private01::ChildArgs::<Self>::new(())).child_spec()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
