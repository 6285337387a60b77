'use strict';

const http = require('http');
const { WebSocketServer } = require('ws');

const page = `<!doctype html>
<title>Echo</title>
<form><input autofocus placeholder="Say something"></form>
<ol></ol>
<script>
  const socket = new WebSocket(location.href.replace(/^http/, 'ws'));
  const show = text => document.querySelector('ol').append(Object.assign(document.createElement('li'), { textContent: text }));
  socket.onopen = () => show('connected');
  socket.onclose = () => show('closed');
  socket.onmessage = message => show(message.data);
  document.querySelector('form').onsubmit = event => {
    event.preventDefault();
    socket.send(event.target[0].value);
    event.target.reset();
  };
</script>
`;

const server = http.createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
});
const sockets = new WebSocketServer({ server });

sockets.on('connection', socket => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  socket.on('error', error => console.log(`socket: ${error.message}`));
});

server.listen(process.env.PORT || 5000, () => console.log(`listening on port ${server.address().port}`));

process.on('SIGTERM', () => {
  console.log('SIGTERM: closing the sockets');
  for (const socket of sockets.clients) socket.close(1001, 'the process stops');
  server.close(() => process.exit(0));
});
