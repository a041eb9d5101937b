/**
 * Strings that end a script, start a comment, break a literal, or are changed on the way, in one place or another. Those
 * that run, where they are not contained, call `canary`.
 */

const canary = 'parent.canary()'

const markup: ReadonlyArray<string> = [
  `</script><script>${canary}</script>`,
  `</SCRIPT ><img src=x onerror="${canary}">`,
  `</script\t/x><svg onload=${canary}>`,
  '</script',
  '</scr',
  '<script>',
  '<script',
  '<!--<script>',
  '<!--<script >',
  '<!-- <sCrIpT/',
  '<!--',
  '<!-->',
  '<!---->',
  '-->',
  `\n--> ${canary}`,
  '--!>',
  ']]>',
  '<![CDATA[',
  '<?php',
  '</body></html>',
  '</iframe></textarea></title></style></noscript>',
  '<base href=//x>',
  '<plaintext>',
  '<',
  '>',
  '&lt;/script&gt;',
  '&#60;/script>',
  '&'
]

const code: ReadonlyArray<string> = [
  "'",
  '"',
  '`',
  '\\',
  "\\'",
  '\\\\',
  "\\\\'",
  `');${canary};//`,
  `");${canary};//`,
  `\`);${canary};//`,
  `\\');${canary};//`,
  `]);${canary};([`,
  `'+${canary}+'`,
  `\${${canary}}`,
  `*/${canary}/*`,
  `//\n${canary}`,
  `\u2028${canary}//`,
  `\u2029${canary}//`,
  `\r${canary}//`,
  '\\u003c/script\\u003e',
  '\\x3c/script\\x3e',
  '\\u0027',
  '\\0',
  '\\8',
  '%3C/script%3E',
  '+ADw-script+AD4-',
  `javascript:${canary}`,
  'use strict'
]

const unicode: ReadonlyArray<string> = [
  '\u0000',
  'a\u0000b',
  ...Array.from({ length: 0x20 }, (_, i) => `c${String.fromCharCode(i)}c`),
  ...Array.from({ length: 0x21 }, (_, i) => `c${String.fromCharCode(0x7f + i)}c`),
  '\r\n',
  '\n\r',
  '\ufeff',
  'a\ufeffb',
  '\ufffe\uffff',
  '\ufffd',
  '\ufdd0',
  '\ud800',
  '\udfff',
  'a\udbffb',
  '\udc00\ud800',
  '\ud83d\ud83d\ude00\ude00',
  '😀👩‍👩‍👧‍👦🇨🇭',
  '\u{10ffff}',
  '\u202eabc\u202d',
  'שלום مرحبا',
  'e\u0301 \u00e9',
  '\u200b\u200c\u200d\u2060',
  '𝒳ﬁ㎏'
]

const names: ReadonlyArray<string> = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-0',
  '1e999'
]

const long: ReadonlyArray<string> = ['x'.repeat(300_000), '</script>'.repeat(5_000), '\ud800'.repeat(5_000)]

export const hostileStrings: ReadonlyArray<string> = [...markup, ...code, ...unicode, ...names, ...long]

/** Made with `JSON.parse`, so that `__proto__` is a key like any other. */
const odd: ReadonlyArray<unknown> = [
  '{"__proto__":{"polluted":true}}',
  '{"a":{"__proto__":null,"b":1}}',
  '[{"__proto__":1},{"__proto__":[]}]',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"__proto__":{"__proto__":{"</script>":"\\ud800"}}}',
  '{"toString":1,"valueOf":2,"then":3}',
  '{"2":"b","1":"a","-1":"c"}',
  '[null,true,false,0,-1.5,1e300,5e-324]',
  '[[[[[[]]]]]]',
  '{"":{"":{}}}',
  'null',
  'true',
  '12345678901234567890'
].map((text) => JSON.parse(text) as unknown)

/** JSON values: each hostile string in an array, as a value and as a key. */
export const hostileValues: ReadonlyArray<unknown> = [
  ...odd,
  ...hostileStrings
    .filter((text) => text.length < 1000)
    .map((text) => JSON.parse(`[{${JSON.stringify(text)}:[${JSON.stringify(text)}]}]`) as unknown)
]
