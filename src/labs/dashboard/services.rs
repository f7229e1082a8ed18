//! The eight services: their breakers, their retries, and the weather that they are in.

use core::time::Duration;

use crate::policy::ConfigError;
use crate::policy::breaker::general::Settings as Breaker;
use crate::policy::breaker::presets::{guide, sysmanage};
use crate::policy::retry::plan::Plan;
use crate::policy::retry::presets;
use crate::sim::service::Spell;
use crate::text::dashboard as text;

/// How many services there are.
pub const SERVICES: usize = 8;
/// The one that is five sensors.
pub const SENSORS: usize = 7;
/// How many sensors there are.
pub const READS: usize = 5;
/// The caller that reads the first of them.
pub const FIRST_READER: u32 = 8;
/// What the sensors are called.
pub const SENSOR_NAMES: [&str; READS] = ["S0", "S1", "S2", "S3", "S4"];
/// The breaker that all share.
pub const SHARED: &str = "shared";

/// A service is called so often, where its document says nothing.
pub const EVERY: Duration = Duration::from_secs(1);
/// A batch is read so often.
pub const BATCH_EVERY: Duration = Duration::from_secs(10);

/// A service with its settings, as its document has them.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Failures in a row that open its breaker.
    pub failures: u32,
    /// Seconds until the first probe.
    pub wait: u64,
    /// Successes that close it.
    pub successes: u32,
    /// Whose breaker it is.
    pub kind: Kind,
    /// How it is tried again, if it is.
    pub retry: Option<Again>,
    /// Where the settings are from.
    pub source: &'static str,
}

/// Whose breaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The guide's, with so many probes in all.
    Guide {
        /// Probes in all.
        probes: u32,
    },
    /// `SysManage`'s, which more than half of the calls of 5 minutes open, too.
    SysManage,
}

/// A document's retry.
#[derive(Debug)]
pub struct Again {
    /// Attempts of a call.
    pub attempts: u32,
    /// The first wait, and its growth, as they are read.
    pub waits: &'static str,
    /// The plan.
    plan: fn() -> Result<Plan, ConfigError>,
}

const GUIDE: Option<Again> = Some(Again { attempts: 3, waits: text::WAITS_GUIDE, plan: presets::guide });

/// The services, in the order of their numbers.
pub static MEMBERS: [Member; SERVICES] = [
    Member {
        name: "payment",
        failures: 3,
        wait: 30,
        successes: 1,
        kind: Kind::Guide { probes: 2 },
        retry: GUIDE,
        source: text::SOURCE_PAYMENT,
    },
    Member {
        name: "user",
        failures: 5,
        wait: 60,
        successes: 1,
        kind: Kind::Guide { probes: 3 },
        retry: GUIDE,
        source: text::SOURCE_USER,
    },
    Member {
        name: "email",
        failures: 10,
        wait: 120,
        successes: 1,
        kind: Kind::Guide { probes: 5 },
        retry: GUIDE,
        source: text::SOURCE_EMAIL,
    },
    Member {
        name: "agents",
        failures: 3,
        wait: 30,
        successes: 2,
        kind: Kind::SysManage,
        retry: Some(Again { attempts: 5, waits: text::WAITS_NETWORK, plan: presets::sysmanage_network }),
        source: text::SOURCE_AGENTS,
    },
    Member {
        name: "health-check",
        failures: 3,
        wait: 30,
        successes: 1,
        kind: Kind::Guide { probes: 3 },
        retry: None,
        source: text::SOURCE_HEALTH,
    },
    Member {
        name: "external-api",
        failures: 5,
        wait: 60,
        successes: 3,
        kind: Kind::SysManage,
        retry: Some(Again { attempts: 4, waits: text::WAITS_API, plan: presets::sysmanage_api }),
        source: text::SOURCE_API,
    },
    Member {
        name: "database",
        failures: 3,
        wait: 60,
        successes: 1,
        kind: Kind::Guide { probes: 1 },
        retry: Some(Again { attempts: 3, waits: text::WAITS_DATABASE, plan: presets::sysmanage_database }),
        source: text::SOURCE_DATABASE,
    },
    Member {
        name: "sensors",
        failures: 5,
        wait: 60,
        successes: 1,
        kind: Kind::Guide { probes: 3 },
        retry: Some(Again { attempts: 3, waits: text::WAITS_SYSMANAGE, plan: presets::sysmanage }),
        source: text::SOURCE_SENSORS,
    },
];

impl Member {
    /// The settings of its breaker.
    pub fn breaker(&self) -> Breaker {
        match self.kind {
            Kind::Guide { probes } => guide(self.failures, self.wait, probes, self.successes),
            Kind::SysManage => sysmanage(self.failures, self.wait, self.successes),
        }
    }

    /// Its retry, if it has one.
    ///
    /// # Errors
    /// None: the plans are valid.
    pub fn plan(&self) -> Result<Option<Plan>, ConfigError> {
        self.retry.as_ref().map(|retry| (retry.plan)()).transpose()
    }
}

/// The guide's default: failures in a row, seconds of waiting, probes in all, successes.
pub(super) const DEFAULT: (u32, u64, u32, u32) = (5, 60, 3, 1);

/// The settings of a breaker that all share: the guide's default.
pub fn shared_breaker() -> Breaker {
    let (failures, wait, probes, successes) = DEFAULT;
    guide(failures, wait, probes, successes)
}

/// The row of a caller: its service, or the sensors.
pub const fn row_of(caller: u32) -> usize {
    if caller < SENSORS as u32 { caller as usize } else { SENSORS }
}

/// An hour of weather: for each service its spells; the sensors S1 and S3 have more of their own.
pub struct Weather {
    /// The services by their numbers, the sensors last.
    pub services: [&'static [Spell]; SERVICES],
    /// The sensors by their numbers: nothing where they have that of all.
    pub sensors: [Option<&'static [Spell]>; READS],
}

/// Blips, and no more.
static CALM: Weather = Weather {
    services: [
        &[],
        &[],
        &[Spell::new(1_200, 1_260, 0.3)],
        &[Spell::new(2_000, 2_040, 0.3)],
        &[],
        &[],
        &[Spell::new(2_700, 2_760, 0.2)],
        &[],
    ],
    sensors: [None; READS],
};

/// Some are down for a while, one comes and goes, one fails and does not open.
static MIXED: Weather = Weather {
    services: [
        &[Spell::new(900, 1_020, 1.0), Spell::new(2_700, 2_790, 1.0)],
        &[Spell::new(3_000, 86_400, 1.0)],
        &[Spell::new(1_300, 2_200, 0.82), Spell::new(2_200, 2_260, 1.0)],
        &FLAPPING,
        &[Spell::new(2_100, 2_280, 1.0)],
        &[Spell::new(20, 620, 1.0), Spell::new(2_400, 2_460, 1.0)],
        &[Spell::new(600, 1_500, 0.4)],
        &[Spell::new(3_200, 3_400, 0.8)],
    ],
    sensors: [None, Some(&S1), None, Some(&S3), None],
};

/// On for half a minute, off for a minute, and again.
static FLAPPING: [Spell; 12] = [
    Spell::new(60, 90, 1.0),
    Spell::new(150, 180, 1.0),
    Spell::new(240, 270, 1.0),
    Spell::new(330, 360, 1.0),
    Spell::new(420, 450, 1.0),
    Spell::new(510, 540, 1.0),
    Spell::new(1_800, 1_830, 1.0),
    Spell::new(1_890, 1_920, 1.0),
    Spell::new(1_980, 2_010, 1.0),
    Spell::new(2_070, 2_100, 1.0),
    Spell::new(2_160, 2_190, 1.0),
    Spell::new(2_250, 2_280, 1.0),
];
static S1: [Spell; 2] = [Spell::new(40, 400, 0.6), Spell::new(3_200, 3_400, 0.8)];
static S3: [Spell; 3] = [Spell::new(300, 900, 1.0), Spell::new(1_500, 2_000, 0.7), Spell::new(3_200, 3_400, 0.8)];

/// Most of them at the same time, twice.
static STORM: Weather = Weather {
    services: [
        &[Spell::new(60, 660, 1.0), Spell::new(1_800, 1_980, 0.6), Spell::new(2_400, 3_000, 1.0)],
        &[Spell::new(90, 660, 1.0), Spell::new(2_400, 3_000, 0.9)],
        &[Spell::new(60, 900, 0.9), Spell::new(2_400, 3_300, 1.0)],
        &[Spell::new(30, 700, 1.0), Spell::new(1_500, 1_530, 1.0), Spell::new(2_350, 3_000, 1.0)],
        &[Spell::new(60, 660, 1.0), Spell::new(2_400, 3_000, 1.0)],
        &[Spell::new(20, 1_200, 1.0), Spell::new(2_300, 3_200, 1.0)],
        &[Spell::new(300, 480, 1.0), Spell::new(2_500, 2_800, 1.0)],
        &[Spell::new(60, 660, 0.9), Spell::new(2_400, 3_000, 1.0)],
    ],
    sensors: [None; READS],
};

/// The weather of a choice.
pub fn weather(choice: &str) -> &'static Weather {
    match choice {
        "calm" => &CALM,
        "storm" => &STORM,
        _ => &MIXED,
    }
}

impl Weather {
    /// The spells of a caller.
    pub fn of(&self, caller: u32) -> &'static [Spell] {
        let own =
            caller.checked_sub(FIRST_READER).and_then(|sensor| self.sensors.get(sensor as usize).copied().flatten());
        own.unwrap_or_else(|| self.services[row_of(caller)])
    }
}
