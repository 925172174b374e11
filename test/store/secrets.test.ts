import { expect, test } from 'vitest'
import { holdsSecret } from '../../src/store/index.ts'

test.each([
  'export AWS_SECRET_ACCESS_KEY=abcdefg',
  'AWS_SECRET_ACCESS_KEY="abc" aws s3 ls',
  'GITHUB_TOKEN=abc gh pr list',
  'password=hunter2 ./run',
  'export PGPASSWORD=x1; psql',
  'git clone https://me:hunter2@example.com/x.git',
  'psql postgres://me:pw@localhost/db',
  'redis-cli -u redis://:pw@host',
  "curl -H 'Authorization: Bearer abcdefghijklmnop1234' https://x",
  'curl -u me:hunter2 https://x',
  'curl --user=me:hunter2 https://x',
  'tool --password hunter2',
  'tool --api-key=abc',
  'sshpass -p hunter2 ssh host',
  'mysql -u root -phunter2 db',
  "const apiKey = 'abcdef123'",
  '{"token": "abcdef123"}',
  'echo ghp_abcdefghijklmnopqrstuvwxyz0123456789',
  'echo sk-proj-abcdefghijklmnopqrstuvwxyz',
  'echo AKIAABCDEFGHIJKLMNOP',
  'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc',
])('%s', line => expect(holdsSecret(line)).toBe(true))

test.each([
  'ls -la',
  'git log --author=me',
  'git clone git@github.com:me/x.git',
  'git clone https://github.com/me/x.git',
  'export TOKEN=$(pass show x)',
  'TOKEN=$OTHER run',
  'TOKEN="$OTHER" run',
  'TOKEN= run',
  'echo $GITHUB_TOKEN',
  'curl -H "Authorization: Bearer $TOKEN" https://x',
  'curl -u me https://x',
  'tool --password',
  'tool --password "$PW"',
  'tool --password --verbose',
  'PASSWORD_FILE=/run/secrets/x run',
  'curl https://me:$PW@host/',
  'npm publish --tag next',
  'grep -rn token src',
  'kubectl get secrets',
  'const token = next()',
  'ssh -p 22 host',
  'mysql -u root -p db',
  'echo a:b@c',
  'time 12:30 me@x',
])('%s is none', line => expect(holdsSecret(line)).toBe(false))

test('patterns of one\u2019s own', () => {
  expect(holdsSecret('frobnicate 12', [/^frob/])).toBe(true)
})
