//! What `#[protocol]` writes: protocol worker.

/// What every worker can do.
pub trait Worker {
    /// Does the job.
    fn run(&mut self, job: Job) -> Report;
    fn fetch(
        &mut self,
        url: String,
    ) -> impl ::switchboard::__private01::Send + ::switchboard::__private01::Future<
        Output = Vec<u8>,
    >;
    fn pause(&mut self);
}
const _: [(); {
    ::switchboard::__private01::payload::<Job>();
    let _ = ::switchboard::__private01::payload::<Report>;
    let _ = ::switchboard::__private01::payload::<Vec<u8>>;
    0
}] = [];
/// The casts that `Worker` obeys.
#[non_exhaustive]
pub enum WorkerCast {
    /// `pause`.
    Pause,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for WorkerCast {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Pause { .. } => gs_f.write_str("Pause"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for WorkerCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Pause { .. } => "Worker::pause",
        }
    }
}
/// The address of a server that has the protocol `Worker`.
trait WorkerProtocolServer: ::switchboard::__private01::ProtocolServer {
    fn run(
        &self,
        job: Job,
    ) -> ::switchboard::__private01::Result<
        Report,
        ::switchboard::__private01::Waiting<'_, Report>,
    >;
    fn fetch(
        &self,
        url: String,
    ) -> ::switchboard::__private01::Result<
        Vec<u8>,
        ::switchboard::__private01::Waiting<'_, Vec<u8>>,
    >;
    fn __cast(
        &self,
        gs_cast: WorkerCast,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<WorkerCast>>;
}
impl<Server: ::switchboard::GenServer + Worker> WorkerProtocolServer
for ::switchboard::ServerRef<Server> {
    fn run(
        &self,
        job: Job,
    ) -> ::switchboard::__private01::Result<
        Report,
        ::switchboard::__private01::Waiting<'_, Report>,
    > {
        ::switchboard::__private01::ask(
            self,
            "Worker::run",
            ::switchboard::__private01::Some(
                ::switchboard::__private01::Duration::new(2u64, 0u32),
            ),
            move |gs_this, _gs_cx| <Server as Worker>::run(gs_this, job),
        )
    }
    fn fetch(
        &self,
        url: String,
    ) -> ::switchboard::__private01::Result<
        Vec<u8>,
        ::switchboard::__private01::Waiting<'_, Vec<u8>>,
    > {
        ::switchboard::__private01::ask_to_wait(
            self,
            "Worker::fetch",
            ::switchboard::__private01::None,
            move |gs_this, _gs_cx| ::switchboard::__private01::boxed(
                <Server as Worker>::fetch(gs_this, url),
            ),
        )
    }
    fn __cast(
        &self,
        gs_cast: WorkerCast,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<WorkerCast>> {
        ::switchboard::__private01::tell(
            self,
            gs_cast,
            |gs_cast, gs_this, _gs_cx| match gs_cast {
                WorkerCast::Pause {} => {
                    <Server as Worker>::pause(gs_this);
                    ::switchboard::__private01::None
                }
            },
        )
    }
}
/// The address of a server of any type that has the protocol `Worker`.
pub struct WorkerProtocolRef {
    /// The address.
    server: ::switchboard::__private01::Arc<dyn WorkerProtocolServer>,
}
impl WorkerProtocolRef {
    /// The address of what a handle, a `Child` or a `ServerRef` leads to, now and later.
    pub fn new<
        Server: ::switchboard::GenServer + Worker,
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
    pub fn pid(&self) -> ::switchboard::__private01::Option<::switchboard::Pid> {
        ::switchboard::__private01::ProtocolServer::pid(&*self.server)
    }
    /// Casts a message, such as one that has come back.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    pub fn cast(
        &self,
        gs_cast: WorkerCast,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<WorkerCast>> {
        WorkerProtocolServer::__cast(&*self.server, gs_cast)
    }
    /// Does the job.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub fn run(
        &self,
        job: Job,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Report, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::pace().await;
            match WorkerProtocolServer::run(&*self.server, job) {
                ::switchboard::__private01::Ok(gs_other) => {
                    ::switchboard::__private01::Ok(gs_other)
                }
                ::switchboard::__private01::Err(gs_other) => gs_other.await,
            }
        }
    }
    /// `fetch`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    pub fn fetch(
        &self,
        url: String,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Vec<u8>, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::pace().await;
            match WorkerProtocolServer::fetch(&*self.server, url) {
                ::switchboard::__private01::Ok(gs_other) => {
                    ::switchboard::__private01::Ok(gs_other)
                }
                ::switchboard::__private01::Err(gs_other) => gs_other.await,
            }
        }
    }
    /// `pause`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    pub fn pause(
        &self,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<WorkerCast>> {
        WorkerProtocolServer::__cast(&*self.server, WorkerCast::Pause {})
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for WorkerProtocolRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for WorkerProtocolRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        gs_f.debug_tuple("WorkerProtocolRef").field(&self.server).finish()
    }
}
#[automatically_derived]
impl<
    Server: ::switchboard::GenServer + Worker,
> ::switchboard::__private01::From<::switchboard::ServerRef<Server>>
for WorkerProtocolRef {
    fn from(gs_server: ::switchboard::ServerRef<Server>) -> Self {
        Self {
            server: ::switchboard::__private01::Arc::new(gs_server),
        }
    }
}
