//! What `#[derive(Supervisor)]` writes: tree generics.

impl<T: Send + 'static> ::otp::Supervisor for S<T>
where
    T: Sync,
{
    type Args = T;
    fn build(args: Self::Args) -> (Self, ::otp::Tree) {
        let _ = &args;
        let mut gs_tree = ::otp::Tree::new(::otp::SupervisorOptions::new(), "S");
        let gs_child_0: Child<A<T>> = gs_tree
            .child::<Child<A<T>>>("type", A::child(args), ::otp::ChildOptions::new());
        (Self { r#type: gs_child_0 }, gs_tree)
    }
    fn supervisor(&self) -> ::otp::SupervisorRef {
        <Child<A<T>> as ::otp::ChildHandle>::supervisor(&self.r#type)
    }
}
impl<T: Send + 'static> ::otp::Supervised for S<T>
where
    T: Sync,
{
    type Handle = Self;
    type Sort = ::otp::bounds::OfTree;
    const DEPTH: ::otp::__private01::usize = ::otp::__private01::depth(
        &[<Child<A<T>> as ::otp::ChildHandle>::DEPTH],
    );
}
impl<T: Send + 'static> S<T>
where
    T: Sync,
{
    /// Starts the supervisor and its children, in the order of the fields.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    fn start(
        args: T,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Self, ::otp::StartError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::start_tree::<Self>(args, false)
    }
    /// Starts the supervisor and its children, linked with the current process.
    ///
    /// # Errors
    ///
    /// The error of the first child that did not start; those before it are stopped again.
    fn start_link(
        args: T,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Self, ::otp::StartError>,
    > + ::otp::__private01::Send {
        ::otp::__private01::start_tree::<Self>(args, true)
    }
    /// The supervisor as a child of another one.
    fn tree(args: T) -> ::otp::ChildSpec<Self> {
        ::otp::__private01::tree_spec::<Self>(args)
    }
}
