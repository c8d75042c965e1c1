package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What can be wrong with a request whose operation it knows nothing of. */
record RequestDamage(Random random, String mark) {
    private static final int FEW = 3;
    private static final List<String> ODD_SEGMENTS =
            List.of(
                    "%00",
                    "%FF%FE",
                    "%C0%AF",
                    "..%2F..%2Fetc",
                    "%2E%2E",
                    "%20",
                    "%0D%0Ax:%20y",
                    "-1",
                    "0",
                    "1e9",
                    "99999999999999999999",
                    "null",
                    "*",
                    "%7Bid%7D",
                    ";a=b",
                    "%F0%9F%93%9A",
                    "%E3%81%82",
                    "%27%20or%201=1",
                    "00000000-0000-0000-0000",
                    "a".repeat(3_000));
    private static final List<String> ODD_QUERIES =
            List.of(
                    "=",
                    "&&&",
                    "%FF=%FF",
                    "limit=-1",
                    "limit=99999999999999999999",
                    "offset=-1",
                    "offset=NaN",
                    "limit=&limit=",
                    "state=%00",
                    "format=../..",
                    "lines=9-1",
                    "lines=1-99999999999",
                    "tag=" + "a".repeat(2_000),
                    "a=1&".repeat(300),
                    "title=%00",
                    "tags=%00",
                    "file_name=..%2F%00",
                    "document_id=%00",
                    "metadata=%7B%22a%22:%22%5Cu0000%22%7D",
                    "metadata=%7B%22a%22:%22%5Cud83d%22%7D",
                    "metadata=%7B%22%5Cu0000%22:%22a%22%7D",
                    "metadata=[[[[[",
                    "tag=%00",
                    "stuck_after=P9999999999D",
                    "stuck_after=-PT1S",
                    "limit=1e9");
    private static final List<String> ODD_TYPES =
            List.of(
                    "x",
                    "text/xml",
                    "application/json; charset=utf-7",
                    "application/json; charset=utf-16",
                    "application/json; charset=none",
                    "multipart/form-data",
                    "multipart/form-data; boundary=",
                    "multipart/form-data; boundary=" + "b".repeat(500),
                    "application/x-www-form-urlencoded",
                    "application/octet-stream",
                    "*/*",
                    "/",
                    "text/plain; a=\"");
    private static final List<String> ODD_ACCEPTS =
            List.of("image/webp", "*/*;q=x", "/", "text/event-stream", "a/b;".repeat(200));

    /** Odd parts of a path and odd queries, all of them where the operation reads such. */
    List<FuzzRequest> of(ApiOperation operation, FuzzRequest allowed) {
        List<FuzzRequest> requests = new ArrayList<>();
        boolean readsQuery =
                operation.parameters().stream().anyMatch(p -> p.getIn() == Parameter.In.QUERY);
        inThePath(
                allowed,
                operation.path().contains("{") ? ODD_SEGMENTS : ODD_SEGMENTS.subList(0, FEW),
                readsQuery ? ODD_QUERIES : ODD_QUERIES.subList(0, FEW),
                requests);
        inTheHeaders(allowed, requests);
        inTheBody(allowed, requests);
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")) {
            if (!method.equals(allowed.method())) {
                requests.add(allowed.odd("the method " + method).withMethod(method));
            }
        }
        return requests;
    }

    private void inThePath(
            FuzzRequest allowed,
            List<String> oddSegments,
            List<String> oddQueries,
            List<FuzzRequest> requests) {
        String path = allowed.pathAndQuery().replaceAll("\\?.*", "");
        for (String segment : oddSegments) {
            String[] segments = path.split("/", -1);
            int place = segments.length > 3 ? 3 : segments.length - 1;
            segments[place] = segment;
            requests.add(
                    allowed.odd("an odd part of the path")
                            .withPathAndQuery(String.join("/", segments)));
        }
        requests.add(allowed.odd("a slash at the end").withPathAndQuery(path + "/"));
        requests.add(allowed.odd("two slashes").withPathAndQuery("/" + path));
        for (String query : oddQueries) {
            requests.add(allowed.odd("an odd query").withPathAndQuery(path + "?" + query));
        }
        requests.add(
                allowed.odd("a long query").withPathAndQuery(path + "?a=" + "b".repeat(3_500)));
        requests.add(
                allowed.odd("an address too long")
                        .withPathAndQuery(path + "?a=" + "b".repeat(9_000)));
    }

    private void inTheHeaders(FuzzRequest allowed, List<FuzzRequest> requests) {
        for (String type : ODD_TYPES) {
            requests.add(allowed.odd("an odd content type").withHeader("Content-Type", type));
        }
        requests.add(allowed.odd("no content type").withoutHeader("Content-Type"));
        for (String accept : ODD_ACCEPTS) {
            requests.add(allowed.odd("an odd Accept").withHeader("Accept", accept));
        }
        for (String name :
                List.of(
                        "Idempotency-Key",
                        "traceparent",
                        "Accept-Language",
                        "Authorization",
                        "Cookie",
                        "Range",
                        "If-None-Match",
                        "Last-Event-ID",
                        "X-Forwarded-For",
                        "X-Request-Id",
                        "Content-Encoding",
                        "Accept-Encoding",
                        "X-HTTP-Method-Override")) {
            String value = random.nextBoolean() ? "a".repeat(4_000) : "00-zz;,=\"%00'";
            requests.add(allowed.odd("an odd header").withHeader(name, value));
        }
        requests.add(allowed.odd("headers too long").withHeader("X-Long", "h".repeat(20_000)));
        requests.add(allowed.odd("said to be packed").withHeader("Content-Encoding", "gzip"));
    }

    private void inTheBody(FuzzRequest allowed, List<FuzzRequest> requests) {
        byte[] body = allowed.body();
        requests.add(allowed.odd("no body").withBody(new byte[0]));
        requests.add(allowed.odd("one brace").withBody("{".getBytes(UTF_8)));
        requests.add(allowed.odd("no JSON").withBody(("文書 " + mark).getBytes(UTF_8)));
        requests.add(
                allowed.odd("bytes that are not UTF-8")
                        .withBody(
                                new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, (byte) 0xaf, '"'}));
        requests.add(allowed.odd("a mark of byte order").withBody(withByteOrderMark(body)));
        if (body.length > 1) {
            String text = new String(body, UTF_8);
            requests.add(
                    allowed.odd("cut short")
                            .withBody(Arrays.copyOf(body, 1 + random.nextInt(body.length - 1))));
            requests.add(allowed.odd("in UTF-16").withBody(text.getBytes(UTF_16BE)));
            requests.add(allowed.odd("twice").withBody((text + text).getBytes(UTF_8)));
            byte[] wrong = body.clone();
            wrong[random.nextInt(wrong.length)] = (byte) 0xf8;
            requests.add(allowed.odd("one byte that is not UTF-8").withBody(wrong));
        }
    }

    private static byte[] withByteOrderMark(byte[] body) {
        byte[] marked = new byte[body.length + 3];
        marked[0] = (byte) 0xef;
        marked[1] = (byte) 0xbb;
        marked[2] = (byte) 0xbf;
        System.arraycopy(body, 0, marked, 3, body.length);
        return marked;
    }
}
