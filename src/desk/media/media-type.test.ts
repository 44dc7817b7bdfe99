import { expect, test } from 'vitest'
import { mediaTypeOf } from './media-type.ts'

const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))))
const mp4 = (...handlers: string[]) =>
  bytes('\0\0\0\x18ftypmp42\0\0\0\0', ...handlers.map(handler => `\0\0\0\x21hdlr\0\0\0\0\0\0\0\0${handler}\0\0\0\0`))

test.each<readonly [string, Uint8Array, string | null]>([
  ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, '\0\x10JFIF'), 'image/jpeg'],
  ['PNG', bytes(0x89, 'PNG\r\n\x1a\n'), 'image/png'],
  ['WebP', bytes('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
  ['WAV', bytes('RIFF\0\0\0\0WAVEfmt '), 'audio/wav'],
  ['Ogg, Opus in it', bytes('OggS\0\x02'), 'audio/ogg'],
  ['AMR', bytes('#!AMR\n'), 'audio/amr'],
  ['wide-band AMR', bytes('#!AMR-WB\n'), 'audio/amr'],
  ['MP3 with a tag', bytes('ID3\x03'), 'audio/mpeg'],
  ['MP3 from its first frame', bytes(0xff, 0xfb, 0x90, 0x64), 'audio/mpeg'],
  ['AAC', bytes(0xff, 0xf1, 0x50, 0x80), 'audio/aac'],
  ['sound in MP4', mp4('soun'), 'audio/mp4'],
  ['a film in MP4', mp4('soun', 'vide'), 'video/mp4'],
  ['an MP4 of nothing', mp4(), null],
  ['HTML', bytes('<!doctype html><script>'), null],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), null],
  ['GIF', bytes('GIF89a'), null],
  ['PDF', bytes('%PDF-1.7'), 'application/pdf'],
  ['an old RIFF of another kind', bytes('RIFF\0\0\0\0AVI '), null],
  ['UTF-16 text', bytes(0xff, 0xfe, 'a\0'), null],
  ['set bits only', bytes(0xff, 0xff, 0xff, 0xff), null],
  ['nothing', bytes(), null],
])('%s is told by its first bytes', (_, content, type) => {
  expect(mediaTypeOf(content)).toBe(type)
})
