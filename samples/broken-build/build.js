'use strict';

console.error('build.js: the stylesheet main.scss is missing');
process.exit(7);
