import { describe, expect, test } from 'vitest'
import { KeyDecoder } from '../../../src/repl/keys/decoder.ts'
import type { KeyEvent } from '../../../src/repl/keys/key.ts'

/** Chords, with pastes and reports in brackets. */
function show(events: KeyEvent[]): string[] {
  return events.map(event =>
    event.type === 'key'
      ? event.chord
      : `[${event.type} ${JSON.stringify('text' in event ? event.text : event.sequence)}]`,
  )
}

function decode(...reads: (string | number[])[]): string[] {
  const decoder = new KeyDecoder()
  return show(reads.flatMap(read => decoder.push(Buffer.from(read as string, 'utf8'))))
}

describe('one read', () => {
  test.each<[name: string, input: string, chords: string[]]>([
    ['a burst is keys, one by one', 'ls -la\r', ['l', 's', 'Space', '-', 'l', 'a', 'Return']],
    ['control letters', '\x01\x02\x1a', ['C-a', 'C-b', 'C-z']],
    ['controls with names', '\t\r\x7f', ['Tab', 'Return', 'Backspace']],
    ['newline is not Return', '\n', ['C-j']],
    ['backspace of old terminals', '\x08', ['C-h']],
    ['C-Space and the four after ESC', '\x00\x1c\x1d\x1e\x1f', ['C-Space', 'C-\\', 'C-]', 'C-^', 'C-_']],
    ['alt and a letter', '\x1bb\x1bB', ['M-b', 'M-B']],
    ['alt and controls', '\x1b\x7f\x1b\r\x1b\x01', ['M-Backspace', 'M-Return', 'C-M-a']],
    ['alt and a wide letter', '\x1bé', ['M-é']],
    ['alt, a space, a digit', '\x1b \x1b3', ['M-Space', 'M-3']],
    ['cursor keys, normal mode', '\x1b[A\x1b[B\x1b[C\x1b[D', ['Up', 'Down', 'Right', 'Left']],
    ['cursor keys, application mode', '\x1bOA\x1bOH\x1bOF', ['Up', 'Home', 'End']],
    [
      'cursor keys with modifiers',
      '\x1b[1;5C\x1b[1;3D\x1b[1;2A\x1b[1;6B',
      ['C-Right', 'M-Left', 'S-Up', 'C-S-Down'],
    ],
    ['alt as a second ESC', '\x1b\x1b[A', ['M-Up']],
    ['F1 to F4', '\x1bOP\x1bOQ\x1bOR\x1bOS', ['F1', 'F2', 'F3', 'F4']],
    ['F1 of rxvt, F5, F12', '\x1b[11~\x1b[15~\x1b[24~', ['F1', 'F5', 'F12']],
    ['F keys with modifiers', '\x1b[1;5P\x1b[15;2~', ['C-F1', 'S-F5']],
    ['F keys of the Linux console', '\x1b[[A\x1b[[E', ['F1', 'F5']],
    [
      'Home, End, Insert, Delete, pages',
      '\x1b[1~\x1b[4~\x1b[2~\x1b[3~\x1b[5~\x1b[6~',
      ['Home', 'End', 'Insert', 'Delete', 'PageUp', 'PageDown'],
    ],
    ['C-Delete', '\x1b[3;5~', ['C-Delete']],
    ['shift and tab', '\x1b[Z', ['S-Tab']],
    ['keypad in application mode', '\x1bOp\x1bOk\x1bOM', ['0', '+', 'Return']],
    ['UTF-8', 'é世👍', ['é', '世', '👍']],
    ['an emoji of many parts is its code points', '👩‍👧', ['👩', '\u200d', '👧']],
    ['kitty: C-i is not Tab', '\x1b[105;5u\t', ['C-i', 'Tab']],
    ['kitty: S-Return', '\x1b[13;2u', ['S-Return']],
    ['kitty: alt, shift and a letter', '\x1b[97;4u', ['M-A']],
    ['kitty: control, shift and a letter', '\x1b[97;6u', ['C-S-a']],
    ['kitty: the shifted key is named', '\x1b[49:33;4u', ['M-!']],
    ['kitty: Escape', '\x1b[27u', ['Escape']],
    ['kitty: a release says nothing', '\x1b[97;5:3u\x1b[1;1:3A', []],
    ['kitty: locks are no modifiers', '\x1b[97;65u', ['a']],
    ['kitty: super', '\x1b[97;9u', ['s-a']],
    ['kitty: keypad', '\x1b[57404u\x1b[57414u', ['5', 'Return']],
    ['kitty: a lone modifier is no key', '\x1b[57441;2u', []],
    ['xterm modifyOtherKeys', '\x1b[27;5;13~\x1b[27;6;97~', ['C-Return', 'C-S-a']],
    [
      'focus, mouse and answers are reports',
      '\x1b[I\x1b[<0;3;4M',
      ['[report "\\u001b[I"]', '[report "\\u001b[<0;3;4M"]'],
    ],
    ['an X10 mouse report takes its three bytes', '\x1b[M !!x', ['[report "\\u001b[M !!"]', 'x']],
    ['a cursor report is not F3', '\x1b[24;80R\x1b[1;2R', ['[report "\\u001b[24;80R"]', 'S-F3']],
    [
      'a colour answer is a report, by BEL',
      '\x1b]11;rgb:0/0/0\x07x',
      ['[report "\\u001b]11;rgb:0/0/0\\u0007"]', 'x'],
    ],
    ['a string answer is a report, by ST', '\x1bP1$r0m\x1b\\x', ['[report "\\u001bP1$r0m\\u001b\\\\"]', 'x']],
    ['alt and ] is a key', '\x1b]x', ['M-]', 'x']],
    ['alt and _ is a key', '\x1b_x', ['M-_', 'x']],
    ['a control key breaks a sequence off', '\x1b[12\x03x', ['C-c', 'x']],
    ['ESC breaks a sequence off', '\x1b[12\x1b[A', ['Up']],
    ['an unknown sequence is swallowed whole', '\x1b[?1;2c', ['[report "\\u001b[?1;2c"]']],
    ['Escape, then a key with alt', '\x1b\x1bx', ['Escape', 'M-x']],
  ])('%s', (_, input, chords) => {
    expect(decode(input)).toEqual(chords)
  })

  test('a cursor report that was asked for is one, even from the first row', () => {
    const decoder = new KeyDecoder()
    decoder.expectPosition()
    expect(show(decoder.push(Buffer.from('\x1b[1;2R\x1b[1;2R')))).toEqual(['[report "\\u001b[1;2R"]', 'S-F3'])
  })

  test('two that were asked for are two', () => {
    const decoder = new KeyDecoder()
    decoder.expectPosition()
    decoder.expectPosition()
    const report = '[report "\\u001b[1;2R"]'
    expect(show(decoder.push(Buffer.from('\x1b[1;2R'.repeat(3))))).toEqual([report, report, 'S-F3'])
  })

  test('characters carry their text, control keys do not', () => {
    const events = new KeyDecoder().push(Buffer.from('a \x01é'))
    expect(events.map(event => (event as { text?: string }).text)).toEqual(['a', ' ', undefined, 'é'])
  })
})

describe('cut anywhere', () => {
  const all = 'é世\x1b[1;5C\x1bOA\x1bb\x1b[200~x\r\ny\x1b[201~\x1b]11;x\x07👍\x1b\x1b[A'

  test('every byte in a read of its own gives the same keys', () => {
    expect(decode(...[...Buffer.from(all)].map(byte => [byte]))).toEqual(decode(all))
  })

  test('two reads, cut at each place, give the same keys', () => {
    const bytes = [...Buffer.from(all)]
    for (let cut = 1; cut < bytes.length; cut++)
      expect(decode(bytes.slice(0, cut), bytes.slice(cut)), `cut at ${cut}`).toEqual(decode(all))
  })
})

describe('bytes that are no UTF-8', () => {
  test.each<[name: string, input: number[], chords: string[]]>([
    ['a stray continuation', [0x80, 0x61], ['\udc80', 'a']],
    ['Latin-1', [0xe9, 0x61], ['\udce9', 'a']],
    ['never valid', [0xff, 0xc0], ['\udcff', '\udcc0']],
    ['cut short by a control key', [0xe4, 0xb8, 0x0d], ['\udce4', '\udcb8', 'Return']],
    ['overlong', [0xe0, 0x80, 0x80], ['\udce0', '\udc80', '\udc80']],
    ['an encoded surrogate', [0xed, 0xa0, 0x80], ['\udced', '\udca0', '\udc80']],
  ])('%s', (_, input, chords) => {
    expect(decode(input)).toEqual(chords)
  })
})

describe('bracketed paste', () => {
  test.each<[name: string, input: string, chords: string[]]>([
    ['is one event', '\x1b[200~ls\x1b[201~', ['[paste "ls"]']],
    ['turns Return into newline', '\x1b[200~a\rb\r\nc\n\x1b[201~', ['[paste "a\\nb\\nc\\n"]']],
    ['keeps keys out', '\x1b[200~a\x03\x1b[A\x1b[201~', ['[paste "a\\u0003\\u001b[A"]']],
    ['ends at its mark only', '\x1b[200~a~\x1b[20~b\x1b[201~c', ['[paste "a~\\u001b[20~b"]', 'c']],
    ['may be empty', '\x1b[200~\x1b[201~', ['[paste ""]']],
    ['twice', '\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~', ['[paste "a"]', '[paste "b"]']],
  ])('%s', (_, input, chords) => {
    expect(decode(input)).toEqual(chords)
  })

  test('a long one is whole', () => {
    const text = 'x'.repeat(100_000)
    expect(decode(`\x1b[200~${text}\x1b[201~`)).toEqual([`[paste "${text}"]`])
  })
})

describe('when nothing more comes', () => {
  test.each<[input: string, waits: boolean, flushed: string[]]>([
    ['\x1b', true, ['Escape']],
    ['\x1b\x1b', true, ['Escape', 'Escape']],
    ['\x1b[', true, ['M-[']],
    ['\x1bO', true, ['M-O']],
    ['\x1b]', true, ['M-]']],
    ['\x1b[12', true, []],
    ['a', false, []],
    ['\x1b[200~abc', false, []],
  ])('%j waits: %s, then %j', (input, waits, flushed) => {
    const decoder = new KeyDecoder()
    decoder.push(Buffer.from(input))
    expect(decoder.isWaiting).toBe(waits)
    expect(show(decoder.flush())).toEqual(flushed)
    expect(decoder.isWaiting).toBe(false)
  })

  test('half a character waits for the other half, however long', () => {
    const decoder = new KeyDecoder()
    expect(decoder.push(Uint8Array.of(0xc3))).toEqual([])
    expect(decoder.isWaiting).toBe(false)
    expect(decoder.flush()).toEqual([])
    expect(show(decoder.push(Uint8Array.of(0xa9)))).toEqual(['é'])
  })
})
