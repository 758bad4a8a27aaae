// code-server with an extension, a browser on it, and what a person does there. Everything stays on the loopback.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';

const SETTINGS = {
  'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never', 'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off', 'extensions.autoCheckUpdates': false, 'chat.disableAIFeatures': true, 'workbench.colorTheme': 'Default Light Modern',
  'editor.unicodeHighlight.nonBasicASCII': false, 'editor.unicodeHighlight.ambiguousCharacters': false, 'editor.unicodeHighlight.invisibleCharacters': false,
  'editor.fontFamily': 'WenQuanYi Zen Hei Mono', 'editor.fontSize': 15, 'editor.minimap.enabled': false, 'editor.wordWrap': 'on', 'files.autoSave': 'off',
  'workbench.tips.enabled': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'workbench.layoutControl.enabled': false,
};
/** Too slow is told apart from wrong. */
class Slow extends Error {}
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Workbench {
  static async run(setup, steps) {
    const w = new Workbench(setup);
    try {
      await w.open();
      for (const [name, step] of Object.entries(steps)) {
        const start = Date.now();
        w.step = name;
        await step(w);
        console.log(`ok: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
      }
      // Resources of a preview have a name of VS Code's own, which its service worker answers for.
      const away = [...w.hosts].filter((host) => !host.startsWith('127.0.0.1') && !host.endsWith('.vscode-resource.vscode-cdn.net'));
      if (away.length) throw new Error(`requests left this machine: ${away.join(', ')}`);
      return 0;
    } catch (error) {
      await w.shot('failed').catch(() => undefined);
      console.log(`FAILED in '${w.step ?? 'opening'}': ${error.stack}`);
      console.log(await w.state().catch((fault) => `what is shown cannot be told: ${fault}`));
      return error instanceof Slow || error.name === 'TimeoutError' ? 75 : 1;
    } finally {
      await w.close();
    }
  }

  constructor({ vsix, folder, tools, settings = {}, size = { width: 1200, height: 960 } }) {
    Object.assign(this, { vsix, folder, tools, settings: { ...SETTINGS, ...settings }, size, hosts: new Set(), faults: [] });
    this.shots = path.join(tools, 'shots');
    this.data = path.join(tools, 'data');
  }

  async open() {
    fs.rmSync(this.data, { recursive: true, force: true });
    fs.mkdirSync(this.shots, { recursive: true });
    // As a person's settings, and as this machine's: of the two, code-server reads the second in time.
    for (const scope of ['User', 'Machine']) {
      fs.mkdirSync(path.join(this.data, 'user', scope), { recursive: true });
      fs.writeFileSync(path.join(this.data, 'user', scope, 'settings.json'), JSON.stringify(this.settings));
    }
    const port = await freePort();
    const entry = path.join(this.tools, 'npm/node_modules/code-server/out/node/entry.js');
    const folders = ['--user-data-dir', path.join(this.data, 'user'), '--extensions-dir', path.join(this.data, 'extensions')];
    const env = { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_CONFIG_HOME: path.join(this.data, 'config'), XDG_DATA_HOME: path.join(this.data, 'share'), XDG_CACHE_HOME: path.join(this.data, 'cache') };
    execFileSync(process.execPath, [entry, ...folders, '--install-extension', this.vsix], { env, stdio: 'ignore' });
    const log = fs.openSync(path.join(this.data, 'log'), 'w');
    const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
    this.server = spawn(process.execPath, [entry, ...folders, ...options], { env, stdio: ['ignore', log, log], detached: true });
    // Its processes are a group of their own, and outlive us unless told.
    process.on('exit', () => this.stop());
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(143));
    const up = () => fetch(`http://127.0.0.1:${port}/healthz`).then((r) => r.ok, () => false);
    await this.until(up, (ok) => ok, 'code-server');
    const { chromium } = createRequire(path.join(this.tools, 'npm/package.json'))('playwright-core');
    this.browser = await chromium.launch({ executablePath: path.join(this.tools, 'chromium'), args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
    this.page = await this.browser.newPage({ viewport: this.size });
    this.page.on('pageerror', (error) => this.faults.push(String(error)));
    this.page.on('request', (r) => /^https?:/.test(r.url()) && this.hosts.add(new URL(r.url()).host));
    await this.page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(this.folder)}`);
    await this.page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60000 });
  }

  async close() {
    await this.browser?.close().catch(() => undefined);
    this.stop();
  }

  stop() {
    try {
      if (this.server) process.kill(-this.server.pid, 'SIGTERM');
    } catch {} // It has ended by itself.
    this.server = undefined;
  }

  /** What a person would see: for the log, where nobody sees the picture. */
  async state() {
    const dirty = (await this.page.locator('.tabs-container .tab.dirty').allInnerTexts()).map((tab) => tab.replace(/\s/g, ''));
    const shown = {
      tabs: await this.tabs(), 'active tab': await this.tabs('.active'), 'not saved': dirty, notifications: await this.texts('.notification-list-item, .notification-toast'),
      dialogs: await this.texts('.monaco-dialog-box'), menu: await this.texts('.action-widget .monaco-list-row'), 'quick pick': await this.quickPick(),
      'status bar': await this.texts('.statusbar-item'), problems: await this.problems(), text: (await this.text()).slice(0, 500), 'faults of the page': this.faults.slice(-5),
    };
    const line = ([what, is]) => `  ${what}: ${JSON.stringify(is, (_, text) => (typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : text))}`;
    return `the workbench shows:\n${Object.entries(shown).map(line).join('\n')}`;
  }

  async until(get, isIt, what, seconds = 60) {
    let last;
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(150)) {
      last = await get();
      if (isIt(last)) return last;
    }
    throw new Slow(`no ${what} in ${seconds} s; last: ${JSON.stringify(last)?.slice(0, 2000)}`);
  }

  shot = (name) => this.page.screenshot({ path: path.join(this.shots, `${name}.png`) });
  count = (selector) => this.page.locator(selector).count();
  texts = (selector) => this.page.locator(selector).allInnerTexts();
  key = (key) => this.page.keyboard.press(key);
  type = (text) => this.page.keyboard.type(text, { delay: 10 });
  tabs = async (of = '') => (await this.texts(`.tabs-container .tab${of}`)).map((tab) => tab.replace(/\s/g, ''));
  quickPick = () => this.texts('.quick-input-list .monaco-list-row');
  problems = async () => (await this.texts('.markers-panel .monaco-list-row')).filter((row) => /\[Ln /.test(row));
  badge = async () => Number((await this.texts('.panel .composite-bar .action-item.checked .badge-content'))[0] ?? 0);
  notifications = async () => (await this.texts('.notification-toast')).join('\n').replace(/\s+/g, ' ');
  editorIsDirty = async () => (await this.count('.tab.active.dirty')) > 0;
  text = async () => (await this.texts('.editor-group-container.active .view-lines')).join('').replaceAll('\u00a0', ' ');
  item = () => this.page.locator('.statusbar-item', { hasText: /problems/ }).last();
  statusItem = async () => (await this.item().innerText()).replace(/\s+/g, ' ');
  /** And takes the hand off the mouse, whose hovers hide what stands below. */
  clickStatusItem = () => this.item().click().then(() => this.page.mouse.move(700, 400));
  /** As soon as it is there. */
  button = (name) => this.page.locator('.notification-toast .monaco-button', { hasText: name }).first().dispatchEvent('click');

  async preview() {
    const frames = await Promise.all(this.page.frames().slice(1).map((frame) => frame.locator('body').innerText({ timeout: 500 }).catch(() => '')));
    return frames.join('\n');
  }

  async openFile(name) {
    await this.palette(name, '');
    await this.until(() => this.tabs('.active'), (tabs) => tabs.some((tab) => tab.includes(name)), name);
    await this.page.waitForSelector('.editor-group-container.active .view-line');
  }

  /** A command by its title; with the prefix '', a file by its name. The key is lost where a new editor takes the focus. */
  async palette(what, prefix = '>') {
    const opened = async () => {
      if (await this.input().isVisible()) return this.fill(prefix + what);
      await this.key(prefix ? 'F1' : 'Control+P');
      return this.input().waitFor({ timeout: 3000 }).then(() => this.fill(prefix + what), () => false);
    };
    await this.until(opened, (open) => open, 'palette');
    await this.choose(what.split(': ').pop(), prefix + what);
  }

  input = () => this.page.locator('.quick-input-widget:not([style*="display: none"]) .quick-input-box input');
  /** False in one that is going. */
  fill = (text) => this.input().fill(text, { timeout: 1000 }).then(() => true, () => false);

  /** Types into the open quick pick until the entry that Enter would take is this one, and takes it. */
  async choose(entry, typed = entry) {
    const focused = async () => {
      if ((await this.input().inputValue()) !== typed) await this.fill(typed);
      return (await this.texts('.quick-input-list .monaco-list-row.focused'))[0];
    };
    await this.until(focused, (text) => text?.includes(entry), `${entry} in the quick pick`);
    await this.input().press('Enter');
  }

  async goToStart() {
    await this.page.locator('.editor-group-container.active .view-lines').first().click({ position: { x: 5, y: 5 } });
    await this.key('Control+Home');
  }

  /** Selects the first place of a word. */
  async select(word) {
    await this.goToStart();
    await this.key('Control+F');
    await this.page.waitForSelector('.find-widget.visible textarea');
    await this.page.locator('.find-widget.visible textarea').first().fill(word);
    await this.until(() => this.texts('.find-widget .matchesCount'), ([count]) => /^1 of /.test(count), `${word} in the text`);
    await this.key('Escape');
  }

  /** The menu of what can be done at the cursor. In the open menu the same key would take its first entry. */
  async lightbulb() {
    const rows = '.action-widget .monaco-list-row.action';
    const opened = async () => {
      await this.key('Control+.');
      for (let i = 0; i < 20 && !(await this.count(rows)); i++) await sleep(200);
      if (!(await this.count(rows))) await this.key('Escape');
      return this.texts(rows);
    };
    return this.until(opened, (texts) => texts.length > 0, 'code actions');
  }

  async pick(selector, text) {
    await this.page.locator(selector, { hasText: text }).first().click();
  }

  async save(read, isIt) {
    await this.until(() => this.editorIsDirty(), (dirty) => dirty, 'an edit');
    await this.key('Control+S');
    await this.until(read, isIt, 'the file on disk');
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
