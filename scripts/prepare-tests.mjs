/** What the tests need beyond npm: found, else installed where Debian's packages can be had, else reported. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const tools = [
  { program: 'chromium', suites: 'test/browser', variable: 'CHROMIUM_PATH' },
  { program: 'nginx', suites: 'test/proxies', variable: 'NGINX_PATH' },
  { program: 'redis-server', suites: 'test/redis', variable: 'REDIS_PATH' },
  // these need chromium as well
  { program: 'redis-server', suites: 'test/browser/redis', variable: 'REDIS_PATH' }
]

const executable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Servers are in /usr/sbin, which users may not have in their path. */
const find = (program) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].map((folder) => join(folder, program)).find(executable)

const aptInstall = (program) => {
  if (process.getuid?.() !== 0 || find('apt-get') === undefined) return
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      // offline: what is installed is not started as a service
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1' }
    }).status === 0
  if (apt('update', '-q')) apt('install', '-yq', '--no-install-recommends', program)
}

const suitesIn = (folder) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts')) : []

/** Sets each tool's variable to its path; answers the test files that must be left out, and why. */
export const prepareTests = () =>
  tools.flatMap(({ program, suites, variable }) => {
    const files = suitesIn(suites).map((name) => join(suites, name))
    if (files.length === 0) return []
    process.env[variable] ||= find(program) ?? (aptInstall(program), find(program)) ?? ''
    return process.env[variable] === '' ? files.map((file) => ({ file, reason: `${program} is not available` })) : []
  })
