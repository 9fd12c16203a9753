/* Finds n so that SHA-256("challenge:n") begins with as many zero bits as the challenge asks.

   Own arithmetic: crypto.subtle answers each hash through a promise, ten times slower, and is not
   there at all without TLS. */
"use strict";
const K = new Int32Array(64);
const START = new Int32Array(8);
(() => {
  const isPrime = (n) => { for (let d = 2; d * d <= n; d++) if (n % d === 0) return false; return true; };
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  for (let n = 2, found = 0; found < 64; n++) {
    if (!isPrime(n)) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found++] = fraction(Math.cbrt(n));
  }
})();
const W = new Int32Array(64);

const compress = (state, block) => {
  for (let i = 0; i < 16; i++) W[i] = block[i];
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15], y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
};

/* "challenge:" fills one block, which is worked through once; the number stands in the second. */
const BLOCK = 64;
const after = (text) => {
  const block = new Int32Array(16);
  for (let i = 0; i < BLOCK; i++) block[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
  const state = START.slice();
  compress(state, block);
  return state;
};

onmessage = ({ data: challenge }) => {
  const bits = Number(challenge.split(".")[0]);
  const begun = after(`${challenge}:`);
  const block = new Int32Array(16);
  const state = new Int32Array(8);
  for (let n = 0; ; n++) {
    const digits = String(n);
    block.fill(0, 0, 4);
    for (let i = 0; i < digits.length; i++) {
      block[i >> 2] |= digits.charCodeAt(i) << (24 - (i & 3) * 8);
    }
    block[digits.length >> 2] |= 0x80 << (24 - (digits.length & 3) * 8);
    block[15] = (BLOCK + digits.length) * 8;
    state.set(begun);
    compress(state, block);
    if (state[0] >>> (32 - bits) === 0) return postMessage(digits);
  }
};
