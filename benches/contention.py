"""The contention experiment of "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), by the method of its
published simulator: a heap of messages, a callback each, a normal draw for every leg of the network.

It is here to be measured against `headless reproduce aws-backoff`: same clients, same rules, same machine.

    python3 contention.py [clients] [runs] [seed]

prints, for each kind of backoff, the mean and the standard deviation of write calls and of completion time in
milliseconds, and how long all runs took.
"""

import heapq
import random
import statistics
import sys
import time

BASE, CAP = 5.0, 2000.0
MEAN, DEVIATION = 10.0, 2.0


def leg():
    return abs(random.normalvariate(MEAN, DEVIATION))


def grown(attempt):
    return min(CAP, BASE * 2**attempt)


class Decorrelated:
    def __init__(self):
        self.last = BASE

    def __call__(self, attempt):
        self.last = min(CAP, random.uniform(BASE, self.last * 3))
        return self.last


def equal(attempt):
    half = grown(attempt) / 2
    return half + random.uniform(0, half)


KINDS = {
    "none": lambda: lambda attempt: 0.0,
    "exponential": lambda: grown,
    "equal": lambda: equal,
    "full": lambda: lambda attempt: random.uniform(0, grown(attempt)),
    "decorrelated": Decorrelated,
}


class Row:
    """One row with one version: a write succeeds if nobody wrote since the read."""

    def __init__(self):
        self.version = 0
        self.writes = 0

    def read(self, now, message):
        return (now + leg(), message[2], None, self.version)

    def write(self, now, message):
        self.writes += 1
        fits = message[3] == self.version
        self.version += fits
        return (now + leg(), message[2], None, fits)


class Client:
    """Reads and writes until one write has succeeded."""

    def __init__(self, row, backoff):
        self.row = row
        self.backoff = backoff
        self.attempt = 0

    def start(self, now):
        return (now + leg(), self.row.read, self.on_read, None)

    def on_read(self, now, message):
        return (now + leg(), self.row.write, self.on_write, message[3])

    def on_write(self, now, message):
        if message[3]:
            return None
        self.attempt += 1
        return (now + leg() + self.backoff(self.attempt), self.row.read, self.on_read, None)


def run(clients, kind):
    row = Row()
    queue = []
    for _ in range(clients):
        heapq.heappush(queue, Client(row, KINDS[kind]()).start(0.0))
    now = 0.0
    while queue:
        message = heapq.heappop(queue)
        now = message[0]
        following = message[1](now, message)
        if following is not None:
            heapq.heappush(queue, following)
    return row.writes, now


def main():
    numbers = [int(text) for text in sys.argv[1:]]
    clients, runs, seed = (numbers + [100, 100, 42][len(numbers):])[:3]
    random.seed(seed)
    started = time.perf_counter()
    for kind in KINDS:
        results = [run(clients, kind) for _ in range(runs)]
        columns = zip(*results)
        spread = [(statistics.mean(column), statistics.stdev(column) if runs > 1 else 0.0) for column in columns]
        (calls, calls_deviation), (millis, millis_deviation) = spread
        print(f"{kind:13} calls {calls:10.1f} +-{calls_deviation:6.1f}   ms {millis:10.1f} +-{millis_deviation:8.1f}")
    print(f"{clients} clients, {runs} runs of each kind: {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main()
