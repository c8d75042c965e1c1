package io.fumikura.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FaultyLinkTest {
    private static final int SHORT_MILLIS = 300;

    private ServerSocket echo;
    private FaultyLink link;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::answer, "echo");
        thread.setDaemon(true);
        thread.start();
        link = FaultyLink.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void passesBytesOnInBothDirections() throws IOException {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, "いろは")).isEqualTo("いろは");
            assertThat(echoed(socket, "にほへと")).isEqualTo("にほへと");
        }
    }

    @Test
    void isSlowBothWays() throws Exception {
        link.set(Fault.SLOW);
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            assertThat(echoed(socket, "a")).isEqualTo("a");

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(FaultyLink.SLOW_BY.multipliedBy(2));
        }
    }

    @Test
    void holdsWhatIsSentWhileSilentAndGoesOnAfterIt() throws Exception {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, "a")).isEqualTo("a");
            link.set(Fault.SILENT);
            socket.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> echoed(socket, "b"))
                    .isInstanceOf(SocketTimeoutException.class);

            link.set(Fault.NONE);
            socket.setSoTimeout(0);
            assertThat(new DataInputStream(socket.getInputStream()).readUTF()).isEqualTo("b");
        }
    }

    @Test
    void cutsConnectionsAndAcceptsNoneWhileRefusing() throws Exception {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, "a")).isEqualTo("a");
            link.set(Fault.REFUSING);

            assertThatThrownBy(() -> echoed(socket, "b")).isInstanceOf(IOException.class);
            assertThatThrownBy(this::connect).isInstanceOf(SocketException.class);
        }

        link.set(Fault.NONE);
        try (Socket socket = connect()) {
            assertThat(echoed(socket, "c")).isEqualTo("c");
        }
    }

    @Test
    void comesAndGoesWhileFlapping() throws Exception {
        link.set(Fault.FLAPPING);

        awaitConnection(false);
        awaitConnection(true);
        awaitConnection(false);

        link.set(Fault.NONE);
        try (Socket socket = connect()) {
            assertThat(echoed(socket, "a")).isEqualTo("a");
        }
    }

    /** Until it is so; the test's own time limit ends it otherwise. */
    private void awaitConnection(boolean wanted) {
        boolean connected = !wanted;
        while (connected != wanted) {
            try (Socket socket = connect()) {
                connected = echoed(socket, "a").equals("a");
            } catch (IOException e) {
                connected = false;
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), link.port());
    }

    private static String echoed(Socket socket, String text) throws IOException {
        new java.io.DataOutputStream(socket.getOutputStream()).writeUTF(text);
        return new DataInputStream(socket.getInputStream()).readUTF();
    }

    private void answer() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> back(socket), "echo-one");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed, at the end of a test.
        }
    }

    private static void back(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // Cut, which is what is tested.
        }
    }
}
