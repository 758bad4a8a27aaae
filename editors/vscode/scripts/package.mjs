// Puts the .vsix together: `npm run package`, after the bundle was built.
//   PLATFORM=linux-x64 SERVER=…/jiaodui npm run package    one that carries the server, for one platform
//   npm run package                                        with the server where one was built for this machine,
//                                                          else one without, for all platforms
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { notices } from './licences.mjs';

const here = path.resolve(import.meta.dirname, '..');
const root = path.resolve(here, '../..');
/** VS Code's names of platforms, and the targets of `.ci/release` that build for them. */
const TARGETS = {
  'linux-x64': 'x86_64-unknown-linux-musl',
  'linux-arm64': 'aarch64-unknown-linux-musl',
  'alpine-x64': 'x86_64-unknown-linux-musl',
  'alpine-arm64': 'aarch64-unknown-linux-musl',
  'win32-x64': 'x86_64-pc-windows-gnu',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
};
const own = `${process.platform}-${process.arch}`;
const platform = process.env.PLATFORM || own;
if (!(platform in TARGETS)) throw new Error(`PLATFORM is one of ${Object.keys(TARGETS).join(', ')}, not ${platform}`);

const exe = platform.startsWith('win32') ? 'jiaodui.exe' : 'jiaodui';
const built = [`target/release-${TARGETS[platform]}`, `target/${TARGETS[platform]}/release`, ...(platform === own ? ['target/release'] : [])];
const candidates = process.env.SERVER ? [process.env.SERVER] : built.map((folder) => path.join(root, folder, exe));
const server = candidates.find((file) => fs.existsSync(file));
if (!server && (process.env.PLATFORM || process.env.SERVER)) {
  throw new Error(`no server for ${platform}: .ci/release ${TARGETS[platform]} builds it (looked at ${candidates.join(', ')})`);
}

const copy = (from, to) => {
  fs.mkdirSync(path.dirname(path.join(here, to)), { recursive: true });
  fs.copyFileSync(path.join(root, from), path.join(here, to));
};
fs.rmSync(path.join(here, 'server'), { recursive: true, force: true });
copy('editors/jiaodui.schema.json', 'schemas/jiaodui.schema.json');
copy('LICENSE-MIT', 'LICENSE-MIT.txt');
copy('LICENSE-APACHE', 'LICENSE-APACHE.txt');
copy('NOTICE', 'NOTICE.txt');
copy('THIRD_PARTY.md', 'THIRD_PARTY.md');
fs.writeFileSync(path.join(here, 'THIRD_PARTY_NPM.txt'), notices(here));
if (server) {
  fs.mkdirSync(path.join(here, 'server'));
  fs.copyFileSync(server, path.join(here, 'server', exe));
  fs.chmodSync(path.join(here, 'server', exe), 0o755);
}

const { version } = JSON.parse(fs.readFileSync(path.join(here, 'package.json'), 'utf8'));
const out = path.join(here, 'build', `jiaodui-${version}${server ? `-${platform}` : ''}.vsix`);
fs.mkdirSync(path.dirname(out), { recursive: true });
const target = server ? ['--target', platform] : [];
const vsce = path.join(here, 'node_modules/@vscode/vsce/vsce');
const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out, ...target];
execFileSync(process.execPath, [vsce, ...args], { cwd: here, stdio: 'inherit' });
console.log(`${out} (${fs.statSync(out).size} bytes${server ? `, with ${server}` : ', without a server: it is looked for on the path'})`);
