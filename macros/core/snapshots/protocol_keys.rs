//! What `#[protocol]` writes: protocol keys.

trait Worker: GenServer {
    fn defer(
        &mut self,
        at: u8,
        to: ReplyTo<u8>,
    ) -> impl ::otp::__private01::Send + ::otp::__private01::Future<Output = ()>
    where
        Self: ::otp::__private01::Send,
    {
        async move { x().await }
    }
    fn stop(
        &mut self,
        after: u8,
        cx: &mut Context<Self>,
    ) -> impl ::otp::__private01::Send + ::otp::__private01::Future<Output = ()>;
    #[cfg(unix)]
    fn r#type(&self, cx: &mut Context<Self>) -> u8 {
        x
    }
}
/// The casts that `Worker` obeys.
#[derive(Clone, Debug)]
pub(crate) enum WorkerCast {
    /// `stop`.
    Off {
        /// `after`.
        after: u8,
    },
}
#[automatically_derived]
impl ::otp::Message for WorkerCast {
    fn name(&self) -> &'static ::otp::__private01::str {
        match *self {
            Self::Off { .. } => "Worker::stop",
        }
    }
}
/// The address of a server that has the protocol `Worker`.
trait WorkerProtocolServer: ::otp::__private01::ProtocolServer {
    fn defer(
        &self,
        at: u8,
    ) -> ::otp::__private01::Result<u8, ::otp::__private01::Waiting<'_, u8>>;
    #[cfg(unix)]
    fn r#type(
        &self,
    ) -> ::otp::__private01::Result<u8, ::otp::__private01::Waiting<'_, u8>>;
    fn __cast(
        &self,
        gs_cast: WorkerCast,
    ) -> ::otp::__private01::Result<(), ::otp::CastError<WorkerCast>>;
}
impl<Server: ::otp::GenServer + Worker> WorkerProtocolServer
for ::otp::ServerRef<Server> {
    fn defer(
        &self,
        at: u8,
    ) -> ::otp::__private01::Result<u8, ::otp::__private01::Waiting<'_, u8>> {
        ::otp::__private01::ask_for_reply(
            self,
            "Worker::defer",
            ::otp::__private01::None,
            move |gs_this, gs_other, _gs_cx| ::otp::__private01::Some(
                ::otp::__private01::boxed(
                    <Server as Worker>::defer(gs_this, at, gs_other),
                ),
            ),
        )
    }
    #[cfg(unix)]
    fn r#type(
        &self,
    ) -> ::otp::__private01::Result<u8, ::otp::__private01::Waiting<'_, u8>> {
        ::otp::__private01::ask(
            self,
            "Worker::type",
            ::otp::__private01::Some(::otp::__private01::Duration::MAX),
            move |gs_this, gs_cx| <Server as Worker>::r#type(gs_this, gs_cx),
        )
    }
    fn __cast(
        &self,
        gs_cast: WorkerCast,
    ) -> ::otp::__private01::Result<(), ::otp::CastError<WorkerCast>> {
        ::otp::__private01::tell(
            self,
            gs_cast,
            |gs_cast, gs_this, gs_cx| match gs_cast {
                WorkerCast::Off { after: gs_a0 } => {
                    ::otp::__private01::Some(
                        ::otp::__private01::boxed(
                            <Server as Worker>::stop(gs_this, gs_a0, gs_cx),
                        ),
                    )
                }
            },
        )
    }
}
/// The address of a server of any type that has the protocol `Worker`.
pub(crate) struct Any {
    /// The address.
    server: ::otp::__private01::Arc<dyn WorkerProtocolServer>,
}
impl Any {
    /// The address of what a handle, a `Child` or a `ServerRef` leads to, now and later.
    pub(crate) fn new<
        Server: ::otp::GenServer + Worker,
        ServerHandle: ::otp::__private01::AsRef<::otp::ServerRef<Server>>,
    >(gs_of: &ServerHandle) -> Self {
        let gs_to: &::otp::ServerRef<Server> = ::otp::__private01::AsRef::as_ref(gs_of);
        Self {
            server: ::otp::__private01::Arc::new(::otp::__private01::Clone::clone(gs_to)),
        }
    }
    /// The identity of the process that this address leads to right now.
    pub(crate) fn pid(&self) -> ::otp::__private01::Option<::otp::Pid> {
        ::otp::__private01::ProtocolServer::pid(&*self.server)
    }
    /// Casts a message, such as one that has come back.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    pub(crate) fn cast(
        &self,
        gs_cast: WorkerCast,
    ) -> ::otp::__private01::Result<(), ::otp::CastError<WorkerCast>> {
        WorkerProtocolServer::__cast(&*self.server, gs_cast)
    }
    /// `defer`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub(crate) fn later(
        &self,
        at: u8,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<u8, ::otp::CallError>,
    > + ::otp::__private01::Send {
        async move {
            ::otp::__private01::pace().await;
            match WorkerProtocolServer::defer(&*self.server, at) {
                ::otp::__private01::Ok(gs_other) => ::otp::__private01::Ok(gs_other),
                ::otp::__private01::Err(gs_other) => gs_other.await,
            }
        }
    }
    /// `stop`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    pub(crate) fn stop(
        &self,
        after: u8,
    ) -> ::otp::__private01::Result<(), ::otp::CastError<WorkerCast>> {
        WorkerProtocolServer::__cast(&*self.server, WorkerCast::Off { after })
    }
    #[cfg(unix)]
    /// `type`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub(crate) fn r#type(
        &self,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<u8, ::otp::CallError>,
    > + ::otp::__private01::Send {
        async move {
            ::otp::__private01::pace().await;
            match WorkerProtocolServer::r#type(&*self.server) {
                ::otp::__private01::Ok(gs_other) => ::otp::__private01::Ok(gs_other),
                ::otp::__private01::Err(gs_other) => gs_other.await,
            }
        }
    }
}
#[automatically_derived]
impl ::otp::__private01::Clone for Any {
    fn clone(&self) -> Self {
        Self {
            server: ::otp::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::otp::__private01::Debug for Any {
    fn fmt(
        &self,
        gs_f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        gs_f.debug_tuple("Any").field(&self.server).finish()
    }
}
#[automatically_derived]
impl<
    Server: ::otp::GenServer + Worker,
> ::otp::__private01::From<::otp::ServerRef<Server>> for Any {
    fn from(gs_server: ::otp::ServerRef<Server>) -> Self {
        Self {
            server: ::otp::__private01::Arc::new(gs_server),
        }
    }
}
