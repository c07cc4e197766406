import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-dev-shm-usage'] });
const p = await b.newPage({ viewport: { width: 1440, height: 900 } });
p.on('console', m => console.log('console', m.type(), m.text()));
p.on('pageerror', e => console.log('pageerror', e.message, e.stack?.slice(0,600)));
p.on('requestfailed', r => console.log('failed', r.url(), r.failure()?.errorText));
p.on('response', r => console.log(r.status(), r.url()));
for (const path of process.argv.slice(2)) { await p.goto('http://127.0.0.1:8971' + path); await p.waitForTimeout(6000); console.log(await p.locator('article.offer').count(), await p.locator('h1').allInnerTexts()); }
await b.close();
