import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Descriptor, Process, ProcessHost, SpawnPlan } from '../../src/os/index.ts'

/** A fresh directory, gone after the test. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'nacre-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

type PlanParts = Partial<Omit<SpawnPlan, 'descriptors'>> & {
  readonly descriptors?: Readonly<Record<number, Descriptor>>
}

/** A plan for `/bin/sh -c script`, its standard streams empty unless given. */
export function planFor(host: ProcessHost, script: string, parts: PlanParts = {}): SpawnPlan {
  const { descriptors = {}, ...rest } = parts
  return {
    file: '/bin/sh',
    argv: ['sh', '-c', script],
    environment: [`PATH=${process.env['PATH']}`],
    cwd: host.cwd(),
    group: 'shell',
    foreground: false,
    umask: host.getUmask(),
    ignoredSignals: new Set(),
    ...rest,
    descriptors: new Map(Object.entries(descriptors).map(([fd, d]) => [Number(fd), d])),
  }
}

export async function start(host: ProcessHost, script: string, parts?: PlanParts): Promise<Process> {
  return host.spawn(planFor(host, script, parts))
}

/** What a script writes on stdout, as bytes, and how it ended. */
export async function output(host: ProcessHost, script: string, parts: PlanParts = {}) {
  const capture = host.capture()
  const child = await start(host, script, {
    ...parts,
    descriptors: { ...parts.descriptors, 1: capture.descriptor },
  })
  capture.descriptor.close()
  const bytes = Buffer.from(await capture.finish())
  return { text: bytes.toString(), bytes, status: await child.ended }
}

/** All bytes until the end. */
export async function readAll(descriptor: Descriptor): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for (;;) {
    const chunk = await descriptor.read(65_536)
    if (!chunk) return Buffer.concat(chunks)
    chunks.push(chunk)
  }
}

export const exited = (status: number) => ({ type: 'exited', status })
