//! The published numbers of clients that contend for one row, by kind of backoff; a run of the lab stands beside them, and so
//! does the experiment that measures them.
//!
//! They are those of the published simulator (aws-samples/aws-arch-backoff-simulator), ported to Python 3, seed 42.

/// The kinds of backoff, in the order of all tables.
pub const KINDS: [&str; 5] = ["none", "exponential", "equal", "full", "decorrelated"];

/// Write calls and time in milliseconds by kind of backoff, each with the deviation of one run.
#[derive(Debug)]
pub struct Published {
    /// Clients that contend.
    pub clients: u32,
    /// Runs of which it is the mean.
    pub runs: f64,
    /// Write calls of each kind.
    pub calls: [(f64, f64); 5],
    /// Milliseconds until the last client was served.
    pub millis: [(f64, f64); 5],
}

/// By the number of clients.
pub const TABLE: [Published; 3] = [
    Published {
        clients: 10,
        runs: 100.0,
        calls: [(50.6, 4.3), (50.9, 4.0), (42.6, 2.7), (38.7, 2.4), (37.6, 2.2)],
        millis: [(380.0, 35.0), (3_460.0, 1_312.0), (744.0, 262.0), (471.0, 144.0), (434.0, 82.0)],
    },
    Published {
        clients: 100,
        runs: 100.0,
        calls: [(2_421.0, 27.0), (1_861.0, 53.0), (812.0, 7.0), (796.0, 6.0), (1_003.0, 27.0)],
        millis: [(2_025.0, 44.0), (63_513.0, 3_517.0), (6_672.0, 702.0), (4_962.0, 558.0), (4_677.0, 696.0)],
    },
    Published {
        clients: 190,
        runs: 30.0,
        calls: [(8_003.0, 70.0), (5_159.0, 129.0), (1_762.0, 13.0), (1_770.0, 13.0), (2_438.0, 59.0)],
        millis: [(3_535.0, 45.0), (102_277.0, 4_462.0), (9_630.0, 674.0), (7_183.0, 614.0), (7_953.0, 831.0)],
    },
];

/// The published numbers for so many clients.
pub fn of(clients: u32) -> Option<&'static Published> {
    TABLE.iter().find(|row| row.clients == clients)
}
