/** How blocks are written here, by the words that begin them in fish. */
const blocks: Readonly<Record<string, string>> = {
  if: 'if …; then …; fi',
  for: 'for … in …; do …; done',
  while: 'while …; do …; done',
  function: 'function name { …; }',
  switch: 'case … in …) …;; esac',
}

/**
 * A hint for a block that was closed as in fish: `if …; end` is unfinished here, or goes wrong at another place. `end`
 * may be a command's name, so that it is no fault by itself.
 */
export function foreignEnd(whole: string): string | undefined {
  // It is looked for at every fault of a text: each time no further than a person writes such a block.
  const text = whole.slice(0, 1000)
  const [, word = ''] = /(?:^|[;\n])[ \t]*(if|for|while|function|switch)(?=\s)/.exec(text) ?? []
  const block = blocks[word]
  const isOurs = /(?:^|[;\s])(?:then|do|fi|done|esac|\{)(?=[;\s]|$)/.test(text)
  return block !== undefined && !isOurs && /[;\n][ \t]*end[ \t]*(?:$|[;\n])/.test(text)
    ? `\`end\` is fish's, here: ${block}`
    : undefined
}
