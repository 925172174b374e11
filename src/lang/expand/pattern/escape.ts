/** A pattern that matches exactly this text: backslashes before all that could be an operator. */
export function escapePattern(text: string): string {
  return /[*?[\]\\()|!@+^-]/.test(text) ? text.replace(/[*?[\]\\()|!@+^-]/g, '\\$&') : text
}
