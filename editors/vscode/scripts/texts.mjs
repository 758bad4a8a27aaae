// Every text that a person reads is there in English and in both kinds of Chinese, and none that nobody reads.
import fs from 'node:fs';
import path from 'node:path';

const here = path.resolve(import.meta.dirname, '..');
const read = (name) => fs.readFileSync(path.join(here, name), 'utf8');
const keys = (name) => Object.keys(JSON.parse(read(name))).sort();
const unique = (matches) => [...new Set([...matches].map((m) => m[1]))].sort();

const manifest = unique(read('package.json').matchAll(/"%([\w.]+)%"/g));
const sources = fs.readdirSync(path.join(here, 'src')).map((name) => read(`src/${name}`)).join('\n');
const said = unique(sources.matchAll(/\bt\('([^']+)'/g));
const wrong = [];
const compare = (name, wanted) => {
  const have = keys(name);
  wrong.push(...wanted.filter((k) => !have.includes(k)).map((k) => `${name} lacks ${k}`));
  wrong.push(...have.filter((k) => !wanted.includes(k)).map((k) => `${name}: nobody says ${k}`));
};
for (const name of ['package.nls.json', 'package.nls.zh-cn.json', 'package.nls.zh-tw.json']) compare(name, manifest);
for (const name of ['l10n/bundle.l10n.zh-cn.json', 'l10n/bundle.l10n.zh-tw.json']) compare(name, said);
if (wrong.length) throw new Error(wrong.join('\n'));
