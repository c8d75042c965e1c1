// Requests to this service, and the one kind of error they can end in.

/** A failed request: its code from the error catalogue, or "unreachable". */
export class Problem extends Error {
  constructor(code, detail, status) {
    super(detail);
    this.code = code;
    this.detail = detail;
    this.status = status;
  }
}

export const get = (path, signal) => call('GET', path, undefined, signal);
export const post = (path, body, signal) => call('POST', path, body, signal);
export const remove = (path) => call('DELETE', path);

async function call(method, path, body, signal) {
  const response = await send(path, {
    method,
    signal,
    headers: body === undefined ? {} : {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}

/** The response of a request that went well; otherwise throws a Problem, or AbortError. */
export async function send(path, options) {
  let response;
  try {
    response = await fetch(path, {credentials: 'same-origin', cache: 'no-store', ...options});
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Problem('unreachable', '', 0);
  }
  if (!response.ok) {
    throw problemOf(response.status, await response.text());
  }
  return response;
}

/** What a body of an error says; the body may be anything when a proxy wrote it. */
export function problemOf(status, text) {
  if (status === 401) {
    window.dispatchEvent(new Event('refused'));
  }
  try {
    const body = JSON.parse(text);
    return new Problem(body.code ?? 'unknown', body.detail ?? body.title ?? '', status);
  } catch {
    return new Problem('unknown', `HTTP ${status}`, status);
  }
}
