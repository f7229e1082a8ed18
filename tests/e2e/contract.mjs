// The page contract as data: the controls of each lab, with their defaults and ranges in link units.

const number = (name, initial, min, max, step) => ({ name, initial: String(initial), min, max, step });
const choice = (name, ...options) => ({ name, initial: options[0].toString(), options: options.map(String) });

/** Per lab: groups of controls that belong together, and the link under which the group applies. */
export const CONTROLS = {
  breaker: [
    {
      // Without inputs: the defaults, not the opening run.
      link: "#breaker?in=",
      controls: [
        number("failure", 0.7, 0, 1, 0.01),
        choice("trip", "row", "count", "time", "within", "total"),
        number("threshold", 3, 1, 20),
        number("reset", 5, 0, 3600),
        number("probes", 1, 1, 20),
        number("total", 0, 0, 20),
        number("successes", 1, 1, 20),
        number("lease", 30, 0, 300),
        choice("measured", "opening", "last-failure", "start"),
        choice("late", "drop", "apply"),
        choice("counts", "all", "service"),
        number("latency", 0.3, 0, 60),
        number("pause", 0.5, 0, 10),
        number("callers", 1, 1, 20),
        number("calls", 0, 0, 10000),
      ],
    },
    {
      link: "#breaker?trip=count",
      controls: [
        number("rate", 0.5, 0.01, 1),
        number("window", 10, 2, 200),
        number("min", 5, 1, 200),
        choice("above", 0, 1),
        number("slow", 0, 0, 60),
      ],
    },
    {
      link: "#breaker?trip=count&slow=2",
      controls: [number("slow-share", 0.5, 0.01, 1)],
    },
    {
      link: "#breaker?trip=time",
      controls: [number("rate", 0.5, 0.01, 1), number("span", 10, 1, 120), number("min", 5, 1, 200)],
    },
    {
      link: "#breaker?counts=service",
      controls: [choice("ignored", "neutral", "success", "open")],
    },
    {
      link: "#breaker?trip=within",
      controls: [number("threshold", 3, 1, 20), number("span", 10, 1, 120)],
    },
  ],
  retry: [
    {
      link: "#retry",
      controls: [
        number("failure", 0.6, 0, 1, 0.01),
        number("attempts", 4, 1, 12),
        choice("kind", "exponential", "constant", "linear"),
        number("base", 0.2, 0, 10),
        number("factor", 2, 1, 5),
        number("cap", 30, 0.1, 600),
        number("floor", 0, 0, 300),
        number("after", 0, 0, 300),
        choice("plan", "own", "lecture", "skill", "guide", "sysmanage", "sysmanage-network", "sysmanage-database", "sysmanage-api", "sysmanage-linear"),
        choice("jitter", "additive", "none", "full", "equal", "decorrelated", "share"),
        number("spread", 0.5, 0, 10),
        number("latency", 0.3, 0, 5),
        number("reads", 10, 1, 200),
        choice("start", "together", "in-turn"),
      ],
    },
  ],
  batch: [
    {
      link: "#batch",
      controls: [
        ...[0.1, 0.9, 0.1, 0.8, 0.1].map((rate, sensor) => number(`failures.S${sensor}`, rate, 0, 1, 0.01)),
        number("attempts", 1, 1, 6),
        number("latency", 0.5, 0, 5),
        number("every", 2, 0.05, 60),
        number("batches", 0, 0, 10000),
        number("stale", 3, 0, 20),
        number("share", 0, 0, 1),
        choice("critical", "none", "S0", "S1", "S2", "S3", "S4"),
        choice("restart", 0, 1, 2),
      ],
    },
    {
      link: "#batch?restart=2",
      controls: [number("restart-after", 10, 0, 3600)],
    },
  ],
  stack: [
    {
      link: "#stack",
      controls: [
        number("failure", 0.3, 0, 1, 0.01),
        number("attempts", 4, 1, 12),
        number("base", 0.1, 0, 10),
        number("factor", 2, 1, 5),
        number("cap", 30, 0.1, 600),
        choice("jitter", "none", "full", "equal", "decorrelated", "share", "additive"),
        number("threshold", 3, 1, 20),
        number("reset", 5, 0, 3600),
        number("probes", 1, 1, 20),
        number("timeout", 0.3, 0.05, 60),
        number("deadline", 2, 0.05, 300),
        choice("refusals", "retry", "final"),
        choice("expired", "cancel", "leave", "await"),
        choice("counts", "all", "service"),
        number("after", 0, 0, 300),
        number("latency", 0.1, 0, 60),
        number("hang", 2, 0, 60),
        number("outage", 6, 0, 86400),
        number("outage-for", 10, 0, 86400),
        number("every", 2, 0.05, 60),
        choice("pace", "in-turn", "open"),
        number("calls", 20, 0, 10000),
      ],
    },
    {
      link: "#stack?jitter=additive",
      controls: [number("spread", 0.5, 0, 10)],
    },
  ],
  pipeline: [
    {
      link: "#pipeline",
      controls: [
        choice("retry", 1, 0),
        choice("breaker", 1, 0),
        choice("degrade", 1, 0),
        ...[0.1, 0.3, 0.1, 0.3, 0.1].map((rate, sensor) => number(`failures.S${sensor}`, rate, 0, 1, 0.01)),
        number("enrich", 0.05, 0, 1, 0.01),
        number("outage", 6, 0, 86400),
        number("outage-for", 20, 0, 86400),
        number("hang", 1, 0, 60),
        number("latency", 0.1, 0, 60),
        number("attempts", 3, 1, 12),
        number("base", 0.1, 0, 10),
        choice("own", 0, 1, 2),
        number("threshold", 3, 1, 20),
        number("reset", 5, 0, 3600),
        number("restart", 10, 0, 3600),
        number("every", 2, 0.05, 60),
      ],
    },
  ],
  cascade: [
    {
      link: "#cascade",
      controls: [
        number("timeout", 0, 0, 60),
        choice("breaker", 0, 1),
        number("bulkhead", 0, 0, 100),
        number("rate", 20, 0.5, 200),
        number("front", 30, 1, 200),
        number("workers", 10, 1, 100),
        number("queue", 10, 0, 1000),
        number("latency", 0.05, 0, 60),
        number("hang", 10, 0, 60),
        number("outage", 5, 0, 86400),
        number("outage-for", 20, 0, 86400),
      ],
    },
    {
      link: "#cascade?timeout=1",
      controls: [choice("budgeted", 0, 1)],
    },
  ],
  bulkhead: [
    {
      link: "#bulkhead",
      controls: [
        choice("isolation", "strict", "none", "shared", "adaptive"),
        number("own", 5, 1, 99),
        number("reports-take", 10, 0, 60),
        number("workers", 10, 2, 100),
        number("queue", 3, 0, 100),
        choice("queueing", "bounded", "documented"),
        choice("limiter", "bucket", "off", "gcra"),
        number("tokens", 3, 0.1, 100),
        number("burst", 5, 1, 100),
        number("pool", 0, 0, 100),
        number("timeout", 0, 0, 60),
        number("orders", 20, 0, 200),
        number("orders-take", 0.1, 0, 60),
        number("reports", 4, 0, 200),
      ],
    },
  ],
  fallback: [
    {
      link: "#fallback",
      controls: [
        number("ttl", 10, 0, 3600),
        number("stale", 20, 0, 3600),
        choice("fixed", 1, 0),
        choice("degraded", 1, 0),
        choice("cached", 1, 0),
        choice("letters", 1, 0),
        choice("silent", 0, 1),
        choice("replay", "hand", "auto", "never"),
        number("room", 100, 0, 10000),
        number("min-share", 0, 0, 1),
        choice("cache-first", 0, 1),
        choice("replica-writes", 1, 0),
        number("writes", 0.2, 0, 1),
        number("failure", 0.03, 0, 1, 0.01),
        number("replica", 0.35, 0, 1, 0.01),
        number("outage", 8, 0, 86400),
        number("outage-for", 60, 0, 86400),
        number("replica-outage", 20, 0, 86400),
        number("replica-outage-for", 40, 0, 86400),
        number("latency", 0.1, 0, 60),
        number("every", 1, 0.05, 60),
      ],
    },
  ],
  dashboard: [
    {
      link: "#dashboard",
      controls: [
        choice("shared", 0, 1),
        choice("weather", "mixed", "calm", "storm"),
        number("suppress", 600, 0, 86400),
        number("open-long", 300, 0, 86400),
        number("failing", 0.5, 0, 1, 0.01),
        number("flaps", 5, 0, 10),
        choice("dialect", "half-open", "sysmanage", "guide"),
        number("failure", 0.01, 0, 1, 0.01),
        number("reads", 0.2, 0, 1, 0.01),
        number("latency", 0.1, 0, 60),
      ],
    },
  ],
  clinic: [
    {
      link: "#clinic",
      controls: [
        choice("case", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25),
        choice("first", "none", "threshold-lower", "wait-longer", "lock", "no-breaker", "retry", "timeout-shorter"),
        choice("second", "none", "threshold-lower", "wait-longer", "lock", "no-breaker", "retry", "timeout-shorter"),
        number("failure", 0, 0, 1),
        number("latency", 0, 0, 60),
      ],
    },
  ],
  storm: [
    {
      link: "#storm",
      controls: [
        choice("world", "blip", "load", "contention"),
        number("clients", 100, 2, 1000),
        number("capacity", 20, 1, 1000),
        number("blip", 0.5, 0, 60),
        choice("kind", "exponential", "constant", "linear"),
        number("base", 1, 0, 10),
        number("factor", 2, 1, 5),
        number("cap", 2, 0.1, 600),
        choice("jitter", "none", "additive", "full", "equal", "decorrelated", "share"),
        number("attempts", 8, 1, 12),
        choice("budget", "none", "budget", "quota", "tokens", "breaker"),
        number("failure", 0, 0, 1, 0.01),
      ],
    },
    {
      link: "#storm?world=load",
      controls: [number("rate", 70, 1, 1000), number("patience", 1, 0.05, 60)],
    },
    {
      link: "#storm?budget=budget",
      controls: [number("budget-share", 0.1, 0, 1)],
    },
    {
      link: "#storm?jitter=share",
      controls: [number("spread", 0.5, 0, 10)],
    },
  ],
};

/** The metrics that each lab shows at least. */
export const METRICS = {
  breaker: ["calls", "successes", "failures", "fast-fails", "openings", "late", "time-saved-ms"],
  retry: ["successes", "failures", "attempts", "waiting-ms"],
  batch: ["batches", "degraded", "values", "values-kept", "twin-kept", "unanswered"],
  stack: [
    "calls", "full", "degraded", "errors", "attempts", "most-attempts", "refused", "cut-off", "breaker-failures", "openings",
    "waiting-ms", "held-ms", "backlog",
  ],
  pipeline: [
    "batches", "degraded", "values", "values-kept", "enriched", "flagged", "retries", "retried-well", "openings", "late-ms",
    "naive-kept", "naive-down-ms",
  ],
  cascade: [
    "requests", "served", "refused", "failed", "status-asked", "status-served", "wasted-ms", "full-ms", "protected-served",
    "protected-status-served",
  ],
  bulkhead: [
    "orders", "orders-served", "orders-refused", "reports", "reports-served", "reports-refused", "limited", "failed",
    "queued-ms", "none-orders-served", "none-reports-served",
  ],
  fallback: [
    "calls", "full", "degraded", "cached", "fixed", "errors", "letters", "replayed", "lost", "oldest-ms", "unflagged",
  ],
  dashboard: [
    "openings", "retries", "retried-well", "batches", "degraded", "health", "alerts", "held-back", "open-now",
  ],
  clinic: ["answered-permille", "spared-permille", "changes", "cured"],
  storm: ["clients", "served", "gave-up", "attempts", "retries", "refused", "peak", "done-ms", "goodput"],
};

export const LABS = Object.keys(CONTROLS);
