//! What the attribute refuses, and where; what it accepts.
