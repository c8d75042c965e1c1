// What a reader chose, kept in this browser only. Without storage the choice lasts until the page is left.

const kept = new Map();

export function setting(name) {
  try {
    return localStorage.getItem(`fumikura.${name}`) ?? kept.get(name) ?? null;
  } catch {
    return kept.get(name) ?? null;
  }
}

export function keep(name, value) {
  kept.set(name, value);
  try {
    localStorage.setItem(`fumikura.${name}`, value);
  } catch {
    // Storage is switched off: the choice is held in `kept`.
  }
}
