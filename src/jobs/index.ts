/**
 * One table for everything that runs: pipelines of processes, coroutines, pools. `JobTable` knows ids, current and
 * previous job and their states; `control` moves jobs between foreground, background and stopped.
 */
export { background, disown, endStopped, foreground, hangUp, readForJob } from './control.ts'
export { BaseJob } from './base-job.ts'
export {
  isHeld,
  isOver,
  type Job,
  type JobKind,
  type JobProgress,
  type JobState,
  type JobUsage,
} from './job.ts'
export { JobCancelled, JobFailure, type JobResult, JobTimeout } from './job-error.ts'
export { type JobOutput, type ReadOptions, unkeptOutput } from './output/job-output.ts'
export { KeptOutput } from './output/kept-output.ts'
export { OutputStore } from './output/store.ts'
export { jobRow, type JobRow } from './job-row.ts'
export { sendToJob } from './job-signal.ts'
export { jobLine, jobStateText } from './job-line.ts'
export { isWithinShell, type JobRun, ProcessJob, statusNumber } from './process-job.ts'
export { signalText } from './signal-text.ts'
export { Collector } from './collect.ts'
export { type FunctionCall, FunctionJob, isOfFunction } from './function-job.ts'
export { SpawnedJob, type SupervisionOptions } from './spawned-job.ts'
export { JobTerminal } from './terminal/job-terminal.ts'
export { endJobs, type LadderTimes } from './ladder.ts'
export { JobTable } from './table.ts'
export { type JobDriver, startTask, TaskJob, type TaskOptions } from './task-job.ts'
export { holdLoop, WaitInterrupted, waitAny, waitJob } from './wait.ts'
export {
  type PoolBackend,
  type PoolFunction,
  type PoolKind,
  type PoolOutput,
  PoolTimeout,
  type Task,
  WorkerCrash,
} from './pool/backend.ts'
export { PoolJob } from './pool-job.ts'
export { Coroutines } from './pool/coroutines.ts'
export { type Halt, isHalted, parseHalt } from './pool/halt.ts'
export { Nodes, type NodeOptions, processes } from './pool/processes.ts'
export { retryDelay, type RetryOptions } from './pool/retry.ts'
export { PoolRun, type RunListener, type RunOptions } from './pool/run.ts'
export { threads } from './pool/threads.ts'
export { TaskTimer } from './pool/task-timer.ts'
export { SharedResults } from './pool/shared-results.ts'
export {
  toWire,
  type WireArgument,
  type WireBatch,
  type WireCall,
  type WireReply,
  type WireValues,
} from './pool/wire.ts'
