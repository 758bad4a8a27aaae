#!/usr/bin/env node
// Runs the binary that came for this platform as a package of its own. No download, no install script.
"use strict";
const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const name = `jiaodui-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "jiaodui.exe" : "jiaodui";
let binary;
try {
  binary = require.resolve(`${name}/bin/${file}`);
} catch {
  console.error(`jiaodui: there is no package ${name}; build from source with: cargo install jiaodui`);
  process.exit(2);
}
const ran = spawnSync(binary, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
if (ran.error) {
  console.error(`jiaodui: ${ran.error.message}`);
  process.exit(2);
}
process.exit(ran.signal ? 128 + (constants.signals[ran.signal] ?? 0) : ran.status);
