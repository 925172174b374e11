#!/usr/bin/env node
// CommonJS, as Node then starts without its loader of ES modules; an old Node must be able to read this file, and the next.
const OLDEST = 24

if (Number.parseInt(process.versions.node, 10) < OLDEST) require('./relaunch.js').relaunch(OLDEST)
else require('../dist/start.cjs').launch()
