//! What `#[protocol]` writes: protocol generics.

trait Store<K, V = u8>
where
    K: Hash,
{
    fn get(
        &self,
        key: K,
    ) -> impl ::switchboard::__private01::Send + ::switchboard::__private01::Future<
        Output = Option<V>,
    >;
    fn put(&mut self, key: K, value: V);
}
const _: () = {
    fn _gs_payloads<K, V>()
    where
        K: Hash,
        K: ::switchboard::__private01::Send + 'static,
        V: ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::payload::<K>();
        ::switchboard::__private01::payload::<V>();
        let _ = ::switchboard::__private01::payload::<Option<V>>;
    }
};
/// The casts that `Store` obeys.
#[non_exhaustive]
enum StoreCast<K, V = u8>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    /// `put`.
    Put {
        /// `key`.
        key: K,
        /// `value`.
        value: V,
    },
    #[doc(hidden)]
    __Phantom(
        ::switchboard::NoMessage,
        ::switchboard::__private01::PhantomData<
            fn() -> (
                ::switchboard::__private01::PhantomData<K>,
                ::switchboard::__private01::PhantomData<V>,
            ),
        >,
    ),
}
#[automatically_derived]
impl<K, V> ::switchboard::__private01::Debug for StoreCast<K, V>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
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
impl<K, V> ::switchboard::Message for StoreCast<K, V>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Put { .. } => "Store::put",
            Self::__Phantom(gs_never, _) => match gs_never {}
        }
    }
}
/// The address of a server that has the protocol `Store`.
trait StoreProtocolServer<K, V>: ::switchboard::__private01::ProtocolServer
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    fn get(
        &self,
        key: K,
    ) -> ::switchboard::__private01::Result<
        Option<V>,
        ::switchboard::__private01::Waiting<'_, Option<V>>,
    >;
    fn __cast(
        &self,
        gs_cast: StoreCast<K, V>,
    ) -> ::switchboard::__private01::Result<
        (),
        ::switchboard::CastError<StoreCast<K, V>>,
    >;
}
impl<K, V, Server: ::switchboard::GenServer + Store<K, V>> StoreProtocolServer<K, V>
for ::switchboard::ServerRef<Server>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    fn get(
        &self,
        key: K,
    ) -> ::switchboard::__private01::Result<
        Option<V>,
        ::switchboard::__private01::Waiting<'_, Option<V>>,
    > {
        ::switchboard::__private01::ask_to_wait(
            self,
            "Store::get",
            ::switchboard::__private01::None,
            move |gs_this, _gs_cx| ::switchboard::__private01::boxed(
                <Server as Store<K, V>>::get(gs_this, key),
            ),
        )
    }
    fn __cast(
        &self,
        gs_cast: StoreCast<K, V>,
    ) -> ::switchboard::__private01::Result<
        (),
        ::switchboard::CastError<StoreCast<K, V>>,
    > {
        ::switchboard::__private01::tell(
            self,
            gs_cast,
            |gs_cast, gs_this, _gs_cx| match gs_cast {
                StoreCast::Put { key: gs_a0, value: gs_a1 } => {
                    <Server as Store<K, V>>::put(gs_this, gs_a0, gs_a1);
                    ::switchboard::__private01::None
                }
                StoreCast::__Phantom(gs_never, _) => match gs_never {}
            },
        )
    }
}
/// The address of a server of any type that has the protocol `Store`.
struct StoreProtocolRef<K, V = u8>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    /// The address.
    server: ::switchboard::__private01::Arc<dyn StoreProtocolServer<K, V>>,
}
impl<K, V> StoreProtocolRef<K, V>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    /// The address of what a handle, a `Child` or a `ServerRef` leads to, now and later.
    fn new<
        Server: ::switchboard::GenServer + Store<K, V>,
        ServerHandle: ::switchboard::__private01::AsRef<::switchboard::ServerRef<Server>>,
    >(gs_of: &ServerHandle) -> Self {
        let gs_to: &::switchboard::ServerRef<Server> = ::switchboard::__private01::AsRef::as_ref(
            gs_of,
        );
        Self {
            server: ::switchboard::__private01::Arc::new(
                ::switchboard::__private01::Clone::clone(gs_to),
            ),
        }
    }
    /// The identity of the process that this address leads to right now.
    fn pid(&self) -> ::switchboard::__private01::Option<::switchboard::Pid> {
        ::switchboard::__private01::ProtocolServer::pid(&*self.server)
    }
    /// Casts a message, such as one that has come back.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn cast(
        &self,
        gs_cast: StoreCast<K, V>,
    ) -> ::switchboard::__private01::Result<
        (),
        ::switchboard::CastError<StoreCast<K, V>>,
    > {
        StoreProtocolServer::<K, V>::__cast(&*self.server, gs_cast)
    }
    /// `get`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn get(
        &self,
        key: K,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Option<V>, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::pace().await;
            match StoreProtocolServer::<K, V>::get(&*self.server, key) {
                ::switchboard::__private01::Ok(gs_other) => {
                    ::switchboard::__private01::Ok(gs_other)
                }
                ::switchboard::__private01::Err(gs_other) => gs_other.await,
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
        key: K,
        value: V,
    ) -> ::switchboard::__private01::Result<
        (),
        ::switchboard::CastError<StoreCast<K, V>>,
    > {
        StoreProtocolServer::<K, V>::__cast(&*self.server, StoreCast::Put { key, value })
    }
}
#[automatically_derived]
impl<K, V> ::switchboard::__private01::Clone for StoreProtocolRef<K, V>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl<K, V> ::switchboard::__private01::Debug for StoreProtocolRef<K, V>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        gs_f.debug_tuple("StoreProtocolRef").field(&self.server).finish()
    }
}
#[automatically_derived]
impl<
    K,
    V,
    Server: ::switchboard::GenServer + Store<K, V>,
> ::switchboard::__private01::From<::switchboard::ServerRef<Server>>
for StoreProtocolRef<K, V>
where
    K: Hash,
    K: ::switchboard::__private01::Send + 'static,
    V: ::switchboard::__private01::Send + 'static,
{
    fn from(gs_server: ::switchboard::ServerRef<Server>) -> Self {
        Self {
            server: ::switchboard::__private01::Arc::new(gs_server),
        }
    }
}
