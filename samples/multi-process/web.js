'use strict';

const http = require('http');

const server = http.createServer((request, response) => {
  console.log(`${request.method} ${request.url}`);
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end('The web process answers; see the worker with: deis logs\n');
});

server.listen(process.env.PORT || 5000, () => console.log(`listening on port ${server.address().port}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
