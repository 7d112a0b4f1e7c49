//! Numbers as people type them. Skeleton: filled in with the page.
