'use strict';

console.error('cannot reach the database at db.example.org');
process.exit(3);
