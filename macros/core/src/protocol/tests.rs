//! What the attribute refuses, and where; what it writes.
