package io.fumikura.cli.airgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines are from recordings of this system by strace 6.1. */
class TraceLogTest {
    @Test
    void readsACallWithItsResult() {
        TraceLog log = TraceLog.of(List.of(Lines.TCP4));

        assertThat(log.unreadable()).isEmpty();
        assertThat(log.calls()).hasSize(1);
        Call call = log.calls().get(0);
        assertThat(call.thread()).isEqualTo(20102);
        assertThat(call.name()).isEqualTo("connect");
        assertThat(call.firstNumber()).isEqualTo(4);
        assertThat(call.outcome()).isEqualTo("ENETUNREACH");
    }

    @Test
    void putsTheHalvesOfAnInterruptedCallTogether() {
        TraceLog log =
                TraceLog.of(
                        List.of(
                                "21274 sendmmsg(45,  <unfinished ...>",
                                "21319 +++ exited with 0 +++",
                                Lines.DNS_CONNECT,
                                "21274 <... sendmmsg resumed>[{msg_hdr={msg_name=NULL, msg_namelen=0}, msg_len=33}], 2, MSG_NOSIGNAL) = 1"));

        assertThat(log.unreadable()).isEmpty();
        assertThat(log.calls()).extracting(Call::name).containsExactly("connect", "sendmmsg");
        assertThat(log.calls().get(1).arguments())
                .isEqualTo(
                        "45, [{msg_hdr={msg_name=NULL, msg_namelen=0}, msg_len=33}], 2, MSG_NOSIGNAL");
        assertThat(log.calls().get(1).returned()).isEqualTo(1);
    }

    @Test
    void keepsACallThatItsThreadDidNotSurvive() {
        TraceLog log =
                TraceLog.of(
                        List.of(
                                "77 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr(\"198.51.100.7\")}, 16 <unfinished ...>",
                                "77 +++ killed by SIGKILL +++"));

        assertThat(log.calls()).extracting(Call::outcome).containsExactly("unfinished");
        assertThat(Attempts.in(log.calls()).all())
                .extracting(Attempt::what)
                .containsExactly("198.51.100.7:443");
    }

    @Test
    void keepsWhatItCannotRead() {
        TraceLog log =
                TraceLog.of(
                        List.of("strace: out of memory", "12 gibberish", "13 <... x resumed>)"));

        assertThat(log.calls()).isEmpty();
        assertThat(log.unreadable()).hasSize(3);
    }
}
