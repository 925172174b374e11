/** YAML text as values: one document's, or an array where there are several. The parser is loaded at the first call. */
export async function parseYaml(text: string): Promise<unknown> {
  const { parseAllDocuments } = await import('yaml')
  const documents = [...parseAllDocuments(text)]
  for (const { errors } of documents)
    if (errors[0] !== undefined) throw new SyntaxError(`yaml: ${errors[0].message}`)
  const values = documents.map(document => document.toJS() as unknown)
  return values.length > 1 ? values : (values[0] ?? null)
}

/** TOML text as an object. The parser is loaded at the first call. */
export async function parseToml(text: string): Promise<Record<string, unknown>> {
  const { parse } = await import('smol-toml')
  try {
    return parse(text)
  } catch (error) {
    throw new SyntaxError(`toml: ${error instanceof Error ? error.message : String(error)}`)
  }
}
