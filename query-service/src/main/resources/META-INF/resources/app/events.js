// Server-sent events of a POST, which EventSource cannot send.

import {Problem} from './http.js';

/** Yields {name, data} as they arrive; ends when the server closes, and fails where the connection breaks. */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  let over = false;
  try {
    for (;;) {
      const {value, done} = await next(reader);
      if (done) {
        over = true;
        return;
      }
      pending += value;
      const blocks = pending.split(/\r?\n\r?\n/);
      pending = blocks.pop();
      for (const block of blocks) {
        const event = parse(block);
        if (event !== null) {
          yield event;
        }
      }
    }
  } finally {
    // Who stops listening tells the server so.
    if (!over) {
      reader.cancel().catch(() => {});
    }
  }
}

async function next(reader) {
  try {
    return await reader.read();
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Problem('broke_off', '', 0);
  }
}

function parse(block) {
  let name = 'message';
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) {
      name = line.slice(6).trim();
    } else if (line.startsWith('data:')) {
      data.push(line.slice(5).replace(/^ /, ''));
    }
  }
  return data.length === 0 ? null : {name, data: JSON.parse(data.join('\n'))};
}
