// gobreaker and Polly, whose compilers are not here: the Go and the C# follow their grammars, and every name that they
// use is one of the library's. What the numbers do was read in the sources; see `src/copy_as`.

import { test } from "node:test";
import assert from "node:assert/strict";
import { goNames, goValues, members, mistakes, objects, parse } from "./grammar.mjs";
import { LINKS, text as write } from "./lab.mjs";

/** The texts that were asked for before; several tests look at each. */
const written = new Map();
function text(link, target) {
  const key = `${target} ${link}`;
  if (!written.has(key)) written.set(key, write(link, target));
  return written.get(key);
}

/** Every combination of settings, each a list of values. */
function combined(lab, settings) {
  const queries = Object.entries(settings).reduce(
    (known, [key, values]) => known.flatMap((query) => values.map((value) => [...query, `${key}=${value}`])),
    [[]],
  );
  return queries.map((query) => `#${lab}?${query.join("&")}`);
}

const links = [
  ...Object.values(LINKS).flat(),
  ...combined("breaker", {
    trip: ["row", "count", "time"], reset: [0, 0.0005, 60], successes: [1, 3], late: ["drop", "apply"], min: [1, 20], rate: [0.123456, 1],
  }),
  ...combined("breaker", {
    trip: ["row", "count", "within"], counts: ["service"], ignored: ["neutral", "success", "open"], mix: ["client:1", "connection:0.5,bug:0.5"],
  }),
  ...["lecture", "skill", "sysmanage", "guide", "failsafe-go", "cockatiel", "hystrix"].map((like) => `#breaker?like=${like}`),
  ...combined("retry", {
    kind: ["constant", "linear", "exponential"], attempts: [1, 12], factor: [1.3, 2],
    jitter: ["none", "additive", "full", "equal", "decorrelated", "share"], floor: [0, 0.5],
  }),
  ...combined("batch", { attempts: [1, 6], stale: [0, 20] }),
];

/** Names of gobreaker 2.4, by what they belong to: https://github.com/sony/gobreaker/tree/master/v2 (README, Settings). */
const GO = {
  gobreaker: ["CircuitBreaker", "Counts", "NewCircuitBreaker", "Settings"],
  settings: [
    "Name", "MaxRequests", "Interval", "BucketPeriod", "Timeout", "ReadyToTrip", "OnStateChange", "IsSuccessful", "IsExcluded",
  ],
  counts: ["Requests", "TotalSuccesses", "TotalFailures", "TotalExclusions", "ConsecutiveSuccesses", "ConsecutiveFailures"],
  time: ["Nanosecond", "Millisecond", "Second"],
  errors: ["Is", "New"],
};

/** Properties of Polly's options: https://www.pollydocs.org/api/, below the name of each. */
const POLLY = {
  // Polly.CircuitBreaker.CircuitBreakerStrategyOptions-1.html
  CircuitBreakerStrategyOptions: [
    "FailureRatio", "MinimumThroughput", "SamplingDuration", "BreakDuration", "BreakDurationGenerator", "ShouldHandle",
    "OnClosed", "OnOpened", "OnHalfOpened", "ManualControl", "StateProvider", "Name",
  ],
  // Polly.Retry.RetryStrategyOptions-1.html
  RetryStrategyOptions: [
    "MaxRetryAttempts", "BackoffType", "UseJitter", "Delay", "MaxDelay", "ShouldHandle", "DelayGenerator", "OnRetry", "Name",
  ],
  // Polly.Fallback.FallbackStrategyOptions-1.html
  FallbackStrategyOptions: ["ShouldHandle", "FallbackAction", "OnFallback", "Name"],
  // They are given nothing in braces: Polly.ResiliencePipelineBuilder.html, Polly.PredicateBuilder-1.html
  ResiliencePipelineBuilder: [],
  PredicateBuilder: [],
};

/** Members of what has a name, and of what an expression gives, which is Polly's builders or .NET's own. */
const MEMBERS = {
  "": ["AddCircuitBreaker", "AddFallback", "AddRetry", "AsTask", "Build", "Handle", "NextDouble"],
  DelayBackoffType: ["Constant", "Linear", "Exponential"],
  Math: ["Min", "Max", "Pow"],
  Outcome: ["FromResultAsValueTask"],
  Random: ["Shared"],
  ResiliencePipeline: ["Empty"],
  Task: ["WhenAll"],
  TimeSpan: ["FromSeconds", "Zero"],
  ValueTask: ["FromResult"],
  // Polly.Retry.RetryDelayGeneratorArguments-1.html
  args: ["AttemptNumber", "Context", "Outcome"],
  reads: ["Select"],
  sensor: ["ExecuteAsync"],
};

/** What a list of known names does not have. */
const unknown = (known, owner, name) => (known[owner]?.includes(name) ? [] : [`${owner}.${name}`]);
const strangers = {
  gobreaker: (root) => goNames(root).flatMap(([owner, name]) => unknown(GO, owner, name)),
  polly: (root) => [
    ...objects(root).flatMap(([type, given]) => (POLLY[type] ? [...given.keys()].flatMap((name) => unknown(POLLY, type, name)) : [type])),
    ...members(root).flatMap(([owner, name]) => unknown(MEMBERS, owner, name)),
  ],
};

for (const target of ["gobreaker", "polly"]) {
  test(`the text of every link for ${target} follows its grammar and uses the library's names`, () => {
    for (const link of links) {
      const source = text(link, target);
      const root = parse(source, target);
      assert.deepEqual(mistakes(root), [], `${link}:\n${source}`);
      assert.deepEqual(strangers[target](root), [], `${link}:\n${source}`);
      const code = root.namedChildren.filter(({ type }) => type !== "comment").length;
      // gobreaker has breakers and nothing else.
      assert.equal(code > 0, target === "polly" || link.startsWith("#breaker"), link);
    }
  });
}

test("gobreaker is given numbers that it takes as they are, and not as the sign for a default", () => {
  for (const link of links.filter((link) => link.startsWith("#breaker"))) {
    const given = goValues(parse(text(link, "gobreaker"), "gobreaker"));
    assert.match(given.get("MaxRequests"), /^[1-9]\d*$/, link);
    assert.match(given.get("Timeout"), /^[1-9]\d* \* time\.(Nanosecond|Millisecond|Second)$/, link);
    if (!given.has("Interval")) continue;
    assert.match(given.get("Interval"), /^[1-9]\d* \* time\.(Nanosecond|Millisecond|Second)$/, link);
    assert.equal(given.get("BucketPeriod"), "settings.Interval / 10", link);
  }
});

/** A span as C# writes it, in seconds. */
const seconds = (span) => (span === "TimeSpan.Zero" ? 0 : Number(span.match(/^TimeSpan\.FromSeconds\(([\d.]+)\)$/)?.[1]));
const within = (number, least, most, what) => assert.ok(number >= least && number <= most, what);

test("Polly is given numbers within the ranges that it checks", () => {
  const day = 86_400;
  for (const link of links) {
    for (const [type, given] of objects(parse(text(link, "polly"), "polly"))) {
      const number = (name) => Number(given.get(name));
      if (type === "CircuitBreakerStrategyOptions") {
        within(number("FailureRatio"), Number.MIN_VALUE, 1, link);
        within(number("MinimumThroughput"), 2, 2 ** 31 - 1, link);
        for (const name of ["SamplingDuration", "BreakDuration"]) within(seconds(given.get(name)), 0.5, day, link);
      } else if (type === "RetryStrategyOptions") {
        within(number("MaxRetryAttempts"), 1, 2 ** 31 - 1, link);
        const spans = ["Delay", "MaxDelay"].filter((name) => given.has(name));
        for (const name of spans) within(seconds(given.get(name)), 0, day, link);
        assert.ok(given.has("DelayGenerator") !== given.has("Delay"), link);
      } else if (type === "FallbackStrategyOptions") {
        assert.ok(given.has("FallbackAction"), `${link}: it is required`);
      }
    }
  }
});

test("gobreaker and Polly are told of a caller's own mistakes, and only where these do not count", () => {
  const asked = { neutral: "IsExcluded", success: "IsSuccessful", open: "IsExcluded" };
  for (const link of links.filter((link) => link.startsWith("#breaker"))) {
    const ignored = link.includes("counts=service") ? (/ignored=(\w+)/.exec(link)?.[1] ?? "neutral") : undefined;
    const given = goValues(parse(text(link, "gobreaker"), "gobreaker"));
    const told = ["IsExcluded", "IsSuccessful"].filter((name) => given.has(name));
    assert.deepEqual(told, ignored ? [asked[ignored]] : [], link);
    // What is excluded is in Requests, too.
    const rule = given.get("ReadyToTrip");
    const [all, less] = ["counts.Requests", "counts.Requests-counts.TotalExclusions"].map((name) => rule.split(name).length - 1);
    assert.equal(less, told.includes("IsExcluded") ? all : 0, link);
    const [[, options]] = objects(parse(text(link, "polly"), "polly")).filter(([type]) => type === "CircuitBreakerStrategyOptions");
    assert.equal(options.has("ShouldHandle"), ignored !== undefined, link);
    // A predicate of one's own takes the place of the default one, which leaves out a call that was cancelled.
    if (ignored) assert.match(options.get("ShouldHandle"), /is not \(.* or OperationCanceledException\)/, link);
  }
});

test("what does not follow a grammar, and a name that a library does not have, is found", () => {
  for (const [target, before, after] of [
    ["gobreaker", "}\n", "\n"],
    ["gobreaker", "(settings)", "(settings"],
    ["polly", "    })", "    }"],
    ["polly", ";\n", "\n"],
  ]) {
    const source = text("#breaker", target);
    const at = source.lastIndexOf(before);
    assert.ok(at > 0);
    const broken = source.slice(0, at) + after + source.slice(at + before.length);
    assert.notDeepEqual(mistakes(parse(broken, target)), [], `${target} without ${before}`);
  }
  for (const [target, before, after] of [
    ["gobreaker", "settings.Timeout", "settings.ResetTimeout"],
    ["gobreaker", "counts.ConsecutiveFailures", "counts.Failures"],
    ["polly", "BreakDuration", "DurationOfBreak"],
    ["polly", "AddCircuitBreaker", "AddAdvancedCircuitBreaker"],
  ]) {
    const source = text("#breaker", target).replace(before, after);
    assert.equal(strangers[target](parse(source, target)).length, 1, `${target}: ${after}`);
  }
});
