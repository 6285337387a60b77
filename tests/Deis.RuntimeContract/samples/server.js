// The app that the tests of the runtime push. What it does wrong, it is told by its configuration and by its requests.
const http = require('http');
const fs = require('fs');
const env = process.env;

if (env.START === 'crash') {
  console.log('cannot find the database');
  process.exit(3);
}
if (env.START === 'hog') {
  const hold = [];
  for (;;) hold.push(Buffer.alloc(8 << 20, 1));
}

const answers = {
  '/': () => env.WORKFLOW_RELEASE,
  '/name': () => require('os').hostname(),
  '/env': () => JSON.stringify(env),
  '/read': (query) => fs.readFileSync(query, 'utf8'),
  '/write': (query) => (fs.writeFileSync(query, ''), 'written'),
  '/list': (query) => fs.readdirSync(query).join('\n'),
  '/crash': () => process.exit(7),
  '/leave': () => process.exit(0),
  '/unlisten': () => (server.close(), 'closed'),
  '/break': () => (env.HEALTH = '500'),
  '/health': () => env.HEALTH || '200',
  '/guarded': (_, headers) => (headers['x-probe'] === 'yes' && headers['x-deis'] === 'ready?' ? '200' : '401'),
};

const server = http.createServer((request, response) => {
  const [path, query] = request.url.split('?');
  if (path === '/slow') {
    setTimeout(() => response.end(env.WORKFLOW_RELEASE), Number(query));
    return;
  }
  try {
    const body = answers[path](query, request.headers);
    response.statusCode = ['/health', '/guarded'].includes(path) ? Number(body) : 200;
    response.end(body);
  } catch (error) {
    response.statusCode = 500;
    response.end(error.message);
  }
});

process.on('SIGTERM', () => {
  console.log('got SIGTERM');
  if (env.TERM_IGNORED) return;
  if (env.TERM_RUDE) process.exit(0);
  server.close(() => process.exit(0));
});

if (env.START !== 'deaf') server.listen(Number(env.LISTEN || env.PORT), () => console.log(`listening on ${env.PORT}`));
if (env.START === 'deaf' || env.LINGER) setInterval(() => {}, 1000);
