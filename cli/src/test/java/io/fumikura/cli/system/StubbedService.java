package io.fumikura.cli.system;

import java.util.List;

/**
 * Answers of the services that are hard to bring about, given inside the browser in their place:
 * what the page asks for by {@code fetch} is noted, and answered as told.
 */
final class StubbedService {
    private static final String INSTALL =
            """
            window.asked = [];
            window.sent = [];
            window.told = new Map();
            window.realFetch ??= window.fetch;
            window.fetch = async (path, options) => {
              const key = (options?.method ?? 'GET') + ' ' + path;
              window.asked.push(key);
              window.sent.push(String(options?.body));
              const reply = [...window.told].find(([start]) => key.startsWith(start));
              if (reply === undefined) {
                return window.realFetch(path, options);
              }
              if (reply[1] === null) {
                return new Promise((_, refuse) => options.signal.addEventListener('abort', () => {
                  window.asked.push('left ' + path);
                  refuse(options.signal.reason);
                }));
              }
              if (typeof reply[1] === 'function') {
                return new Response(...reply[1](new URL(path, location).searchParams));
              }
              const [body, rest, open] = reply[1];
              const stream = (text) => new ReadableStream({
                start(control) {
                  control.enqueue(new TextEncoder().encode(text));
                  window.loseConnection = () => control.error(new TypeError('network error'));
                },
              });
              return new Response(open ? stream(body) : body, rest);
            };
            """;

    private final WebPage page;

    StubbedService(WebPage page) {
        this.page = page;
        page.run(INSTALL);
    }

    /**
     * @param request the method and how the path begins
     */
    void answer(String request, int status, String body) {
        page.run(
                "window.told.set(arguments[0], [arguments[1], {status: arguments[2]}])",
                request,
                body,
                status);
    }

    /** Lets a request wait for as long as the page does. */
    void keepWaiting(String request) {
        page.run("window.told.set(arguments[0], null)", request);
    }

    /** The beginning of an answer whose end does not come. */
    void begin(String request, String body) {
        page.run(
                "window.told.set(arguments[0], [arguments[1], {status: 200}, true])",
                request,
                body);
    }

    /** Of the answer that was begun last. */
    void loseConnection() {
        page.run("window.loseConnection()");
    }

    /**
     * @param script of a function that makes the body and the status of its {@code query}
     */
    void work(String request, String script) {
        page.run("window.told.set(arguments[0], (query) => {" + script + "})", request);
    }

    /** The body of the last request. */
    String lastSent() {
        return String.valueOf(page.run("return window.sent.at(-1)"));
    }

    List<String> asked() {
        return page.strings("return window.asked");
    }
}
