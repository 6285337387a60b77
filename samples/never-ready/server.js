'use strict';

// A common mistake: the port is fixed, PORT is not looked at.
const server = require('http').createServer((request, response) => response.end('nobody will see this\n'));
server.listen(0, () => console.log(`listening on port ${server.address().port}, whatever PORT says`));
process.on('SIGTERM', () => process.exit(0));
