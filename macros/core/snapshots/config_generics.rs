//! What `#[derive(GenServer)]` writes: config generics.

impl<T: Tr, const N: usize> ::otp::ServerConfig for S<T, N>
where
    T: Send,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    const OPTIONS: ::otp::ServerOptions = ::otp::ServerOptions::new();
}
