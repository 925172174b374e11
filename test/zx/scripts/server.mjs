// A server beside the script: zx's own fetch, after its globals are global.
const globals = 'zx/globals'
await import(globals)
const code = `require('http').createServer((q, s) => s.end(q.url)).listen(0, function () { console.log(this.address().port) })`
const server = $`node -e ${code}`.nothrow()
let port
for await (const line of server) {
  port = line
  break
}
const response = await retry(3, '10ms', () => fetch(`http://127.0.0.1:${port}/x?y=1`))
echo(response.status, await response.text())
echo(await fetch(`http://127.0.0.1:${port}/up`).pipe`tr a-z A-Z`)
await server.kill('SIGTERM')
echo((await server).signal)
