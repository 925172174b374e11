#!/usr/bin/env node
import { start } from './launch.js'

start()
