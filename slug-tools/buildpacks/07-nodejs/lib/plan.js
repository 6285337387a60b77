// Reads package.json once and prints what compile needs to know, as lines for its shell.
//   plan.js BUILD_DIR ENV_DIR NPM
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const [buildDir, envDir, npm] = process.argv.slice(2);
const inApp = name => path.join(buildDir, name);
const read = file => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
const quote = text => `'${String(text).replaceAll("'", "'\\''")}'`;
const say = (name, value) => console.log(`${name}=${quote(value)}`);

// npm --version would cost a quarter of a second.
const npmRoot = path.join(path.dirname(fs.realpathSync(npm)), '..');

function readPackage() {
  try {
    const content = JSON.parse(read(inApp('package.json')));
    if (content === null || typeof content !== 'object' || Array.isArray(content)) throw new Error('it is not a JSON object');
    return content;
  } catch (error) {
    say('problem', `package.json cannot be read: ${error.message.split('\n')[0]}`);
    process.exit(0);
  }
}

function satisfies(range) {
  try {
    return require(path.join(npmRoot, 'node_modules', 'semver')).satisfies(process.version, range, { loose: true });
  } catch {
    const major = /^[v=^~]*(\d+)/.exec(range.trim());
    return !major || major[1] === process.versions.node.split('.')[0];
  }
}

// npm start would put npm and a shell between the platform and the app, and npm passes SIGTERM to the shell only: an app could
// not finish its requests. The script runs without npm unless it needs what only npm does.
function startCommand(scripts) {
  const start = scripts.start ?? (fs.existsSync(inApp('server.js')) ? 'node server.js' : undefined);
  if (start === undefined) return undefined;
  return scripts.prestart || scripts.poststart || start.includes('npm_') ? 'npm start' : start;
}

// The tree that npm ci makes depends on these and nothing else, unless scripts of the app take part or packages are links to
// folders of the app.
function installKey(lockText) {
  const config = fs.existsSync(envDir)
    ? fs.readdirSync(envDir).filter(name => /^npm_config_/i.test(name)).sort().map(name => [name, read(path.join(envDir, name))])
    : [];
  const parts = [process.version, process.arch, npmVersion, lockText, read(inApp('package.json')), read(inApp('.npmrc')), config];
  return crypto.createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function installMode(pkg, lockText) {
  if (fs.existsSync(inApp('node_modules'))) return 'rebuild';
  if (lockText) return 'ci';
  const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'workspaces'];
  return lists.some(list => Object.keys(pkg[list] ?? {}).length > 0) ? 'install' : 'none';
}

const npmVersion = JSON.parse(read(path.join(npmRoot, 'package.json'))).version;
const pkg = readPackage();
const scripts = pkg.scripts ?? {};
const range = pkg.engines?.node;
if (typeof range === 'string' && !satisfies(range)) {
  say('problem', `package.json wants Node.js "${range}" (engines.node), this platform has ${process.version}; change engines.node`);
  process.exit(0);
}

const lockText = read(inApp('npm-shrinkwrap.json')) || read(inApp('package-lock.json'));
const ownScripts = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
const mode = installMode(pkg, lockText);
say('problem', '');
say('versions', `${process.version}, npm ${npmVersion}`);
say('mode', mode);
say('key', mode === 'ci' ? installKey(lockText) : `${process.version} ${process.arch}`);
say('reusable', mode === 'ci' && !ownScripts.some(name => scripts[name]) && !/"link":\s*true/.test(lockText) ? 'yes' : '');
say('prebuild', scripts['heroku-prebuild'] ? 'heroku-prebuild' : '');
say('postbuild', ['heroku-postbuild', 'build'].find(name => scripts[name]) ?? '');
say('other_lock', mode === 'install' ? ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock'].find(name => fs.existsSync(inApp(name))) ?? '' : '');
const start = startCommand(scripts);
say('start', start ?? '');
// A JSON string is a YAML string, too.
say('release', `default_process_types: ${start === undefined ? '{}' : `\n  web: ${JSON.stringify(start)}`}`);
