'use strict';

const http = require('http');

const server = http.createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end(`Hello from process type web, release ${process.env.WORKFLOW_RELEASE}\n`);
});

server.listen(process.env.PORT || 5000, () => console.log(`listening on port ${server.address().port}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
