//! Another attribute makes a test of it, too.

#[switchboard::test]
#[tokio::test]
async fn tokio_below() {}

#[switchboard::test]
#[test]
async fn test_below() {}

fn main() {}
