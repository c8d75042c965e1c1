package io.fumikura.cli.airgap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name a DNS query asks for, from the packet as strace shows it. */
final class DnsQuestion {
    private static final int HEADER_BYTES = 12;
    private static final int MAX_LABEL = 63;
    private static final Pattern STRING =
            Pattern.compile("(inet_addr\\(|AF_INET6, )?\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final Pattern BYTE =
            Pattern.compile("\\\\([0-7]{1,3})|\\\\(.)|([^\\\\])", Pattern.DOTALL);

    private DnsQuestion() {}

    /** Empty when the arguments hold no query that can be read. */
    static String in(String arguments) {
        return STRING.matcher(arguments)
                .results()
                .filter(string -> string.group(1) == null)
                .findFirst()
                .map(packet -> name(bytes(packet.group(2))))
                .orElse("");
    }

    private static String name(byte[] packet) {
        StringBuilder name = new StringBuilder();
        int at = HEADER_BYTES;
        while (at < packet.length && packet[at] > 0 && packet[at] <= MAX_LABEL) {
            int end = at + 1 + packet[at];
            if (end > packet.length) {
                return name.toString();
            }
            name.append(name.length() == 0 ? "" : ".")
                    .append(new String(packet, at + 1, end - at - 1, StandardCharsets.ISO_8859_1));
            at = end;
        }
        return name.toString();
    }

    private static byte[] bytes(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher matcher = BYTE.matcher(escaped);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                bytes.write(Integer.parseInt(matcher.group(1), 8));
            } else if (matcher.group(2) != null) {
                bytes.write(control(matcher.group(2).charAt(0)));
            } else {
                bytes.write(matcher.group(3).charAt(0));
            }
        }
        return bytes.toByteArray();
    }

    private static int control(char letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0b;
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> letter;
        };
    }
}
