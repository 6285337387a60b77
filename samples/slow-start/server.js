'use strict';

// Stands for an app that warms up before it can answer.
const seconds = Number(process.env.START_SECONDS) || 10;
const server = require('http').createServer((request, response) => response.end(`Started after ${seconds} seconds, release ${process.env.WORKFLOW_RELEASE}\n`));

console.log(`warming up for ${seconds} seconds`);
const warmUp = setTimeout(() => server.listen(process.env.PORT || 5000, () => console.log('ready')), seconds * 1000);
process.on('SIGTERM', () => {
  clearTimeout(warmUp);
  server.close(() => process.exit(0));
});
