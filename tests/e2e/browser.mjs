// The browser that tests, screenshots and the audit share: the system's own, started without any background traffic.

import { chromium, firefox } from "playwright-core";

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--no-default-browser-check",
  "--no-first-run",
];

/** Chromium with further flags; or, if the environment names a Firefox, that one, as it is installed. */
export const launch = (more = []) => process.env.FIREFOX ? launchFirefox(process.env.FIREFOX)
  : chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: [...FLAGS, ...more] });

/**
 * Firefox, which needs no build of its own for this: it is driven over WebDriver BiDi. Pages and the frames in them share
 * one process, because keys that a test presses reach no other.
 */
export const launchFirefox = (executablePath, preferences = {}) => firefox.launch({
  channel: "moz-firefox", executablePath, headless: true, firefoxUserPrefs: { "fission.autostart": false, ...preferences },
});
