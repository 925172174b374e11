/**
 * Every command that runs in the shell itself, one file each, named after the command (`:` is `colon.ts`, `[` is in
 * `test.ts`). Helpers stand beside them where several need the same subject: options, printf's formats, reading lines.
 * They know the shell through the contract in `lang/eval` only, and no screen.
 */
export { builtins } from './all.ts'
export { type Abbreviation, abbreviationFor, abbreviations } from './abbreviations.ts'
export { completeWith, type CompletionRequest } from './completion.ts'
export { type CompletionSpec, type CompletionSpecs, completionSpecs } from './completion-spec.ts'
export { expandHistory, type HistoryExpansion } from './history-expansion/expansion.ts'
export { attemptFile, boundHistoryFile } from './history-file.ts'
export { createHistoryList } from './history-list.ts'
export {
  boundVariable,
  changedBindings,
  type ChangedBinding,
  type EditedLine,
  type KeyBinding,
  type KeyBindings,
  type KeyCall,
  keyBindings,
  keymapNamed,
} from './key-bindings.ts'
export { inputrcPath, readInitFile } from './init-file.ts'
export { readlineFunctions } from './readline-functions.ts'
export { keywords } from './keywords.ts'
export { describeChanges } from './watch.ts'
export { watchLoop, type WatchLoopOptions } from './watch-loop.ts'
export { type ColorRole, colorRoles } from './settings/colors.ts'
export { typeText, valueText, type SettingSpec } from './settings/spec.ts'
export { countsOf, findOther, type Found } from './settings/other-shells.ts'
export { writtenText } from './settings/saved.ts'
export { styleSequence } from './settings/style-text.ts'
export {
  type PromptSegment,
  settingDefault,
  settingSpecs,
  type SettingName,
  type SettingValues,
} from './settings/table.ts'
export { changeSetting, resetSettings, settingValue } from './settings/values.ts'
