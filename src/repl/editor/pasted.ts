const prompt = String.raw`^([ \t]*)\$[ \t]+(?=[\w~/"'-]|\.{1,2}/)`

/**
 * A text that is pasted into an empty line, without the `$ ` that pages show before what is to be typed: no command is
 * called so. Lines of output among them stay, to be seen and taken out.
 */
export function withoutPrompts(text: string): string {
  return new RegExp(prompt).test(text) ? text.replaceAll(new RegExp(prompt, 'gm'), '$1') : text
}
