'use strict';

const seconds = Number(process.env.TICK_SECONDS) || 5;
let ticks = 0;

const tick = () => console.log(`tick ${++ticks}`);
tick();
const timer = setInterval(tick, seconds * 1000);

process.on('SIGTERM', () => {
  clearInterval(timer);
  console.log(`stopping after ${ticks} ticks`);
});
