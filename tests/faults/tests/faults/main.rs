//! The client against a stand-in that injects faults.

mod bodies;
mod calls;
mod codes;
mod connections;
mod generations;
mod heads;
mod logged;
mod memory;
mod redirects;
mod renewals;
mod restarts;
mod retries;
mod schedules;
mod sends;
mod table;
mod tls;
mod tokens;
mod waits;
