// Which packages of others are in the bundle, and under which licences. Fails on one that may not be shipped.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What we ship may be under these. */
const SHIPPED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD'];
/** Tools are not shipped: what they may be under besides, as the lock file writes it, and why. */
const TOOLS = {
  'Artistic-2.0': 'helpers of the packager', 'Python-2.0': 'argparse', 'CC0-1.0': 'data', 'CC-BY-3.0': 'data', WTFPL: 'free of all terms',
  '(MIT OR WTFPL)': 'MIT', '(MIT OR CC0-1.0)': 'MIT', '(BSD-2-Clause OR MIT OR Apache-2.0)': 'MIT',
  'SEE LICENSE IN LICENSE.txt': "Microsoft's signing tool, which the packager names and we never call",
};

/** The folders of the packages in the bundle. */
function bundled(here) {
  const { inputs } = JSON.parse(fs.readFileSync(path.join(here, 'dist/meta.json'), 'utf8'));
  const packages = Object.keys(inputs).map((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);
  return [...new Set(packages.filter(Boolean))].sort();
}

/** The notices that go with the bundle. */
export function notices(here) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8'));
  const wrong = Object.entries(packages).filter(([name, { license }]) => name && !SHIPPED.includes(license) && !(license in TOOLS));
  if (wrong.length) throw new Error(`licences to be looked at: ${wrong.map(([name, { license }]) => `${name} (${license})`).join(', ')}`);
  const parts = bundled(here).map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(here, folder, 'package.json'), 'utf8'));
    if (!SHIPPED.includes(license)) throw new Error(`${name} is under ${license}, which may not be shipped`);
    const file = fs.readdirSync(path.join(here, folder)).find((f) => /^licen[cs]e/i.test(f));
    if (!file) throw new Error(`${name} has no licence text`);
    return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(here, folder, file), 'utf8').trim()}\n`;
  });
  return `The extension contains these packages from npm.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(notices(path.resolve(import.meta.dirname, '..')));
