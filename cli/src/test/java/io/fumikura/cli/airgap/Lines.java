package io.fumikura.cli.airgap;

/** Lines of recordings by strace 6.1. */
final class Lines {
    static final String TCP4 =
            "20102 connect(4, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr(\"198.51.100.7\")}, 16) = -1 ENETUNREACH (Network is unreachable)";
    static final String TCP6 =
            "20102 connect(4, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"2001:db8::7\", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH (Network is unreachable)";
    static final String UDP_MAPPED =
            "20102 sendto(4, \"\\1\\2\", 2, 0, {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::ffff:198.51.100.8\", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH (Network is unreachable)";
    static final String KAFKA =
            "21427 connect(28, {sa_family=AF_INET6, sin6_port=htons(19092), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (Operation now in progress)";
    static final String NSCD =
            "20102 connect(4, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = -1 ENOENT (No such file or directory)";
    static final String NETLINK =
            "430 sendto(167, [{nlmsg_len=20, nlmsg_type=RTM_GETADDR, nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP, nlmsg_seq=1795510977, nlmsg_pid=0}, {ifa_family=AF_UNSPEC}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20";
    static final String SENT_ON_A_CONNECTION =
            "23001 sendto(9, \"T\\0\\0\\0003\\0\\1connect(4, {sa_family=AF_INET, sin_port=htons(443)}\", 99, 0, NULL, 0) = 99";
    static final String DNS_CONNECT =
            "21273 connect(46, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0";
    static final String DNS_QUERY =
            "21273 sendmmsg(46, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"&G\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\17fumikura-airgap\\3com\\0\\0\\1\\0\\1\", iov_len=33}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=33}, {msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"-Y\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\17fumikura-airgap\\3com\\0\\0\\34\\0\\1\", iov_len=33}], msg_iovlen=1, msg_controllen=0, msg_flags=0}}], 2, MSG_NOSIGNAL) = 1";
    static final String DNS_QUERY_WITH_ADDRESS =
            "500 sendmsg(7, {msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.255.255.53\")}, msg_namelen=16, msg_iov=[{iov_base=\"\\276\\t\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\7planted\\7example\\0\\0\\1\\0\\1\", iov_len=33}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0) = 33";
    static final String BIND_QUERY_SERVICE =
            "454 bind(213, {sa_family=AF_INET6, sin6_port=htons(8080), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, 28) = 0";

    private Lines() {}
}
