// A clock that does not wait: it stands in the place of `Date.now` and of the timers, and goes only when it is told to.
// (Node's own mock timers have no date in version 18.)

const real = { now: Date.now, setImmediate };

export class Clock {
  #timers = [];
  #number = 0;
  now = 1_000_000;

  constructor() {
    const start = (repeat) => (run, wait = 0, ...words) => {
      const timer = { number: ++this.#number, at: this.now + Math.max(0, wait), every: repeat ? Math.max(1, wait) : 0 };
      timer.run = () => run(...words);
      timer.unref = timer.ref = () => timer;
      this.#timers.push(timer);
      return timer;
    };
    const stop = (timer) => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
    Object.assign(globalThis, {
      setTimeout: start(false), setInterval: start(true), clearTimeout: stop, clearInterval: stop,
    });
    Date.now = () => this.now;
  }

  /** Everything that waits for nothing but its turn. */
  async settle() {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => real.setImmediate(done));
  }

  /** Goes to a moment, past all timers on the way, in order of time. */
  async go(to) {
    for (;;) {
      await this.settle();
      const [next] = this.#timers.filter(({ at }) => at <= to).sort((a, b) => a.at - b.at || a.number - b.number);
      if (!next) break;
      this.now = Math.max(this.now, next.at);
      if (next.every) next.at += next.every;
      else clearTimeout(next);
      next.run();
    }
    this.now = Math.max(this.now, to);
    await this.settle();
  }

  /** Goes on for as long as a promise is pending. */
  async until(promise) {
    let ended = false;
    promise.then(() => (ended = true), () => (ended = true));
    for (let hops = 0; hops < 10_000; hops += 1) {
      await this.settle();
      if (ended) return promise;
      const next = this.#timers.reduce((least, { at }) => Math.min(least, at), Infinity);
      await this.go(next === Infinity ? this.now : next);
    }
    throw new Error("it never ends");
  }
}
