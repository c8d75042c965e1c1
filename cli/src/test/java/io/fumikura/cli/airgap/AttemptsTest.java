package io.fumikura.cli.airgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines are from recordings of this system by strace 6.1. */
class AttemptsTest {
    @Test
    void readsAddressesOfEveryFamily() {
        assertThat(targets(Lines.TCP4)).containsExactly("198.51.100.7:443");
        assertThat(targets(Lines.TCP6)).containsExactly("[2001:db8::7]:443");
        assertThat(targets(Lines.UDP_MAPPED)).containsExactly("198.51.100.8:9");
        assertThat(targets(Lines.KAFKA)).containsExactly("127.0.0.1:19092");
        assertThat(targets(Lines.NSCD)).containsExactly("/var/run/nscd/socket");
        assertThat(targets(Lines.NETLINK)).containsExactly("kernel");
    }

    @Test
    void dataOnAConnectionIsNoNewAttemptWhateverItLooksLike() {
        assertThat(targets(Lines.SENT_ON_A_CONNECTION)).isEmpty();
        assertThat(targets("9 sendto(9, 0x7ffe1234, 12, MSG_NOSIGNAL, NULL, 0) = 12")).isEmpty();
    }

    @Test
    void namesWhatANameServerIsAskedFor() {
        assertThat(targets(Lines.DNS_CONNECT, Lines.DNS_QUERY))
                .containsExactly("127.0.0.1:53", "127.0.0.1:53 asking for fumikura-airgap.com");
        assertThat(targets(Lines.DNS_QUERY_WITH_ADDRESS))
                .containsExactly("10.255.255.53:53 asking for planted.example");
    }

    @Test
    void aSocketThatWasGivenAnotherUseIsNoLongerTheNameServers() {
        assertThat(
                        targets(
                                Lines.DNS_CONNECT,
                                Lines.KAFKA.replace("21427 connect(28", "21273 connect(46"),
                                Lines.DNS_QUERY))
                .containsExactly("127.0.0.1:53", "127.0.0.1:19092");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 connect(3, 0x7ffe1000, 16) = -1 EFAULT (Bad address)",
                "1 connect(3, {sa_family=AF_INET, sa_data=\"\\1\\273\"}, 4) = -1 EINVAL (Invalid argument)",
                "1 connect(3, {sa_family=AF_VSOCK, svm_cid=VMADDR_CID_HOST, svm_port=0x1f90}, 16) = 0",
                "1 sendto(3, \"x\", 1, 0, 0x7ffe1000, 16) = -1 EFAULT (Bad address)",
                "1 sendmsg(3, {msg_name=0x7ffe1000, msg_namelen=16}, 0) = -1 EFAULT (Bad address)",
                "1 socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) = 3",
                "1 socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) = -1 EPERM (Operation not permitted)",
                "1 socket(AF_VSOCK, SOCK_STREAM, 0) = 3",
                "1 io_uring_setup(8, {flags=0}) = 3",
                "1 setns(3, CLONE_NEWNET) = 0"
            })
    void whatCannotBeReadOrCannotBeWatchedIsAnAttempt(String line) {
        assertThat(Attempts.in(TraceLog.of(List.of(line)).calls()).all())
                .extracting(attempt -> attempt.target().family())
                .containsExactly(Target.Family.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 4",
                "1 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 4",
                "1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 4",
                "1 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3",
                "1 connect(3, NULL, 0) = -1 EINVAL (Invalid argument)"
            })
    void anOrdinarySocketIsNoAttempt(String line) {
        assertThat(targets(line)).isEmpty();
    }

    @Test
    void namesProcessesByWhatTheyRun() {
        Attempts attempts =
                Attempts.in(
                        TraceLog.of(
                                        List.of(
                                                "408 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7f9064010000, stack_size=0x9000}, 88 <unfinished ...>",
                                                "425 execve(\"/usr/bin/setsid\", [\"/usr/bin/setsid\", \"/jdk/bin/java\", \"-jar\", \"/tree/query-service/target/quarkus-app/quarkus-run.jar\"], 0x5643a0eb9760 /* 22 vars */) = 0",
                                                "408 <... clone3 resumed>)             = 425",
                                                "425 execve(\"/jdk/bin/java\", [\"/jdk/bin/java\", \"-jar\", \"/tree/query-service/target/quarkus-app/quarkus-run.jar\"], 0x7ffef9d0 /* 22 vars */ <unfinished ...>",
                                                "425 <... execve resumed>)             = 0",
                                                // The thread's first call may be written before its
                                                // birth.
                                                Lines.BIND_QUERY_SERVICE,
                                                "425 clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID, child_tid=0x7f1d65fff990, parent_tid=0x7f1d65fff990, exit_signal=0, stack=0x7f1d65f00000, stack_size=0xfef80, tls=0x7f1d65fff6c0} => {parent_tid=[454]}, 88) = 454",
                                                Lines.KAFKA.replace("21427", "454"),
                                                "600 execve(\"/cache/bin/postgres\", [\"/cache/bin/postgres\", \"-D\", \"/data\"], 0x1 /* 9 vars */) = 0",
                                                "600 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7fa7bdc5ca10) = 601",
                                                Lines.NSCD.replace("20102", "601")))
                                .calls());

        assertThat(attempts.all())
                .extracting(Attempt::process, Attempt::program)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(425, "query-service"),
                        org.assertj.core.groups.Tuple.tuple(601, "postgres"));
        assertThat(attempts.ports()).containsEntry(8080, Set.of("query-service"));
        assertThat(attempts.processes()).isEqualTo(3);
    }

    private static List<String> targets(String... lines) {
        return Attempts.in(TraceLog.of(List.of(lines)).calls()).all().stream()
                .map(Attempt::what)
                .toList();
    }
}
