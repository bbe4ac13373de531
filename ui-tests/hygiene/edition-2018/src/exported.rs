//! A macro that writes servers into crates of other editions, with names that are keywords there.

/// What the macro finds the library by, wherever it is called.
pub use switchboard as otp;

#[macro_export]
macro_rules! exported {
    ($name:ident, $handler:ident, $argument:ident) => {
        #[derive(Default, $crate::exported::otp::GenServer)]
        #[server(crate = $crate::exported::otp)]
        pub struct $name {
            gen: u64,
        }

        #[$crate::exported::otp::gen_server(crate = $crate::exported::otp)]
        impl $name {
            #[call]
            pub fn gen(&mut self, gen: u64) -> u64 {
                self.gen += gen;
                self.gen
            }
            #[call]
            pub fn $handler(&self, $argument: u64, gen: Box<dyn Fn(u64) -> u64 + Send>) -> u64 {
                gen($argument)
            }
            #[cast]
            pub fn r#async(&mut self, gen: u64, r#try: u64) {
                self.gen += gen + r#try;
            }
        }
    };
}
