// What editors look like with jiaodui, for the README.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Workbench } from '../vscode/test/drive.mjs';

const [vsix, server, tools] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(tools, 'pictures', '文章');
const out = path.join(root, 'editors/pictures');
const bin = path.join(tools, 'pictures-bin');

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(path.join(folder, '.git'), { recursive: true });
fs.mkdirSync(out, { recursive: true });
fs.rmSync(bin, { recursive: true, force: true });
fs.mkdirSync(path.join(bin, 'config/helix'), { recursive: true });
fs.symlinkSync(server, path.join(bin, 'jiaodui'));
const blocks = (page, language) => [...fs.readFileSync(page, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map((m) => m[1]);
fs.writeFileSync(path.join(bin, 'config/helix/languages.toml'), blocks(path.join(root, 'editors/helix/README.md'), 'toml')[0]);
fs.writeFileSync(path.join(bin, 'init.el'), `(require 'markdown-mode) (require 'eglot) ${blocks(path.join(root, 'editors/emacs/README.md'), 'elisp')[0]}`);
fs.writeFileSync(path.join(bin, 'init.lua'), `vim.o.runtimepath = '${root}/editors/neovim,' .. vim.o.runtimepath\nvim.o.number = true\nif vim.diagnostic.config then vim.diagnostic.config({ virtual_text = true }) end`);
fs.writeFileSync(path.join(bin, 'vimrc'), `set nocompatible encoding=utf-8 number\nfiletype plugin on\nset runtimepath^=$ALE\nruntime plugin/ale.vim\n${blocks(path.join(root, 'editors/vim/README.md'), 'vim')[0]}`);

/** Programs of the terminal, and what is typed once they stand. */
const EDITORS = {
  neovim: [`nvim -u ${bin}/init.lua`, '5gg'],
  helix: [`${tools}/helix-trixie/start`, 'gg]d]d]d]d'],
  emacs: [`${tools}/emacs-trixie/start -nw -Q -l ${bin}/init.el`, '\x1b<'],
  vim: [`${tools}/vim/start -u ${bin}/vimrc`, '5gg'],
};

async function window(settings, size, take) {
  fs.copyFileSync(path.join(root, 'editors/test/articles/article.md'), path.join(folder, 'article.md'));
  const w = new Workbench({ vsix, folder, tools, settings: { 'security.workspace.trust.enabled': false, 'git.enabled': false, ...settings }, size });
  try {
    await w.open();
    await take(w, (name, options) => w.page.screenshot({ path: path.join(out, `${name}.png`), ...options }));
  } finally {
    await w.close();
  }
}

const size = { width: 1100, height: 720 };
for (const [name, language] of process.env.ONLY ? [] : [['en', 'en'], ['zh', 'zh-Hant']]) {
  await window({ 'jiaodui.language': language }, size, async (w, shot) => {
    await w.openFile('article.md');
    await w.until(() => w.count('.squiggly-warning'), (n) => n > 0, 'squiggles');
    await w.key('Control+Shift+M');
    await w.until(() => w.problems(), (rows) => rows.length > 5, 'problems');
    await w.page.waitForTimeout(1500);
    await shot(`vscode-problems-${name}`);
    await w.key('Control+J');
    await w.select('發布后');
    await w.lightbulb();
    await w.page.waitForTimeout(500);
    await shot(`vscode-lightbulb-${name}`, { clip: { x: 325, y: 35, width: 775, height: 420 } });
  });
}
const terminal = { 'workbench.panel.opensMaximized': 'always', 'workbench.sideBar.visible': false, 'terminal.integrated.fontFamily': 'WenQuanYi Zen Hei Mono', 'terminal.integrated.shellIntegration.enabled': false, 'terminal.integrated.tabs.enabled': false };
await window(terminal, { width: 1000, height: 480 }, async (w, shot) => {
  await w.palette('View: Toggle Primary Side Bar Visibility');
  await w.palette('Terminal: Create New Terminal');
  await w.page.waitForSelector('.terminal-wrapper .xterm-screen');
  await w.page.waitForTimeout(5000);
  await w.type(`export PATH=${bin}:$PATH LC_ALL=C.UTF-8 LANG=zh_TW.UTF-8 XDG_CONFIG_HOME=${bin}/config\n`);
  for (const [name, [program, keys]] of Object.entries(EDITORS)) {
    fs.copyFileSync(path.join(root, 'editors/test/articles/article.md'), path.join(folder, 'article.md'));
    await w.type(`clear; ${program} article.md\n`);
    await w.page.waitForTimeout(15000);
    await w.type(keys);
    await w.page.waitForTimeout(2500);
    await shot(name, { clip: await w.page.locator('.terminal-wrapper.active .xterm-screen').first().boundingBox() });
    if (name === 'emacs') await w.key('Control+X').then(() => w.key('Control+C'));
    else await w.key('Escape').then(() => w.page.waitForTimeout(300)).then(() => w.type(':q!\n'));
    await w.page.waitForTimeout(2000);
  }
});
execFileSync('ls', ['-la', out], { stdio: 'inherit' });
