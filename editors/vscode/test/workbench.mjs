// Drives VS Code's workbench in a browser, in Restricted Mode, in a folder that would like to run a program of its own.
// What is right is what the command line says of the same texts: editor and `jiaodui fix` must leave the same bytes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Workbench } from './drive.mjs';

const [vsix, jiaodui, tools] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(tools, '文章');
const at = (name) => path.join(folder, name);
const read = (name) => fs.readFileSync(at(name), 'utf8');
const articles = path.join(root, 'editors/test/articles');

function layOut() {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(at('.vscode'), { recursive: true });
  for (const name of ['article.md', 'second.txt']) fs.copyFileSync(path.join(articles, name), at(name));
  fs.copyFileSync(path.join(articles, 'legacy.txt'), at('legacy.txt'));
  fs.writeFileSync(at('jiaodui.toml'), '# 體例\n');
  // The folder's own idea of where the server is.
  fs.writeFileSync(at('evil'), `#!/bin/sh\ntouch '${at('evil.ran')}'\nexec '${jiaodui}' "$@"\n`, { mode: 0o755 });
  fs.writeFileSync(at('.vscode/settings.json'), JSON.stringify({ 'jiaodui.server.path': at('evil') }));
}

/** What the command line says of a text, and what it makes of it. */
function oracle(name) {
  const copy = path.join(tools, 'oracle');
  fs.rmSync(copy, { recursive: true, force: true });
  fs.mkdirSync(copy);
  fs.copyFileSync(at(name), path.join(copy, name));
  const run = (...args) => execFileSync(jiaodui, args, { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const report = JSON.parse(run('check', '--format', 'json', '--show', 'hint', '--fail-on', 'never', name));
  run('fix', '--fail-on', 'never', name);
  return { findings: report.files[0].findings, fixed: fs.readFileSync(path.join(copy, name), 'utf8') };
}

const steps = {
  async 'squiggles and the Problems panel say what the command line says'(w) {
    const { findings } = oracle('article.md');
    const families = new Set(findings.map((f) => f.rule.split('/')[0]));
    for (const family of ['encoding', 'script', 'names', 'figures']) assert(families.has(family), `${family} in the article`);
    await w.openFile('article.md');
    await w.until(() => w.count('.squiggly-error, .squiggly-warning, .squiggly-info'), (n) => n > 0, 'squiggles');
    await w.key('Control+Shift+M');
    const shown = findings.flatMap((f) => (f.severity === 'hint' ? [] : f.places));
    await w.until(() => w.badge(), (n) => n === shown.length, `${shown.length} problems`);
    const rows = await w.problems();
    for (const { rule } of findings.filter((f) => f.severity !== 'hint')) assert(rows.some((row) => row.includes(rule)), `${rule} in the panel`);
    await w.shot('problems');
    const status = await w.statusItem();
    assert.match(status, new RegExp(`Traditional.*${shown.length} problems`), status);
  },

  async 'a quick fix changes its place and nothing else'(w) {
    const before = read('article.md');
    const wanted = before.replace('發布后', '發布後');
    await w.openFile('article.md');
    await w.select('發布后');
    const actions = await w.lightbulb();
    assert(actions.length > 1, actions.join(' | '));
    await w.shot('lightbulb');
    await w.pick('.action-widget .monaco-list-row', '後');
    await w.save(() => read('article.md'), (text) => text !== before);
    assert.equal(read('article.md'), wanted);
  },

  async 'fix all leaves what `jiaodui fix` leaves'(w) {
    const { fixed } = oracle('article.md');
    assert.notEqual(fixed, read('article.md'));
    await w.palette('jiaodui: Fix everything that is safe in this article');
    await w.until(() => w.editorIsDirty(), (dirty) => dirty, 'an edit');
    await w.save(() => read('article.md'), (text) => text === fixed);
    assert.equal(read('article.md'), fixed);
    await w.shot('fixed');
  },

  async 'the menu behind the status bar'(w) {
    await w.clickStatusItem();
    const items = await w.until(() => w.quickPick(), (items) => items.length >= 8, 'a menu');
    assert(items.some((item) => item.includes('Ledger of the figures')), items.join(' | '));
    await w.shot('menu');
    await w.key('Escape');
  },

  async 'the ledger and the page of a rule open beside'(w) {
    await w.palette('jiaodui: Open the ledger of figures');
    await w.until(() => w.tabs(), (tabs) => tabs.some((tab) => tab.includes('Previewarticle.md')), 'a ledger');
    await w.until(() => w.preview(), (text) => text.includes('6500'), 'figures in the ledger');
    await w.shot('ledger');
    await w.palette('View: Close All Editors in Group');
    await w.palette('jiaodui: Show the page of a rule');
    await w.until(() => w.quickPick(), (items) => items.length > 5, 'rules');
    await w.type('script/stray');
    await w.key('Enter');
    await w.until(() => w.preview(), (text) => text.includes('script/stray'), 'the page');
    await w.palette('View: Close All Editors in Group');
  },

  async 'the whole workspace, with a summary'(w) {
    const { fixed } = oracle('second.txt');
    assert.notEqual(fixed, read('second.txt'));
    const legacy = fs.readFileSync(at('legacy.txt'));
    await w.palette('jiaodui: Fix everything that is safe in all articles of the workspace');
    await w.until(() => w.notifications(), (all) => /1 articles; 1 files left alone/.test(all), 'a summary');
    await w.shot('workspace');
    await w.button('Save All');
    await w.until(() => read('second.txt'), (text) => text === fixed, 'the file on disk');
    assert.deepEqual(fs.readFileSync(at('legacy.txt')), legacy, 'a file in another encoding stays as it is');
  },

  async 'another script'(w) {
    await w.openFile('second.txt');
    const before = read('second.txt');
    await w.palette('jiaodui: Convert the article to another script');
    await w.until(() => w.quickPick(), (items) => items.length === 4, 'scripts');
    await w.type('Taiwan');
    await w.key('Enter');
    await w.until(() => w.editorIsDirty(), (dirty) => dirty, 'an edit');
    await w.save(() => read('second.txt'), (text) => text !== before);
    const wanted = execFileSync(jiaodui, ['convert', '--to', 'tw', '--stdin-filename', 'a.txt', '-'], { input: before, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
    assert.equal(read('second.txt'), wanted);
  },

  async 'a file in the wrong encoding is opened again in the right one'(w) {
    const wanted = execFileSync('iconv', ['-f', 'GBK', '-t', 'UTF-8', at('legacy.txt')], { encoding: 'utf8' }).split('\n')[0];
    await w.openFile('legacy.txt');
    await w.until(() => w.text(), (text) => text.includes('\ufffd'), 'a misread text');
    await w.until(() => w.count('.squiggly-error'), (n) => n > 0, 'a squiggle');
    await w.goToStart();
    await w.key('F8');
    await w.key('Escape');
    await w.lightbulb();
    await w.shot('encoding');
    await w.pick('.action-widget .monaco-list-row', /open again/);
    await w.until(() => w.text(), (text) => text.includes(wanted.slice(0, 8)), 'the text as it was written');
    await w.shot('reopened');
  },

  async 'faults of jiaodui.toml stand in that file'(w) {
    fs.writeFileSync(at('jiaodui.toml'), 'regoin = "tw"\n');
    await w.openFile('jiaodui.toml');
    await w.until(() => w.problems(), (rows) => rows.some((row) => row.includes('regoin')), 'a fault');
  },

  async 'nothing of the folder was run'() {
    assert(!fs.existsSync(at('evil.ran')), 'the folder chose the server');
  },
};

layOut();
process.exitCode = await Workbench.run({ vsix, folder, tools }, steps);
