// The app in Debian's Chromium against the real api. No retries and no sleeps: a test that fails
// once has found something. Screenshots of every step stay in target/e2e, for people to look at; where CI is set there are none.
import { defineConfig } from '@playwright/test';

const executablePath = process.env.RATHAUS_CHROMIUM ?? process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: './tests',
  outputDir: '../../target/e2e',
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 240_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    // Chromium's own sandbox needs rights that containers and root do not give.
    launchOptions: { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] },
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    contextOptions: { reducedMotion: 'reduce' },
    acceptDownloads: true,
    trace: 'off',
  },
  // Whoever visits has a phone, whoever works here a desk: what is theirs alone is tried there alone. What both see, and
  // what is laid out otherwise, is tried on both.
  projects: [
    { name: 'phone', testIgnore: /(boards?|city|editors|staff)\.spec/, use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
    { name: 'desktop', testIgnore: /(elements|troubles)\.spec/, use: { viewport: { width: 1440, height: 900 } } },
  ],
});
