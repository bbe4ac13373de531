//! Who uses a method that was refused is not told about it.

use switchboard::prelude::*;

#[protocol]
trait Greeter {
    #[call]
    fn hello(&self, name: &str) -> String;

    #[cast]
    fn bye(&self);
}

async fn use_it(greeter: &GreeterProtocolRef) -> Result<String, CallError> {
    let _ = greeter.bye();
    greeter.hello("you").await
}

fn main() {}
