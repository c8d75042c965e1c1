// How documents on their way in are doing, told until each can be found or has failed. Two are followed by a
// stream, since a browser opens six connections to a server at most and all else needs some too; the others,
// and those whose stream is refused, are asked for together.

import {again} from './again.js';
import {get} from './http.js';
import {isFinal} from './progress.js';

const STREAMS = 2;
const EVERY = 2000;
const NEWEST = 200;
const streams = new Map();
const asked = new Set();
const polling = again(poll, EVERY);

/**
 * @param view of the document as it is now
 * @param told takes each view that is news; the last one is final
 */
export function followDocument(view, told) {
  const one = {view, told};
  if (streams.size < STREAMS && document.visibilityState === 'visible') {
    stream(one);
  } else {
    askFor(one);
  }
}

/** The browser connects again by itself where the stream breaks; not where it is refused. */
function stream(one) {
  const source = new EventSource(`/v1/documents/${one.view.id}/events`);
  streams.set(source, one);
  source.addEventListener('message', (event) => {
    if (news(one, JSON.parse(event.data))) {
      leave(source);
    }
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) {
      leave(source);
      askFor(one);
    }
  });
}

function leave(source) {
  source.close();
  streams.delete(source);
}

/** Pages that nobody looks at share the connections with the one that is looked at. */
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') {
    for (const [source, one] of streams) {
      leave(source);
      askFor(one);
    }
  }
});

window.addEventListener('signed-in', () => asked.size > 0 && polling.now());

function askFor(one) {
  asked.add(one);
  polling.within(EVERY);
}

async function poll() {
  const list = await get(`/v1/documents?offset=0&limit=${NEWEST}`);
  const found = new Map(list.documents.map((view) => [view.id, view]));
  for (const one of [...asked]) {
    if (news(one, found.get(one.view.id) ?? (await alone(one.view)))) {
      asked.delete(one);
    }
  }
  return asked.size > 0;
}

/** One that many have come after. */
async function alone(view) {
  try {
    return await get(`/v1/documents/${view.id}`);
  } catch (problem) {
    if (problem.status === 404) {
      return {...view, state: 'deleted'};
    }
    throw problem;
  }
}

/** Whether it was the last. */
function news(one, view) {
  if (JSON.stringify(view) !== JSON.stringify(one.view)) {
    one.view = view;
    one.told(view);
  }
  return isFinal(view);
}
