#!/usr/bin/env node
import { start } from './launch.js'

await start()
