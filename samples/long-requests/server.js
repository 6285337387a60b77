'use strict';

const { createHash } = require('crypto');
const http = require('http');
const { WebSocketServer } = require('ws');

const block = Buffer.alloc(4096, 'x');

// Sends a block every 100 ms.
const download = (response, seconds) => {
  let blocks = Math.round(seconds * 10);
  response.writeHead(200, { 'Content-Length': blocks * block.length });
  const timer = setInterval(() => {
    if (blocks-- > 0) response.write(block);
    else response.end();
  }, 100);
  response.on('close', () => clearInterval(timer));
};

// Answers with the length and the hash of what it got, however long that took.
const upload = (request, response) => {
  const hash = createHash('sha256');
  let length = 0;
  request.on('data', data => {
    length += data.length;
    hash.update(data);
  });
  request.on('end', () => response.end(`${length} ${hash.digest('hex')}\n`));
};

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/download') download(response, Math.min(Number(url.searchParams.get('seconds')) || 5, 60));
  else if (url.pathname === '/upload') upload(request, response);
  else response.end(`release ${process.env.WORKFLOW_RELEASE}\n`);
});
const sockets = new WebSocketServer({ server });

sockets.on('connection', socket => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  socket.on('error', error => console.log(`socket: ${error.message}`));
});

server.listen(process.env.PORT || 5000, () => console.log(`listening on port ${server.address().port}`));

process.on('SIGTERM', () => {
  console.log('SIGTERM: finishing the requests in progress');
  for (const socket of sockets.clients) socket.close(1001, 'the process stops');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
