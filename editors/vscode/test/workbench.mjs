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
  fs.writeFileSync(at('draft.txt'), 'draft\n');
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

const EVERYWHERE = 'jiaodui: Fix everything that is safe in all articles of the workspace';

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
    const rules = findings.filter((f) => f.severity !== 'hint').map((f) => f.rule);
    await w.until(() => w.problems(), (rows) => rules.every((rule) => rows.some((row) => row.includes(rule))), `${rules} in the panel`);
    await w.until(() => w.statusItem(), (text) => new RegExp(`Traditional.*${shown.length} problems`).test(text), 'status');
    await w.shot('problems');
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
    await w.save(() => read('article.md'), (text) => text === wanted);
  },

  async 'fix all leaves what `jiaodui fix` leaves'(w) {
    const { fixed } = oracle('article.md');
    assert.notEqual(fixed, read('article.md'));
    await w.palette('jiaodui: Fix everything that is safe in this article');
    await w.save(() => read('article.md'), (text) => text === fixed);
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
    await w.choose('script/stray');
    await w.until(() => w.preview(), (text) => text.includes('script/stray'), 'the page');
    await w.palette('View: Close All Editors in Group');
  },

  async 'the whole workspace, saved at once'(w) {
    const { fixed } = oracle('second.txt');
    assert.notEqual(fixed, read('second.txt'));
    const legacy = fs.readFileSync(at('legacy.txt'));
    // At work on something else, which nobody asked to save.
    await w.openFile('draft.txt');
    await w.goToStart();
    await w.type('more ');
    await w.palette(EVERYWHERE);
    await w.button('Save All');
    await w.until(() => read('second.txt'), (text) => text === fixed, 'the file on disk');
    assert.deepEqual(fs.readFileSync(at('legacy.txt')), legacy, 'a file in another encoding stays as it is');
    assert(await w.editorIsDirty(), 'what was not repaired is not saved');
    await w.palette('File: Revert File');
    await w.until(() => w.editorIsDirty(), (dirty) => !dirty, 'the draft as it was');
  },

  async 'the whole workspace, with a summary, saved after a while'(w) {
    fs.copyFileSync(path.join(articles, 'second.txt'), at('third.txt'));
    const { fixed } = oracle('third.txt');
    await w.palette(EVERYWHERE);
    await w.until(() => w.notifications(), (all) => /1 articles; 1 files left alone/.test(all), 'a summary');
    // VS Code opens by and by what was changed and is not saved.
    await w.until(() => w.tabs('.dirty'), (tabs) => tabs.some((tab) => tab.includes('third.txt')), 'an editor of its own');
    await w.shot('workspace');
    await w.button('Save All');
    await w.until(() => read('third.txt'), (text) => text === fixed, 'the file on disk');
  },

  async 'another script'(w) {
    await w.openFile('second.txt');
    const before = read('second.txt');
    const wanted = execFileSync(jiaodui, ['convert', '--to', 'tw', '--stdin-filename', 'a.txt', '-'], { input: before, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
    assert.notEqual(wanted, before);
    await w.palette('jiaodui: Convert the article to another script');
    await w.until(() => w.quickPick(), (items) => items.length === 4, 'scripts');
    await w.choose('Taiwan');
    await w.save(() => read('second.txt'), (text) => text === wanted);
  },

  async 'a file in the wrong encoding is opened again in the right one'(w) {
    const wanted = execFileSync('iconv', ['-f', 'GBK', '-t', 'UTF-8', at('legacy.txt')], { encoding: 'utf8' }).split('\n')[0];
    await w.openFile('legacy.txt');
    await w.until(() => w.text(), (text) => text.includes('\ufffd'), 'a misread text');
    await w.until(() => w.count('.squiggly-error'), (n) => n > 0, 'a squiggle');
    await w.goToStart();
    await w.key('F8');
    await w.until(() => w.count('.marker-widget'), (n) => n > 0, 'the problem in the text');
    await w.until(() => w.key('Escape').then(() => w.count('.marker-widget')), (n) => n === 0, 'the text alone');
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
