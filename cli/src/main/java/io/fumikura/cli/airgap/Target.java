package io.fumikura.cli.airgap;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call was aimed at.
 *
 * @param host address, path of a local socket, or a description
 * @param port 0 where there is none
 */
record Target(Family family, String host, int port) {
    enum Family {
        INTERNET,
        LOCAL_SOCKET,
        /** Talks to the kernel of this machine. */
        NETLINK,
        /** Takes an earlier connect back. */
        UNSPECIFIED,
        /** Anything else, and whatever could not be read. */
        OTHER
    }

    private static final String STRING = "\"((?:\\\\.|[^\"\\\\])*)\"";

    /** Strings that are not part of an address: data, which may look like anything. */
    private static final Pattern DATA =
            Pattern.compile("(inet_addr\\(|AF_INET6, |sun_path=@?)?" + STRING);

    private static final Pattern ADDRESS =
            Pattern.compile("\\{sa_family=(\\w+)((?:" + STRING + "|[^}\"])*)\\}");
    private static final Pattern IPV4 =
            Pattern.compile(", sin_port=htons\\((\\d+)\\), sin_addr=inet_addr\\(" + STRING + "\\)");
    private static final Pattern IPV6 =
            Pattern.compile(
                    ", sin6_port=htons\\((\\d+)\\),.*inet_pton\\(AF_INET6, " + STRING + ",.*");
    private static final Pattern LOCAL = Pattern.compile(", sun_path=(@?)" + STRING + ".*");
    private static final String MAPPED_IPV4 = "::ffff:";

    static Target other(String description) {
        return new Target(Family.OTHER, description, 0);
    }

    /** Every address in the arguments of a call. */
    static List<Target> in(String arguments) {
        Matcher address = ADDRESS.matcher(withoutData(arguments));
        List<Target> targets = new ArrayList<>();
        while (address.find()) {
            targets.add(of(address.group(1), address.group(2)));
        }
        return targets;
    }

    static String withoutData(String arguments) {
        return DATA.matcher(arguments)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        match.group(1) == null ? "\"\"" : match.group()));
    }

    boolean isLoopback() {
        return family == Family.INTERNET
                && (host.startsWith("127.")
                        || host.equals("::1")
                        // To the kernel both mean this machine.
                        || host.equals("0.0.0.0")
                        || host.equals("::"));
    }

    private static Target of(String family, String rest) {
        return switch (family) {
            case "AF_INET" -> internet(IPV4.matcher(rest), family + rest);
            case "AF_INET6" -> internet(IPV6.matcher(rest), family + rest);
            case "AF_UNIX" -> local(rest);
            case "AF_NETLINK" -> new Target(Family.NETLINK, "kernel", 0);
            case "AF_UNSPEC" -> new Target(Family.UNSPECIFIED, "nobody", 0);
            default -> other(family + rest);
        };
    }

    private static Target internet(Matcher address, String text) {
        if (!address.matches()) {
            return other(text);
        }
        String host = address.group(2);
        boolean mapped = host.startsWith(MAPPED_IPV4) && host.contains(".");
        return new Target(
                Family.INTERNET,
                mapped ? host.substring(MAPPED_IPV4.length()) : host,
                Integer.parseInt(address.group(1)));
    }

    private static Target local(String rest) {
        Matcher path = LOCAL.matcher(rest);
        return path.matches()
                ? new Target(Family.LOCAL_SOCKET, path.group(1) + path.group(2), 0)
                : other("AF_UNIX" + rest);
    }

    @Override
    public String toString() {
        if (family != Family.INTERNET) {
            return host;
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
