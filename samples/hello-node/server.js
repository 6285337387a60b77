'use strict';

const os = require('os');
const express = require('express');

const app = express();
app.disable('x-powered-by');

const facts = () => ({
  release: process.env.WORKFLOW_RELEASE ?? null,
  greeting: process.env.GREETING ?? null,
  app: process.env.DEIS_APP ?? null,
  pod: process.env.DEIS_POD_NAME ?? os.hostname(),
  pid: process.pid,
  node: process.version,
});

const escape = text => String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

app.get('/', (request, response) => {
  const { greeting, release, pod, pid } = facts();
  response.send(`<!doctype html>
<title>Hello</title>
<h1>${escape(greeting ?? 'Hello, world')}</h1>
<p>Powered by Deis Workflow, release <b>${escape(release ?? 'unknown')}</b>,
answered by <b>${escape(pod)}</b> (process ${pid}).</p>
`);
});

app.get('/env', (request, response) => response.json(facts()));

// Answers after some milliseconds: shows that a request in progress survives a new release.
app.get('/slow', (request, response) => {
  setTimeout(() => response.json(facts()), Math.min(Number(request.query.ms) || 1000, 30000));
});

const server = app.listen(process.env.PORT || 5000, () => console.log(`listening on port ${server.address().port}`));

process.on('SIGTERM', () => {
  console.log('SIGTERM: finishing the requests in progress');
  server.close(() => {
    console.log('all requests finished');
    process.exit(0);
  });
  server.closeIdleConnections();
});
